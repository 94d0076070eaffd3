# The binary alone, as nobody, on a read-only root.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /goldenthread ./cmd/goldenthread

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /goldenthread /goldenthread
EXPOSE 8080
ENTRYPOINT ["/goldenthread"]
CMD ["serve", "--listen", "0.0.0.0:8080", "--data", "/data"]
