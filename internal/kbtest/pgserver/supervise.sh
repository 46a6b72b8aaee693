# Runs a private PostgreSQL server in directory $1, with the programs in $2, until standard input ends. The test process
# holds the other end of that pipe and the kernel closes it however the process dies, so the server cannot outlive it,
# and neither can the directory. Through the pipe it is also halted and started again.
dir=$1 bin=$2

init() {
	"$bin/initdb" --pgdata="$dir/data" --username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync "$@"
}

# The product makes its own order, the same under any collation. Swedish is the one most likely to catch it cheating.
# Before PostgreSQL 15, and in a build without ICU, it is plain C.
if init --locale-provider=icu --icu-locale=sv-SE || init; then
	exec 3<&0 # a job in the background has no standard input of its own
	while
		"$bin/postgres" -D "$dir/data" -c port="$3" -c unix_socket_directories="$dir" -c listen_addresses= \
			-c max_connections=60 -c shared_buffers=32MB -c log_min_messages=fatal \
			-c fsync=off -c synchronous_commit=off -c full_page_writes=off \
			-c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off &
		server=$!
		# A line names the signal to halt the server with. At the end of the input, QUIT drops everything at once; until
		# the server has set its handlers it ignores QUIT, and TERM ends it.
		(if read -r signal <&3; then : >"$dir/halted"; kill -"$signal" $server; else kill -TERM $server; kill -QUIT $server; fi) &
		watch=$!
		wait $server
		kill $watch 2>/dev/null
		rm "$dir/halted" 2>/dev/null && read -r _ <&3 # a halted server runs again after one more line
	do :; done
fi
rm -rf "$dir"
