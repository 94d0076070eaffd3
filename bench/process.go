package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// A process is one whose work is measured.
type process struct {
	name string
	pid  int
	cmd  *exec.Cmd
	in   io.Closer
}

// start starts a command and waits for a line of its output that says that it is ready. What else it has to say goes to a
// log.
func start(ctx context.Context, name string, cmd *exec.Cmd, log io.Writer, ready func(line string) bool) (*process, string, error) {
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	cmd.Stderr = log
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, "", err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", fmt.Errorf("start %s: %w", name, err)
	}
	p := &process{name: name, pid: cmd.Process.Pid, cmd: cmd, in: in}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); ready(line) {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return p, line, nil
		}
	}
	return nil, "", errors.Join(fmt.Errorf("%s ended before it was ready", name), lines.Err(), ctx.Err(), cmd.Wait())
}

// end asks the process to stop, by a signal and by the end of its input, and waits for it.
func (p *process) end() error {
	if p == nil || p.cmd == nil {
		return nil
	}
	_ = p.cmd.Process.Signal(os.Interrupt)
	_ = p.in.Close()
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil // how it ends when it is told to is its own affair
	}
	return err
}

// tick is the unit in which Linux counts the processor time of processes.
const tick = time.Second / 100

// cpu is the processor time that the process has used; 0 if that cannot be known.
func (p *process) cpu() time.Duration {
	if p == nil {
		return 0
	}
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(b), ") ") // the name may have spaces in it
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick
}

// memory is how much of the machine's memory the process has, now and at most so far, in bytes; 0 if that cannot be known.
func (p *process) memory() (now, most int64) {
	if p == nil {
		return 0, 0
	}
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.pid))
	if err != nil {
		return 0, 0
	}
	read := func(name string) int64 {
		_, after, _ := strings.Cut(string(b), "\n"+name+":")
		line, _, _ := strings.Cut(after, "\n")
		kib, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(line), "kB")), 10, 64)
		return kib << 10
	}
	return read("VmRSS"), read("VmHWM")
}
