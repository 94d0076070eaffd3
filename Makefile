# Two commands do everything: `make run` and `make test`.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c

GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
DATA ?= data
LISTEN ?= 127.0.0.1:8080
SOAK ?= 3m

.PHONY: help
help: ## Say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: build
build: ## Build the binary, bin/goldenthread
	@mkdir -p bin
	go build -trimpath -o bin/goldenthread ./cmd/goldenthread

.PHONY: run
run: build ## Serve the sample plan on the embedded store, playground included
	./bin/goldenthread serve --data $(DATA) --listen $(LISTEN)

.PHONY: generate
generate: ## Write what follows from schema.graphqls
	go run ./internal/gen

.PHONY: test
test: tools check unit ## Install what the tests need and run all of them

.PHONY: tools
tools: ## Install what the tests need: a browser, the page's packages
	@scripts/tools

.PHONY: check
check: ## Check formatting, generated files, the page's build and lint
	@scripts/check
	go vet ./...
	go run $(GOLANGCI) run ./...

.PHONY: unit
unit: ## Run the Go tests, with the race detector, on a real Neo4j
	go run ./internal/neotest/cmd -- go test -race -timeout 20m ./...

.PHONY: release
release: ## Build for every system into dist, with checksums and a bill of materials
	@scripts/release

.PHONY: fuzz
fuzz: ## Fuzz every parser for a while each
	@scripts/fuzz

.PHONY: soak
soak: ## Drive a server with many writers and readers for SOAK (3m)
	go test -race -count=1 -timeout 0 ./internal/soak -v -soak.for $(SOAK)

.PHONY: crash
crash: ## Kill what writes, hundreds of times, and look at what is left
	go test -run Killed -timeout 2h -v ./graph/memstore -graphtest.kills=300
	go run ./internal/neotest/cmd -- go test -run 'Killed|Faults' -timeout 2h -v ./graph/neostore -graphtest.kills=30

.PHONY: bench
bench: ## Measure beside Neo4j, @neo4j/graphql and net/http; BENCH="--actions 1000000 --annex=false" for more
	go run ./bench $(BENCH)
