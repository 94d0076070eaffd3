package main

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A process is the program started as one.
type process struct {
	*exec.Cmd
	out  *bufio.Scanner
	errs strings.Builder
}

func startProcess(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(context.Background(), os.Args[0], args...)}
	p.Env = append(os.Environ(), "GOLDENTHREAD_TEST_MAIN=1")
	p.Dir = t.TempDir()
	p.Stderr = &p.errs
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewScanner(out)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if p.ProcessState == nil {
			_ = p.Process.Kill()
			_ = p.Wait()
		}
	})
	return p
}

// end reads what is left of the output and gives the exit code.
func (p *process) end(t *testing.T) (code int, out string) {
	t.Helper()
	var lines []string
	for p.out.Scan() {
		lines = append(lines, p.out.Text())
	}
	err := p.Wait()
	if _, exited := err.(*exec.ExitError); err != nil && !exited { //nolint:errorlint // Wait does not wrap it
		t.Fatal(err)
	}
	return p.ProcessState.ExitCode(), strings.Join(lines, "\n")
}

// startServer starts the verb serve, and gives the URL it says to look at.
func startServer(t *testing.T, args ...string) (p *process, url string) {
	t.Helper()
	return startAnd(t, "  playground  ", args...)
}

// startServing is the same for a server that may have no playground.
func startServing(t *testing.T, args ...string) (p *process, url string) {
	t.Helper()
	p, url = startAnd(t, "  GraphQL     ", args...)
	return p, strings.TrimSuffix(url, "/graphql")
}

func startAnd(t *testing.T, line string, args ...string) (p *process, url string) {
	t.Helper()
	p = startProcess(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	for p.out.Scan() {
		if found, ok := strings.CutPrefix(p.out.Text(), line); ok {
			return p, strings.TrimSuffix(found, "/")
		}
	}
	code, _ := p.end(t)
	t.Fatalf("serve ended with %d:\n%s", code, &p.errs)
	return nil, ""
}

func TestServe(t *testing.T) {
	data := filepath.Join(t.TempDir(), "plans")
	server, url := startServer(t, "--data", data)
	for path, want := range map[string]int{"/": 200, "/readyz": 200, "/livez": 200, "/schema.graphqls": 200, "/version": 200, "/nothing": 404} {
		r, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if r.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, want)
		}
	}
	const question = `{ revision priorities { totalCount } }`
	code, asked := startProcess(t, "query", question, "--url", url).end(t)
	if code != 0 || !strings.Contains(asked, `"revision": 1`) {
		t.Errorf("asked the server: exit %d\n%s", code, asked)
	}

	t.Run("readers share the folder", func(t *testing.T) {
		code, read := startProcess(t, "query", question, "--data", data).end(t)
		if code != 0 || read != asked {
			t.Errorf("exit %d\n%s\nwant\n%s", code, read, asked)
		}
	})
	t.Run("a writer is told that it is in use", func(t *testing.T) {
		plan, err := filepath.Abs("../../internal/importer/sample/annex3.txt")
		if err != nil {
			t.Fatal(err)
		}
		p := startProcess(t, "import", plan, "--data", data)
		if code, _ := p.end(t); code != exitUnavailable || !strings.Contains(p.errs.String(), "use") {
			t.Errorf("exit %d: %s", code, &p.errs)
		}
	})
	t.Run("a second server reads beside the first", func(t *testing.T) {
		_, url := startServer(t, "--data", data)
		if code, read := startProcess(t, "query", question, "--url", url).end(t); code != exitOK || read != asked {
			t.Errorf("exit %d\n%s\nwant\n%s", code, read, asked)
		}
	})
	t.Run("a second server is told that the port is in use", func(t *testing.T) {
		p := startProcess(t, "serve", "--listen", strings.TrimPrefix(url, "http://"), "--data", "other")
		code, _ := p.end(t)
		if _, err := os.Stat(filepath.Join(p.Dir, "other")); code != exitUnavailable || !strings.Contains(p.errs.String(), "--listen") || err == nil {
			t.Errorf("exit %d: %s; folder made: %v", code, &p.errs, err == nil)
		}
	})

	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code, _ := server.end(t); code != exitOK {
		t.Errorf("stopped with %d:\n%s", code, &server.errs)
	}
	if log := server.errs.String(); strings.Count(log, "outcome=OK") != 1 || strings.Contains(log, "priorities") {
		t.Errorf("logged:\n%s", log)
	}

	again, _ := startServer(t, "--data", data)
	if err := again.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code, out := again.end(t); code != exitOK || strings.Contains(out, "sample") {
		t.Errorf("the second start: exit %d\n%s", code, out)
	}
}

func TestPortFromTheEnvironment(t *testing.T) {
	for _, c := range []struct {
		environ []string
		args    []string
		want    string
	}{
		{nil, nil, "127.0.0.1:8080"},
		{[]string{"PORT=5000"}, nil, "127.0.0.1:5000"},
		{[]string{"PORT=5000"}, []string{"--listen", "0.0.0.0:80"}, "0.0.0.0:80"},
		{[]string{"PORT=5000"}, []string{"--listen", defaultListen}, defaultListen},
		{[]string{"PORT=5000", "GOLDENTHREAD_LISTEN=0.0.0.0:80"}, nil, "0.0.0.0:80"},
	} {
		p := &program{environ: c.environ}
		v := &serveVerb{program: p}
		command := v.command()
		p.rootCommand().AddCommand(command)
		if err := command.ParseFlags(c.args); err != nil {
			t.Fatal(err)
		}
		if err := p.configure(command); err != nil {
			t.Fatal(err)
		}
		if got := v.address(command); got != c.want {
			t.Errorf("%v %v: listens at %s, want %s", c.environ, c.args, got, c.want)
		}
	}
}

// A folder that cannot be written is an error of whoever runs the program, not of the program.
func TestReadOnlyFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := startProcess(t, "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(file, "data"))
	if code, _ := p.end(t); code != exitUnavailable || strings.Contains(p.errs.String(), "goroutine") {
		t.Errorf("exit %d: %s", code, &p.errs)
	}
}
