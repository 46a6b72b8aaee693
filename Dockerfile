FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /image/kommungraf ./server
# The image has no shell to make these with: the user that the server runs as, the certificates it checks others
# against, room for SQLite's temporary files, and the folder for the database.
RUN mkdir -p /image/etc/ssl/certs /data \
	&& mkdir -m 1777 /image/tmp \
	&& cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
	&& echo 'kommungraf:x:10001:10001::/data:/sbin/nologin' >/image/etc/passwd \
	&& echo 'kommungraf:x:10001:' >/image/etc/group

FROM scratch
COPY --from=build /image /
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
VOLUME /data
EXPOSE 8080
ENV KOMMUNGRAF_DATABASE=/data/kommungraf.db KOMMUNGRAF_ADDRESS=:8080
HEALTHCHECK CMD ["/kommungraf", "healthcheck"]
ENTRYPOINT ["/kommungraf"]
