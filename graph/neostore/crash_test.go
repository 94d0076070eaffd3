package neostore_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/neotest"
)

// writeUntilKilled is what a process does that is to be killed.
func writeUntilKilled(round int) {
	o := neostore.Options{User: os.Getenv(neotest.EnvUser), Password: os.Getenv(neotest.EnvPassword)}
	s, err := neostore.Open(context.Background(), os.Getenv(neotest.EnvURI), o)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	graphtest.WriteUntilKilled(context.Background(), s, round)
}

func newCrash(server *neotest.Server) *graphtest.Crash {
	return &graphtest.Crash{Environ: server.Environ(), Empty: func() graph.Store { return memstore.New() }}
}

// TestKilledClientLosesNothing kills a process with SIGKILL in the middle of concurrent writes, again and again over the
// same database.
func TestKilledClientLosesNothing(t *testing.T) {
	crash, s := newCrash(neotest.Shared(t)), neostoretest.Open(t)
	crash.Begin(t, s)
	for range graphtest.Kills() {
		told := crash.Kill(t, nil)
		awaitQuiet(t, s)
		if crash.Check(t, s, told); t.Failed() {
			return
		}
	}
	t.Log(crash)
}

// awaitQuiet waits until the database has done with the transactions of those who are no more.
func awaitQuiet(t *testing.T, s *neostore.Store) {
	t.Helper()
	for {
		others, err := s.OthersAtWork(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if others == 0 {
			return
		}
	}
}

// killServer kills the database itself with SIGKILL in the middle of concurrent writes.
func killServer(t *testing.T, server *neotest.Server, s *neostore.Store) {
	if err := s.Erase(t.Context()); err != nil {
		t.Fatal(err)
	}
	crash := newCrash(server)
	crash.Begin(t, s)
	for range 1 + graphtest.Kills()/10 {
		told := crash.Kill(t, func() { control(t, server.Kill) })
		control(t, func() error { return server.Start(t.Context()) })
		if crash.Check(t, s, told); t.Failed() {
			return
		}
	}
	t.Log(crash)
}
