# Runs a private PostgreSQL server in directory $1, with the programs in $2, until standard input ends. The test process
# holds the other end of that pipe and the kernel closes it however the process dies, so the server cannot outlive it,
# and neither can the directory.
dir=$1 bin=$2

init() {
	"$bin/initdb" --pgdata="$dir/data" --username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync "$@"
}

# The product makes its own order, the same under any collation. Swedish is the one most likely to catch it cheating.
# Before PostgreSQL 15, and in a build without ICU, it is plain C.
if init --locale-provider=icu --icu-locale=sv-SE || init; then
	"$bin/postgres" -D "$dir/data" -c port="$3" -c unix_socket_directories="$dir" -c listen_addresses= \
		-c max_connections=60 -c shared_buffers=32MB -c log_min_messages=fatal \
		-c fsync=off -c synchronous_commit=off -c full_page_writes=off \
		-c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off &
	server=$!
	exec 3<&0 # a job in the background has no standard input of its own
	# QUIT drops everything at once. Until the server has set its handlers it ignores QUIT, and TERM ends it.
	(read -r _ <&3; kill -TERM $server; kill -QUIT $server) &
	watch=$!
	wait $server
	kill $watch
fi
rm -rf "$dir"
