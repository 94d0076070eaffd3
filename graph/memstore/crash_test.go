package memstore_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// crashDir tells a process that is to be killed where to write.
const crashDir = "MEMSTORE_CRASH_DIR"

func TestMain(m *testing.M) {
	graphtest.IfToBeKilled(func(round int) {
		s, err := memstore.Open(context.Background(), os.Getenv(crashDir), memstore.Options{})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		graphtest.WriteUntilKilled(context.Background(), s, round)
	})
	os.Exit(m.Run())
}

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
