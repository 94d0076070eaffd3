package server_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/server"
)

// from sends a question as if from an address.
func (c call) from(h http.Handler, address string) reply {
	r := httptest.NewRequest(c.method, c.target, strings.NewReader(c.body))
	r.RemoteAddr = address
	for _, line := range c.header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return reply{w.Code, w.Header(), w.Body.Bytes()}
}

func rated(burst int) func(*server.Options) {
	return func(o *server.Options) { o.Rate, o.Burst, o.Access = 0.001, burst, people{} }
}

func TestEachClientHasItsRate(t *testing.T) {
	s, executor := newServer(t, rated(2))
	question := post(`{"query":"{ ok }"}`)
	for _, c := range []struct {
		address, header string
		status          int
	}{
		{"192.0.2.1:1", "", 200},
		{"192.0.2.1:2", "", 200},
		{"192.0.2.1:3", "", 429},
		{"192.0.2.2:1", "", 200},
		{"[2001:db8::1]:1", "", 200},
		{"[2001:db8::2]:1", "", 200},
		{"[2001:db8::3]:1", "", 429}, // a machine has a whole /64
		{"[2001:db8:0:1::3]:1", "", 200},
		{"192.0.2.1:4", bearer("editor"), 200}, // by name it is another client
		{"192.0.2.9:4", bearer("editor"), 200},
		{"192.0.2.9:4", bearer("editor"), 429},
		{"192.0.2.3:1", bearer("x"), 401},
		{"192.0.2.3:1", bearer("x"), 401},
		{"192.0.2.3:1", bearer("x"), 429}, // guessing keys counts
	} {
		executor.asked = nil
		q := question
		if c.header != "" {
			q.header = append(q.header, c.header)
		}
		r := q.from(s, c.address)
		if r.StatusCode != c.status || c.status == 429 && (r.Header.Get("Retry-After") == "" || executor.asked != nil || !strings.Contains(string(r.Body), "2 at once")) {
			t.Errorf("%s %s: %d, want %d: %s", c.address, c.header, r.StatusCode, c.status, r.Body)
		}
	}
}

func TestWithoutARateNobodyIsHeldUp(t *testing.T) {
	s, _ := newServer(t)
	for range 1000 {
		if r := post(`{"query":"{ ok }"}`).from(s, "192.0.2.1:1"); r.StatusCode != http.StatusOK {
			t.Fatalf("%d", r.StatusCode)
		}
	}
}

// Many clients do not fill the memory, and those who ask now are not let go for it.
func TestTheTableOfRatesIsBounded(t *testing.T) {
	s, _ := newServer(t, rated(1))
	for i := range 30_000 {
		if r := post(`{"query":"{ ok }"}`).from(s, fmt.Sprintf("10.%d.%d.%d:1", i>>16, i>>8&255, i&255)); r.StatusCode != http.StatusOK {
			t.Fatalf("client %d: %d", i, r.StatusCode)
		}
	}
	if n := server.Rated(s); n > 10_000 {
		t.Errorf("%d clients are remembered", n)
	}
	if r := post(`{"query":"{ ok }"}`).from(s, "10.0.117.47:1"); r.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the last client again: %d", r.StatusCode)
	}
}

// Whom a proxy asks for is believed of proxies that are trusted, and of nobody else.
func TestClientsBehindProxies(t *testing.T) {
	for _, c := range []struct{ peer, forwarded, want string }{
		{"192.0.2.1:9", "", "192.0.2.1:9"},
		{"192.0.2.1:9", "198.51.100.7", "192.0.2.1:9"},
		{"10.0.0.1:9", "", "10.0.0.1:9"},
		{"10.0.0.1:9", "198.51.100.7", "198.51.100.7:0"},
		{"10.0.0.1:9", "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7:0"},
		{"10.0.0.1:9", "203.0.113.9, nonsense", "10.0.0.1:9"},
		{"[::ffff:10.0.0.1]:9", "2001:db8::1", "[2001:db8::1]:0"},
		{"10.0.0.1:9", "10.0.0.5", "10.0.0.5:0"},
	} {
		var header []string
		if c.forwarded != "" {
			header = []string{"X-Forwarded-For: " + c.forwarded}
		}
		var seen string
		s, _ := newServer(t, func(o *server.Options) {
			o.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
			o.Page = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r.RemoteAddr })
		})
		call{"GET", "/", "", header}.from(s, c.peer)
		if seen != c.want {
			t.Errorf("%s for %q: %s, want %s", c.peer, c.forwarded, seen, c.want)
		}
	}
}

// Operations over one socket count like requests; one too many is told so, and the socket stays.
func TestOperationsOverASocketHaveTheirRate(t *testing.T) {
	s, _ := newServer(t, rated(2))
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	for _, id := range []string{"1", "2"} {
		p.send(subscribe(id, "{ ok }"))
		p.receive()
		p.want(`{"id":"` + id + `","type":"complete"}`)
	}
	p.send(subscribe("3", "{ ok }"))
	if got := p.receive(); !strings.Contains(got, "2 at once") || !strings.Contains(got, `"type":"error"`) {
		t.Errorf("one too many: %s", got)
	}
	p.leave()
	halt(t, stop, stopped)
}
