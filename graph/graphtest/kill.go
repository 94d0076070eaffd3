package graphtest

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var killsFlag = flag.Int("graphtest.kills", 12, "how often to kill what writes")

// Kills is how often a test is to kill what writes.
func Kills() int { return *killsFlag }

// CrashRound is the variable that tells a process that it is to be killed, and in which round, from 1.
const CrashRound = "GRAPHTEST_CRASH_ROUND"

// IfToBeKilled runs what a test process does that Crash has started, and ends it; in any other process it does nothing. It
// is for TestMain.
func IfToBeKilled(write func(round int)) {
	text := os.Getenv(CrashRound)
	if text == "" {
		return
	}
	round, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	write(round)
	os.Exit(0)
}

// A Crash kills processes that write to a store, again and again, and looks at what they leave.
type Crash struct {
	// Environ says to the process, which is this test's binary once more, what it is to write to.
	Environ []string
	// Empty gives an empty store in memory, to make changes again in.
	Empty func() graph.Store
	round int
	// told is how many changes were acknowledged.
	told int
}

// String says how much was tried.
func (c *Crash) String() string {
	return fmt.Sprintf("%d kills, %d acknowledged changes", c.round, c.told)
}

// Begin prepares a store for the writers.
func (c *Crash) Begin(t *testing.T, s graph.Store) {
	t.Helper()
	apply(t, s, crashSetup())
}

// Kill starts a process of writers and kills it at a random moment, which may be before it has written anything. It gives
// what was acknowledged to them. strike does the killing if it is not the process that is to be killed.
func (c *Crash) Kill(t *testing.T, strike func()) []acknowledgement {
	t.Helper()
	c.round++
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	cmd.Env = append(append(os.Environ(), c.Environ...), CrashRound+"="+strconv.Itoa(c.round))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() {
		if strike != nil {
			strike()
		} else if err := cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
	}
	after := rand.IntN(60)
	told := acknowledgements(t, out, after, kill)
	_ = cmd.Wait() // it was killed
	c.told += len(told)
	if len(told) < after {
		t.Fatalf("the writers ended by themselves after %d changes", len(told))
	}
	return told
}

// acknowledgements reads what writers say, and strikes after so many of them. What had been begun to be said then does not
// count.
func acknowledgements(t *testing.T, out io.Reader, after int, strike func()) (told []acknowledgement) {
	t.Helper()
	lines := bufio.NewReader(out)
	for {
		if len(told) == after {
			strike()
			after = -1
		}
		line, err := lines.ReadString('\n')
		if err != nil {
			return told
		}
		a, err := parseAcknowledgement(line)
		if err != nil {
			t.Errorf("%q: %v", line, err)
		}
		told = append(told, a)
	}
}
