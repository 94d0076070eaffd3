# The binary alone, as nobody, fit for a read-only root.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/goldenthread ./cmd/goldenthread && mkdir /out/data

FROM scratch
# For encrypted connections to a Neo4j elsewhere.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/goldenthread /goldenthread
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/goldenthread"]
CMD ["serve", "--listen", "0.0.0.0:8080", "--data", "/data"]
