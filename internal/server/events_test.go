package server_test

import (
	"bufio"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/server"
)

const asEvents = "Accept: text/event-stream"

// wholeEvents is what stands between the opening comment and the end of a stream.
func wholeEvents(t *testing.T, r reply) string {
	t.Helper()
	if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" {
		t.Fatalf("answered %d %s: %s", r.StatusCode, r.Header.Get("Content-Type"), r.Body)
	}
	text, found := strings.CutPrefix(string(r.Body), ":\n\n")
	if !found {
		t.Errorf("the stream is not opened: %q", r.Body)
	}
	return text
}

func TestEventStreams(t *testing.T) {
	const done = "event: complete\ndata: \n\n"
	next := func(answers ...string) (text string) {
		for _, answer := range answers {
			text += "event: next\ndata: " + answer + "\n\n"
		}
		return text
	}
	const failed = `{"errors":[{"message":"no"}]}`
	for name, c := range map[string]struct{ query, want string }{
		"subscription":          {"subscription { three }", next(`{"data":{"event":"1"}}`, `{"data":{"event":"2"}}`, `{"data":{"event":"3"}}`) + done},
		"refused subscription":  {"subscription { refused }", next(failed) + done},
		"error in the midst":    {"subscription { broken }", next(`{"data":{"event":"1"}}`, failed) + done},
		"query":                 {"query { ok }", next(`{"data":{"__typename":"Query"}}`) + done},
		"does not parse":        {"{", next(failed) + done},
		"does not validate":     {"{ nothing }", next(failed) + done},
		"mutation":              {"mutation { change }", next(`{"data":{"__typename":"Query"}}`) + done},
		"subscription of no id": {"subscription { none }", done},
	} {
		t.Run(name, func(t *testing.T) {
			s, executor := newServer(t)
			calls := map[string]call{
				"POST": post(`{"query":"`+c.query+`"}`, asEvents),
				"GET":  get("query="+url.QueryEscape(c.query), asEvents),
			}
			if strings.HasPrefix(c.query, "mutation") {
				delete(calls, "GET") // see TestWhatIsNoEventStream
			}
			for method, call := range calls {
				r := call.to(s)
				if got := wholeEvents(t, r); got != c.want {
					t.Errorf("%s: %q, want %q", method, got, c.want)
				}
				if r.Header.Get("Cache-Control") != "no-cache" || r.Header.Get("X-Accel-Buffering") != "no" || r.Header.Get("Content-Encoding") != "" {
					t.Errorf("%s: %v", method, r.Header)
				}
			}
			if n := executor.underWay.Load(); n != 0 {
				t.Errorf("%d still run", n)
			}
		})
	}
}

// What is wrong with the request itself, and not with the operation in it, is told as anywhere else.
func TestWhatIsNoEventStream(t *testing.T) {
	for name, c := range map[string]struct {
		call
		status int
		code   gql.Code
	}{
		"broken JSON":          {post(`{"query":`, asEvents), 400, gql.CodeBadRequest},
		"no query":             {post(`{}`, asEvents), 400, gql.CodeBadRequest},
		"form":                 {call{"POST", "/graphql", "query={ok}", []string{asEvents, "Content-Type: application/x-www-form-urlencoded"}}, 415, gql.CodeBadRequest},
		"GET from anywhere":    {call{"GET", "/graphql?query=subscription+%7B+three+%7D", "", []string{asEvents}}, 403, gql.CodeForbidden},
		"GET of a mutation":    {get("query=mutation+%7B+change+%7D", asEvents), 405, gql.CodeMethodNotAllowed},
		"reserving a stream":   {call{"PUT", "/graphql", "", []string{asEvents}}, 405, gql.CodeMethodNotAllowed},
		"ending an operation":  {call{"DELETE", "/graphql?operationId=1", "", []string{asEvents}}, 405, gql.CodeMethodNotAllowed},
		"another type, rather": {post(`{"query":"{ fault }"}`, "Accept: application/graphql-response+json, text/event-stream"), 500, gql.CodeInternal},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := newServer(t)
			r := c.to(s)
			if code, data := codeIn(t, r); r.StatusCode != c.status || code != "" && code != string(c.code) || data {
				t.Errorf("answered %d %s, want %d %s: %s", r.StatusCode, code, c.status, c.code, r.Body)
			}
			if kind := r.Header.Get("Content-Type"); strings.Contains(kind, "event-stream") {
				t.Errorf("content type %q", kind)
			}
		})
	}
}

