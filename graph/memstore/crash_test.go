package memstore_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

var crashesFlag = flag.Int("memstore.crashes", 10, "how often to kill a writer")

// crashDir tells the test binary to be the writer that is killed.
const crashDir = "MEMSTORE_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		writeUntilKilled(dir)
	}
	os.Exit(m.Run())
}

// crashWriters write at once, each its own actions: an action and a link to it, and the one before dropped, in one change.
const crashWriters = 4

// writeUntilKilled writes and says on standard output what was acknowledged, one line for each change.
func writeUntilKilled(dir string) {
	ctx := context.Background()
	s, err := memstore.Open(ctx, dir, memstore.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var out sync.Mutex
	var work sync.WaitGroup
	for w := range crashWriters {
		work.Go(func() {
			for i := 0; ; i++ {
				revision, err := s.Apply(ctx, crashChange(w, i, os.Getpid()))
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				out.Lock()
				fmt.Printf("%d %s\n", revision, crashNode(w, i, os.Getpid()))
				out.Unlock()
			}
		})
	}
	work.Wait()
}

func crashNode(w, i, pid int) graph.ID {
	return graph.NodeID(graph.KindAction, fmt.Sprintf("p%d-w%d-%d", pid, w, i))
}

func crashChange(w, i, pid int) graph.Changes {
	id := crashNode(w, i, pid)
	c := graph.Changes{
		Actor: "crash", Put: []graph.Node{{ID: id, Kind: graph.KindAction, Title: "Written", Position: 1}},
		Link: []graph.Link{{Relation: graph.RelationServes, From: id, To: "priority:1", Basis: graph.BasisStated, State: graph.LinkStateActive}},
	}
	if i > 0 {
		c.Drop = []graph.ID{crashNode(w, i-1, pid)}
	}
	return c
}

// TestKilledWriterLosesNothing kills a process with SIGKILL in the middle of concurrent writes, again and again on the
// same file, and opens what it left: everything acknowledged is there, and no change stands by half.
func TestKilledWriterLosesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if _, err := s.Apply(t.Context(), graph.Changes{Actor: "t", Put: []graph.Node{{ID: "priority:1", Kind: graph.KindPriority, Title: "One", Position: 1}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range *crashesFlag {
		acknowledged := killWriter(t, dir, 1+rand.IntN(60))
		s := open(t, dir)
		checkSurvivor(t, s, acknowledged)
		if err := s.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			return
		}
	}
}

// killWriter lets a writer acknowledge a number of changes, kills it, and gives the lines that it said.
func killWriter(t *testing.T, dir string, changes int) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), crashDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	var acknowledged []string
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // what it had begun to say when it died does not count
			break
		}
		acknowledged = append(acknowledged, strings.TrimSuffix(line, "\n"))
		if len(acknowledged) == changes {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait() // it was killed
	if len(acknowledged) < changes {
		t.Fatalf("the writer ended by itself after %d changes", len(acknowledged))
	}
	return acknowledged
}

func checkSurvivor(t *testing.T, s *memstore.Store, acknowledged []string) {
	t.Helper()
	entries, err := s.Journal(t.Context(), graph.JournalQuery{})
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for i, e := range entries {
		if e.Revision != graph.Revision(i+1) {
			t.Fatalf("entry %d of the journal is revision %d", i, e.Revision)
		}
		for _, c := range e.Nodes {
			if c.After != nil {
				kept[fmt.Sprintf("%d %s", e.Revision, c.After.ID)] = true
			}
		}
	}
	for _, line := range acknowledged {
		if !kept[line] {
			t.Errorf("acknowledged, and lost: %s", line)
		}
	}
	nodes, links, err := graphtest.Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	// Each change leaves as many links as actions; the rest of the nodes is the priority.
	if len(links) != len(nodes)-1 {
		t.Errorf("%d actions and %d links: a change stands by half", len(nodes)-1, len(links))
	}
	status, err := s.Status(t.Context())
	if err != nil || status.Hash != graph.HashGraph(nodes, links) || int(status.Revision) != len(entries) {
		t.Errorf("status %+v, %v, of %d entries", status, err, len(entries))
	}
}
