package server_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/server"
)

// running serves s until the test stops it, and gives its URL.
func running(t *testing.T, s *server.Server) (url string, stop context.CancelFunc, stopped <-chan error) {
	t.Helper()
	listener, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, listener) }()
	return "http://" + listener.Addr().String(), cancel, done
}

// halt stops a running server, which must stop well.
func halt(t *testing.T, stop context.CancelFunc, stopped <-chan error) {
	t.Helper()
	stop()
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

// ask asks a running server, and gives the status of its answer; 0 is none.
func ask(t *testing.T, url, query string) int {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/graphql", strings.NewReader(`{"query":"`+query+`"}`))
	if err != nil {
		return 0
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0
	}
	defer response.Body.Close() // only the status matters
	return response.StatusCode
}

func TestStoppingFinishesWhatIsUnderWay(t *testing.T) {
	s, executor := newServer(t)
	url, stop, stopped := running(t, s)
	answered := make(chan int)
	go func() { answered <- ask(t, url, "{ slow }") }()
	waitFor(t, func() bool { return executor.underWay.Load() == 1 })
	stop()
	waitFor(t, func() bool {
		return (call{"GET", "/readyz", "", nil}).to(s).StatusCode == http.StatusServiceUnavailable
	})
	if r := post(`{"query":"{ ok }"}`).to(s); r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
		t.Errorf("a question while stopping: %d", r.StatusCode)
	}
	executor.wait <- struct{}{}
	if got := <-answered; got != http.StatusOK {
		t.Errorf("the question under way was answered %d", got)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func TestWhatOutlastsTheGraceIsCutOff(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.Grace = time.Millisecond })
	url, stop, stopped := running(t, s)
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		_ = ask(t, url, "{ slow }")
	}()
	waitFor(t, func() bool { return executor.underWay.Load() == 1 })
	stop()
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
	<-answered
}

func TestSlowQuestionsEnd(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.Timeout = time.Millisecond })
	if r := post(`{"query":"{ slow }"}`, "Accept: application/graphql-response+json").to(s); r.StatusCode != http.StatusGatewayTimeout {
		t.Errorf("status %d", r.StatusCode)
	}
}

func TestTooManyQuestionsAreRefused(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.MaxConcurrent = 1 })
	url, stop, stopped := running(t, s)
	first := make(chan struct{})
	go func() {
		defer close(first)
		_ = ask(t, url, "{ slow }")
	}()
	waitFor(t, func() bool { return executor.underWay.Load() == 1 })
	r := post(`{"query":"{ ok }"}`).to(s)
	if code, _ := codeIn(t, r); r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" || code != "RATE_LIMITED" {
		t.Errorf("the second question: %d %s", r.StatusCode, code)
	}
	executor.wait <- struct{}{}
	<-first
	if r := post(`{"query":"{ ok }"}`).to(s); r.StatusCode != http.StatusOK {
		t.Errorf("after the first one: %d", r.StatusCode)
	}
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// A page of any site can point its own name at 127.0.0.1: what comes over loopback must name a loopback host.
func TestHostNames(t *testing.T) {
	for _, c := range []struct {
		host   string
		allow  []string
		path   string
		status int
	}{
		{"", nil, "/version", 200},
		{"localhost:1234", nil, "/version", 200},
		{"app.localhost", nil, "/version", 200},
		{"[::1]:80", nil, "/version", 200},
		{"evil.example", nil, "/version", 403},
		{"localhost.evil.example", nil, "/version", 403},
		{"evil.example", nil, "/readyz", 200},
		{"plans.example.org", []string{"plans.example.org"}, "/version", 200},
		{"Plans.Example.org:443", []string{"plans.example.org"}, "/version", 200},
		{"evil.example", []string{"plans.example.org"}, "/version", 403},
	} {
		s, _ := newServer(t, func(o *server.Options) { o.Hosts = c.allow })
		url, stop, stopped := running(t, s)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = c.host
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != c.status {
			t.Errorf("host %q at %s, allowed %v: %d, want %d", c.host, c.path, c.allow, response.StatusCode, c.status)
		}
		stop()
		if err := <-stopped; err != nil {
			t.Error(err)
		}
	}
}

func TestListenSaysWhatToDo(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close() // it is only there to be in the way
	_, err = server.Listen(taken.Addr().String())
	if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("a port in use: %v", err)
	}
	for _, bad := range []string{"8080", "nowhere", ""} {
		if _, err := server.Listen(bad); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// waitFor gives others their turn until something holds; the test's own time limit is the only one.
func waitFor(t *testing.T, holds func() bool) {
	t.Helper()
	for !holds() {
		select {
		case <-t.Context().Done():
			t.Fatal("it never happened")
		case <-time.After(time.Millisecond):
		}
	}
}
