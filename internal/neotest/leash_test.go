package neotest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// What is held ends, and its data go, when this process lets go; with "keep" the data stay.
func TestLeashEndsWhatItHolds(t *testing.T) {
	for word, stays := range map[string]bool{"": false, "keep\n": true} {
		home := filepath.Join(t.TempDir(), "home")
		if err := os.Mkdir(home, 0o700); err != nil {
			t.Fatal(err)
		}
		l, err := newLeash(append(os.Environ(), "LOG=/dev/null", "NEO4J_HOME="+home), hold, "sleep", "1000")
		if err != nil {
			t.Fatal(err)
		}
		pid, err := strconv.Atoi(l.said)
		if err != nil || syscall.Kill(pid, 0) != nil {
			t.Fatalf("nothing runs as %q", l.said)
		}
		if err := l.release(word); err != nil {
			t.Fatal(err)
		}
		if syscall.Kill(pid, 0) == nil {
			t.Errorf("process %d still runs", pid)
		}
		if _, err := os.Stat(home); (err == nil) != stays {
			t.Errorf("after the last word %q the data: %v", word, err)
		}
	}
}

// A process that is killed lets go as well: the other end of the pipe is closed for it.
func TestLeashOutlivesNobody(t *testing.T) {
	home := t.TempDir()
	holder := exec.Command("/bin/sh", "-c", `sleep 1000 | LOG=/dev/null NEO4J_HOME=`+home+` /bin/sh -c "$0" leash sleep 2000`, hold)
	holder.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	var line [16]byte
	n, err := out.Read(line[:])
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(line[:n])))
	if err != nil {
		t.Fatal(err)
	}
	children, err := exec.Command("pgrep", "-P", strconv.Itoa(holder.Process.Pid), "-x", "sleep").Output()
	if err != nil {
		t.Fatal(err)
	}
	writer, err := strconv.Atoi(strings.TrimSpace(string(children)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(writer, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := holder.Wait(); err != nil {
		t.Fatal(err)
	}
	if syscall.Kill(pid, 0) == nil {
		t.Errorf("process %d still runs", pid)
	}
}

func TestJavaIsFoundOrSaidToBeMissing(t *testing.T) {
	if _, err := findJava(t.Context(), LongTerm); err != nil && !strings.Contains(err.Error(), "Java 17") {
		t.Errorf("the message %q does not say what is missing", err)
	}
	t.Setenv("PATH", "")
	if javaMajor(t.Context(), t.TempDir()) != 0 {
		t.Error("an empty folder holds no Java")
	}
}
