package main

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/access"
)

func TestAServerWithKeys(t *testing.T) {
	dir := t.TempDir()
	keys := filepath.Join(dir, "keys")
	code, secret := startProcess(t, "key", "create", "press", "--keys", keys).end(t)
	if code != exitOK {
		t.Fatalf("making a key: exit %d", code)
	}
	keyFile := filepath.Join(dir, "press.key")
	if err := os.WriteFile(keyFile, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	server, url := startServer(t, "--data", filepath.Join(dir, "data"), "--keys", keys, "--public-read=false")
	if code, out := startProcess(t, "query", "{ revision }", "--url", url).end(t); code != exitFindings || !strings.Contains(out, "UNAUTHENTICATED") {
		t.Errorf("without a key: exit %d\n%s", code, out)
	}
	if code, out := startProcess(t, "query", "{ revision }", "--url", url, "--key-file", keyFile).end(t); code != exitOK || !strings.Contains(out, `"revision": 1`) {
		t.Errorf("with a key: exit %d\n%s", code, out)
	}
	if err := server.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code, out := server.end(t); code != exitOK || !strings.Contains(out, "Only who sends a key or token may read.") || strings.Contains(server.errs.String(), "gtk_") {
		t.Errorf("exit %d\n%s\n%s", code, out, &server.errs)
	}
}

// Without credentials, only a server that nobody else can reach may be written to.
func TestWhereEverybodyOnThisMachineMayWrite(t *testing.T) {
	for _, c := range []struct {
		address string
		hosts   []string
		want    bool
	}{
		{"127.0.0.1:8080", nil, true},
		{"[::1]:8080", nil, true},
		{"127.0.0.1:8080", []string{"plans.example.org"}, false},
		{"0.0.0.0:8080", nil, false},
		{"[::]:8080", nil, false},
		{"192.0.2.1:8080", nil, false},
	} {
		address, err := net.ResolveTCPAddr("tcp", c.address)
		if err != nil {
			t.Fatal(err)
		}
		p, err := (&accessFlags{publicRead: true, openLocal: true}).policy(t.Context(), address, c.hosts, nil)
		if err != nil || p.OpenToLocal != c.want {
			t.Errorf("%s %v: open %v, %v", c.address, c.hosts, p.OpenToLocal, err)
		}
		if words := accessWords(p); c.want == slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, "Nobody may change") }) {
			t.Errorf("%s %v: announced as %q", c.address, c.hosts, words)
		}
	}
}

func TestRolesOfClaims(t *testing.T) {
	f := &accessFlags{roles: []string{"plan-team=editor", "a=b=viewer"}}
	f.token.Issuer, f.token.Audience = "https://login.example.org", "plans"
	if _, err := f.tokens(); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"editor", "=editor", "x=", "x=" + access.Nobody.String()} {
		f.roles = []string{bad}
		if _, err := f.tokens(); err == nil {
			t.Errorf("--oidc-role %s is taken", bad)
		}
	}
}
