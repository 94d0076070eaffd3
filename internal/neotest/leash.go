package neotest

import (
	"bufio"
	"errors"
	"io"
	"os/exec"
	"strings"
)

// A leash is a shell that holds something and lets it go when its standard input ends. The other end of that pipe is
// this process, so whatever is held ends with it, even if it is killed.
type leash struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	// said is the first line that the shell wrote.
	said string
}

// newLeash runs a script, which writes one line before it waits for the end of its input.
func newLeash(env []string, script string, args ...string) (*leash, error) {
	cmd := exec.Command("/bin/sh", append([]string{"-c", script, "leash"}, args...)...)
	cmd.Env = env
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	said, err := bufio.NewReader(stdout).ReadString('\n')
	return &leash{cmd: cmd, stdin: stdin, said: strings.TrimSpace(said)}, err
}

// release says a last word, lets go of what is held and waits until it has ended.
func (l *leash) release(word string) error {
	_, written := io.WriteString(l.stdin, word)
	return errors.Join(written, l.stdin.Close(), l.cmd.Wait())
}
