package main

import (
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestTheListenerForOperators(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	server, url := startServer(t, "--data", filepath.Join(t.TempDir(), "data"), "--admin-listen", address)
	if code, _ := startProcess(t, "query", "{ priorities { totalCount } }", "--url", url).end(t); code != exitOK {
		t.Errorf("asking: exit %d", code)
	}
	for path, want := range map[string]string{
		"/metrics": `graphql_operation_duration_seconds_count{document="",outcome="OK",type="query"} 1`,
		"/readyz":  `"ok"`, "/version": `"schema"`,
	} {
		response, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(text), want) {
			t.Errorf("%s: %d, %v", path, response.StatusCode, err)
		}
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code, _ := server.end(t); code != exitOK {
		t.Errorf("stopped with %d: %s", code, &server.errs)
	}
}
