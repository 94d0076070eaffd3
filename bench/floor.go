package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// floorVerb is the one argument that makes the program the server that only sends.
const floorVerb = "floor"

// serveFloor answers every POST with as many bytes as its path says: what net/http can do at most. It prints where it
// listens, and ends when its input does.
func serveFloor(in io.Reader, out io.Writer) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "http://%s\n", listener.Addr()); err != nil {
		return err
	}
	server := &http.Server{Handler: readyAnswers{}}
	go func() {
		_, _ = io.Copy(io.Discard, in)
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// largest is the most bytes that a ready answer has.
const largest = 16 << 20

// filler is what ready answers are made of.
var filler = []byte(`{"data":"` + strings.Repeat("x", largest))

type readyAnswers struct{}

func (readyAnswers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	size, err := strconv.Atoi(r.URL.Path[1:])
	if err != nil || size < 0 || size > largest {
		http.Error(w, "there are no answers of that size", http.StatusBadRequest)
		return
	}
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(size))
	_, _ = w.Write(filler[:size])
}

// A floorTarget is the server that only sends. It sends as much as another target answers with.
type floorTarget struct {
	graphqlTarget
	// size is how many bytes an answer has.
	size int
}

func newFloorTarget(ctx context.Context, self string, size int) (*floorTarget, error) {
	p, line, err := start(ctx, floor, exec.CommandContext(ctx, self, floorVerb), os.Stderr, func(line string) bool { return strings.HasPrefix(line, "http://") })
	if err != nil {
		return nil, err
	}
	address, err := url.Parse(line)
	if err != nil {
		return nil, errors.Join(err, p.end())
	}
	return &floorTarget{graphqlTarget{title: floor, address: address, own: p, document: func(q *question) string { return q.graphql }}, size}, nil
}

func (t *floorTarget) prepare(q *question, values []map[string]any) ([]request, error) {
	at := t.graphqlTarget
	address := *t.address
	address.Path = "/" + strconv.Itoa(t.size)
	at.address = &address
	return at.prepare(q, values)
}