// A reader reads an event stream, event by event.
type reader struct {
	t      *testing.T
	cancel context.CancelFunc
	status int
	header http.Header
	lines  *bufio.Reader
}

// listen asks a running server for an event stream.
func listen(t *testing.T, url, query string) *reader {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/graphql", strings.NewReader(`{"query":"`+query+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Accept-Encoding", "gzip")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = response.Body.Close()
	})
	return &reader{t, cancel, response.StatusCode, response.Header, bufio.NewReader(response.Body)}
}

// event is the next block of lines, without the empty line that ends it; ok is false at the end of the stream.
func (r *reader) event() (text string, ok bool) {
	for {
		line, err := r.lines.ReadString('\n')
		if err != nil {
			return text + line, false
		}
		if line == "\n" {
			return text, true
		}
		text += line
	}
}

// want reads an event that must be this.
func (r *reader) want(event string) {
	r.t.Helper()
	if got, ok := r.event(); !ok || got != event {
		r.t.Fatalf("read %q, want %q", got, event)
	}
}

func nextLive(text string) string {
	return "event: next\ndata: {\"data\":{\"event\":\"" + text + "\"}}\n"
}

func TestEventsArriveAsTheyHappen(t *testing.T) {
	s, executor := newServer(t)
	url, stop, stopped := running(t, s)
	r := listen(t, url, "subscription { live }")
	r.want(":\n")
	for _, text := range []string{"a", "b"} {
		executor.events <- text
		r.want(nextLive(text))
	}
	close(executor.events)
	r.want("event: complete\ndata: \n")
	if text, more := r.event(); more || text != "" {
		t.Errorf("after the end: %q", text)
	}
	halt(t, stop, stopped)
}

func TestLeavingStopsTheSource(t *testing.T) {
	s, executor := newServer(t)
	url, stop, stopped := running(t, s)
	r := listen(t, url, "subscription { live }")
	r.want(":\n")
	waitFor(t, func() bool { return executor.underWay.Load() == 1 })
	r.cancel()
	waitFor(t, func() bool { return executor.underWay.Load() == 0 })
	halt(t, stop, stopped)
}

func TestIdleEventStreamsAreKeptAlive(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.KeepAlive = time.Millisecond })
	url, stop, stopped := running(t, s)
	r := listen(t, url, "subscription { live }")
	for range 5 {
		r.want(":\n")
	}
	executor.events <- "after all"
	for {
		if got, ok := r.event(); got == nextLive("after all") {
			break
		} else if !ok || got != ":\n" {
			t.Fatalf("read %q", got)
		}
	}
	halt(t, stop, stopped)
}

// A stopping server ends streams without a complete event, so that clients come again, and says why.
func TestStoppingEndsEventStreams(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.Grace = time.Hour })
	url, stop, stopped := running(t, s)
	r := listen(t, url, "subscription { live }")
	r.want(":\n")
	stop()
	r.want(": the server is stopping: ask again in a moment\n")
	if text, more := r.event(); more || text != "" {
		t.Errorf("after that: %q", text)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
	no := post(`{"query":"subscription { live }"}`, asEvents).to(s)
	if code, _ := codeIn(t, no); no.StatusCode != http.StatusServiceUnavailable || no.Header.Get("Retry-After") == "" || code != "RATE_LIMITED" {
		t.Errorf("a new stream: %d %s", no.StatusCode, no.Body)
	}
}

// A timeout for whole answers does not end streams.
func TestStreamsOutliveTheTimeout(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.Timeout = time.Millisecond })
	url, stop, stopped := running(t, s)
	r := listen(t, url, "subscription { live }")
	r.want(":\n")
	if status := ask(t, url, "{ slow }"); status != http.StatusOK { // it takes longer than the timeout
		t.Errorf("the slow question was answered %d", status)
	}
	executor.events <- "still here"
	r.want(nextLive("still here"))
	halt(t, stop, stopped)
}

func TestTooManyEventStreams(t *testing.T) {
	for name, c := range map[string]struct {
		limit  func(*server.Options)
		status int
	}{
		"in all":       {func(o *server.Options) { o.MaxStreams = 1 }, http.StatusServiceUnavailable},
		"of a client":  {func(o *server.Options) { o.MaxClientStreams = 1 }, http.StatusTooManyRequests},
		"two are fine": {func(o *server.Options) { o.MaxStreams, o.MaxClientStreams = 2, 2 }, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			s, executor := newServer(t, c.limit)
			url, stop, stopped := running(t, s)
			r := listen(t, url, "subscription { live }")
			r.want(":\n")
			second := listen(t, url, "subscription { three }")
			if second.status != c.status || c.status != http.StatusOK && second.header.Get("Retry-After") == "" {
				t.Errorf("the second stream: %d", second.status)
			}
			r.cancel()
			waitFor(t, func() bool { return executor.underWay.Load() == 0 })
			waitFor(t, func() bool { return listen(t, url, "subscription { three }").status == http.StatusOK })
			halt(t, stop, stopped)
		})
	}
}

// A heard log lets a test wait for a line.
type heard struct {
	mu   sync.Mutex
	text strings.Builder
}

func (h *heard) Write(line []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(line)
}

func (h *heard) has(what string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Contains(h.text.String(), what)
}

func impatient(log *heard) func(*server.Options) {
	return func(o *server.Options) {
		o.Patience, o.Parting = 20*time.Millisecond, time.Hour
		o.Log = slog.New(slog.NewTextHandler(log, nil))
	}
}

// A reader that does not take an event in time is cut off, and nothing more is asked of the source meanwhile.
func TestAReaderThatStopsReadingIsCutOff(t *testing.T) {
	log := &heard{}
	s, executor := newServer(t, impatient(log), func(o *server.Options) { o.Parting = time.Millisecond })
	url, stop, stopped := running(t, s)
	r := listen(t, url, "subscription { huge }")
	r.want(":\n")
	waitFor(t, func() bool { return log.has("outcome=SLOW_READER") })
	if n := executor.underWay.Load(); n != 0 {
		t.Errorf("%d sources still run", n)
	}
	halt(t, stop, stopped)
}

// One that was slow and reads on is told why it is cut off.
func TestASlowReaderIsToldWhy(t *testing.T) {
	log := &heard{}
	s, _ := newServer(t, impatient(log))
	url, stop, stopped := running(t, s)
	r := listen(t, url, "subscription { huge }")
	r.want(":\n")
	waitFor(t, func() bool { return log.has("a slow reader is cut off") })
	if event, ok := r.event(); !ok || len(event) < 16<<20 {
		t.Errorf("the event under way: %d bytes", len(event))
	}
	if event, _ := r.event(); !strings.Contains(event, `"code":"SLOW_READER"`) {
		t.Errorf("then: %q", event)
	}
	r.want("event: complete\ndata: \n")
	halt(t, stop, stopped)
}

// A withdrawal is an authority that knows everybody until a key is withdrawn.
type withdrawal chan struct{}

func (w withdrawal) Identify(context.Context, access.Credentials) (access.Identity, error) {
	select {
	case <-w:
		return access.Identity{}, access.Unauthenticated("this key was withdrawn")
	default:
		return access.Identity{Actor: "anna", Role: access.Editor}, nil
	}
}

// What is withdrawn while a subscription runs ends it, before the next event is told.
func TestEveryEventIsPermitted(t *testing.T) {
	withdrawn := make(withdrawal)
	s, executor := newServer(t, func(o *server.Options) { o.Access = withdrawn })
	url, stop, stopped := running(t, s)
	r := listen(t, url, "subscription { live }")
	r.want(":\n")
	executor.events <- "a"
	r.want(nextLive("a"))
	close(withdrawn)
	executor.events <- "b"
	if event, _ := r.event(); !strings.Contains(event, "this key was withdrawn") || !strings.Contains(event, `"code":"UNAUTHENTICATED"`) {
		t.Errorf("the event after that: %q", event)
	}
	r.want("event: complete\ndata: \n")
	halt(t, stop, stopped)
}

func TestAPanicInAStreamIsTold(t *testing.T) {
	log := &heard{}
	s, _ := newServer(t, impatient(log))
	r := post(`{"query":"subscription { panic }"}`, asEvents, "X-Request-Id: wanted-1").to(s)
	got := wholeEvents(t, r)
	if !strings.Contains(got, "INTERNAL_SERVER_ERROR") || !strings.Contains(got, "wanted-1") || strings.Contains(got, "secret") {
		t.Errorf("%q", got)
	}
	if !log.has("a fault with a secret") || !log.has("outcome=INTERNAL_SERVER_ERROR") {
		t.Errorf("logged: %s", &log.text)
	}
}
