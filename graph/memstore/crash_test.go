package memstore_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// crashDir tells a process that is to be killed where to write, crashColumns to keep columns there.
const (
	crashDir     = "MEMSTORE_CRASH_DIR"
	crashColumns = "MEMSTORE_CRASH_COLUMNS"
)

func TestMain(m *testing.M) {
	graphtest.IfToBeKilled(func(round int) {
		open := memstore.Open
		if os.Getenv(crashColumns) != "" {
			open = memstore.OpenWithColumns
		}
		s, err := open(context.Background(), os.Getenv(crashDir), memstore.Options{})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if round == openOnly {
			_, _ = io.Copy(io.Discard, os.Stdin)
			return
		}
		graphtest.WriteUntilKilled(context.Background(), s, round)
	})
	os.Exit(m.Run())
}

// openOnly is the round of a process that only opens the store.
const openOnly = 0

// crashesEach is how often processes are killed over one file.
const crashesEach = 20

// TestKilledWriterLosesNothing kills a process with SIGKILL in the middle of concurrent writes, again and again on the
// same file, and opens what it left.
func TestKilledWriterLosesNothing(t *testing.T) {
	for kills := graphtest.Kills(); kills > 0 && !t.Failed(); kills -= crashesEach {
		dir := t.TempDir()
		crash := graphtest.Crash{Environ: []string{crashDir + "=" + dir}, Empty: func() graph.Store { return memstore.New() }}
		s := open(t, dir)
		crash.Begin(t, s)
		closeStore(t, s)
		for range min(kills, crashesEach) {
			told := crash.Kill(t, nil)
			s := open(t, dir)
			crash.Check(t, s, told)
			closeStore(t, s)
			if t.Failed() {
				return
			}
		}
		t.Logf("%v", &crash)
	}
}

// TestKilledWriterLosesNothingBesideColumns does the same where the store is opened from columns, and every other time
// has to make them first.
func TestKilledWriterLosesNothingBesideColumns(t *testing.T) {
	c := newColumned(t)
	crash := graphtest.Crash{Environ: []string{crashDir + "=" + c.dir, crashColumns + "=1"}, Empty: func() graph.Store { return memstore.New() }}
	s := c.open(memstore.Options{})
	crash.Begin(t, s)
	closeStore(t, s)
	for kill := range min(graphtest.Kills(), crashesEach) {
		if kill%2 > 0 {
			if err := os.Remove(c.path("goldenthread.columns")); err != nil {
				t.Fatal(err)
			}
		}
		told := crash.Kill(t, nil)
		reader := c.open(memstore.Options{ReadOnly: true})
		s := c.open(memstore.Options{})
		c.holds(reader, status(t, s))
		crash.Check(t, s, told)
		if len(c.heard) > 0 {
			t.Errorf("it told of %v", c.heard)
		}
		closeStore(t, s)
		closeStore(t, reader)
	}
	t.Logf("%v", &crash)
}

// TestKilledUpgradeLosesNothing kills a process while it upgrades an older file: as soon as it has the folder, as it makes
// the copy, when the copy is there, and when it changes the file.
func TestKilledUpgradeLosesNothing(t *testing.T) {
	for _, stage := range []string{"goldenthread.lock", oldCopy + "*", oldCopy, "goldenthread.db-wal"} {
		for range max(1, graphtest.Kills()/6) {
			dir, _ := oldFile(t)
			killOpening(t, dir, func() bool {
				found, err := filepath.Glob(filepath.Join(dir, stage))
				if err != nil {
					t.Fatal(err)
				}
				return len(found) > 0
			})
			s := open(t, dir)
			checkOld(t, s, oldStatus)
			closeStore(t, s)
			for name, format := range map[string]string{"goldenthread.db": "2", oldCopy: "1"} {
				if got := metaOf(t, filepath.Join(dir, name), "format"); got != format {
					t.Errorf("killed at %s: %s is of format %s, not %s", stage, name, got, format)
				}
			}
			if left, err := filepath.Glob(filepath.Join(dir, "*.part")); err != nil || len(left) > 0 {
				t.Errorf("killed at %s: it left %v, %v", stage, left, err)
			}
		}
	}
}

// killOpening starts a process that opens a folder, and kills it when it has come so far.
func killOpening(t *testing.T, dir string, soFar func() bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), crashDir+"="+dir, fmt.Sprint(graphtest.CrashRound, "=", openOnly))
	cmd.Stderr = os.Stderr
	if _, err := cmd.StdinPipe(); err != nil { // it stays open until the process is killed
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // it is killed
		close(ended)
	}()
	for !soFar() {
		select {
		case <-ended:
			t.Fatal("the process ended by itself")
		default:
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	<-ended
}
