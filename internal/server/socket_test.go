package server_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/goldenthread/goldenthread/internal/server"
)

// A peer is the client's end of a WebSocket.
type peer struct {
	t    *testing.T
	conn *websocket.Conn
}

// dial opens a WebSocket to a running server.
func dial(t *testing.T, url string, header http.Header, subprotocols ...string) *peer {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), url+"/graphql", &websocket.DialOptions{Subprotocols: subprotocols, HTTPHeader: header}) //nolint:bodyclose // the library closes it
	if err != nil {
		t.Fatal(err)
	}
	conn.SetReadLimit(1 << 30)
	t.Cleanup(func() { _ = conn.CloseNow() })
	return &peer{t, conn}
}

func (p *peer) send(text string) {
	p.t.Helper()
	if err := p.conn.Write(p.t.Context(), websocket.MessageText, []byte(text)); err != nil {
		p.t.Fatalf("send %s: %v", text, err)
	}
}

// receive gives the next message, or how the socket was closed: "4400 why".
func (p *peer) receive() string {
	_, text, err := p.conn.Read(p.t.Context())
	var closed websocket.CloseError
	switch {
	case errors.As(err, &closed):
		return fmt.Sprintf("%d %s", closed.Code, closed.Reason)
	case err != nil:
		return "broken off"
	}
	return string(text)
}

func (p *peer) want(text string) {
	p.t.Helper()
	if got := p.receive(); got != text {
		p.t.Fatalf("received %s, want %s", got, text)
	}
}

// leave closes the socket, as a client does that is done.
func (p *peer) leave() { _ = p.conn.Close(websocket.StatusNormalClosure, "") }

const initialise, acknowledged = `{"type":"connection_init"}`, `{"type":"connection_ack"}`

// connect opens a WebSocket that is ready for operations.
func connect(t *testing.T, url string) *peer {
	t.Helper()
	p := dial(t, url, nil, "graphql-transport-ws")
	p.send(initialise)
	p.want(acknowledged)
	return p
}

func subscribe(id, query string) string {
	return `{"id":"` + id + `","type":"subscribe","payload":{"query":"` + query + `"}}`
}

func nextOf(id, event string) string {
	return `{"id":"` + id + `","type":"next","payload":{"data":{"event":"` + event + `"}}}`
}

func completeOf(id string) string { return `{"id":"` + id + `","type":"complete"}` }

func TestSubprotocols(t *testing.T) {
	s, _ := newServer(t)
	url, stop, stopped := running(t, s)
	for _, offered := range [][]string{nil, {"graphql-ws"}, {"soap", "wamp"}} {
		dial(t, url, nil, offered...).want("4406 Subprotocol not acceptable: this server speaks graphql-transport-ws")
	}
	p := dial(t, url, nil, "graphql-ws", "graphql-transport-ws")
	p.send(initialise)
	p.want(acknowledged)
	halt(t, stop, stopped)
}

func TestASocketMustBeInitialisedInTime(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.InitTimeout = time.Millisecond })
	url, stop, stopped := running(t, s)
	dial(t, url, nil, "graphql-transport-ws").want("4408 Connection initialisation timeout")
	halt(t, stop, stopped)
}

func TestMessagesAreTextOfLimitedSize(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.MaxBody = 1000 })
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	p.send(subscribe("1", "query { ok }"+strings.Repeat(" ", 1000)))
	if got := p.receive(); !strings.HasPrefix(got, "1009 ") {
		t.Errorf("a large message: %s", got)
	}
	for name, write := range map[string]func(*peer) error{
		"binary": func(p *peer) error { return p.conn.Write(t.Context(), websocket.MessageBinary, []byte(initialise)) },
		"no UTF-8": func(p *peer) error {
			return p.conn.Write(t.Context(), websocket.MessageText, []byte("{\"type\":\"\xff\"}"))
		},
	} {
		p := dial(t, url, nil, "graphql-transport-ws")
		if err := write(p); err != nil {
			t.Fatal(err)
		}
		if got := p.receive(); got != "4400 Invalid message: messages are JSON, as text in UTF-8" {
			t.Errorf("%s: %s", name, got)
		}
	}
	halt(t, stop, stopped)
}

// An ID of the client's is in a reason, which has room for little.
func TestLongReasonsAreShortened(t *testing.T) {
	s, _ := newServer(t)
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	id := strings.Repeat("é", 100)
	p.send(subscribe(id, "subscription { live }"))
	p.send(subscribe(id, "subscription { live }"))
	p.want("4409 Subscriber for " + strings.Repeat("é", 52) + "…")
	halt(t, stop, stopped)
}

func TestTooManySockets(t *testing.T) {
	for name, c := range map[string]struct {
		limit  func(*server.Options)
		status int
	}{
		"in all":      {func(o *server.Options) { o.MaxStreams = 1 }, http.StatusServiceUnavailable},
		"of a client": {func(o *server.Options) { o.MaxClientStreams = 1 }, http.StatusTooManyRequests},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := newServer(t, c.limit)
			url, stop, stopped := running(t, s)
			first := connect(t, url)
			if got := refused(t, url, nil); got != c.status {
				t.Errorf("the second socket: %d, want %d", got, c.status)
			}
			first.leave()
			waitFor(t, func() bool { return refused(t, url, nil) == http.StatusSwitchingProtocols })
			halt(t, stop, stopped)
		})
	}
}

// refused tries to open a WebSocket, and gives the status.
func refused(t *testing.T, url string, header http.Header) int {
	t.Helper()
	conn, response, err := websocket.Dial(t.Context(), url+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}, HTTPHeader: header}) //nolint:bodyclose // the library closes it
	if err == nil {
		_ = conn.CloseNow()
	}
	if response == nil {
		t.Fatal(err)
	}
	return response.StatusCode
}

// Browsers let pages of any site open a WebSocket anywhere, and say only which site it is.
func TestOriginsOfSockets(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.Origins = []string{"https://plans.example.org"} })
	url, stop, stopped := running(t, s)
	for _, c := range []struct {
		header http.Header
		status int
	}{
		{nil, 101},
		{http.Header{"Origin": {url}}, 101},
		{http.Header{"Origin": {"https://plans.example.org"}}, 101},
		{http.Header{"Origin": {"https://front.example"}, "Sec-Fetch-Site": {"same-origin"}}, 101}, // a proxy gave the host another name
		{http.Header{"Origin": {"https://evil.example"}}, 403},
		{http.Header{"Origin": {"null"}}, 403},
		{http.Header{"Origin": {"http://127.0.0.1:1"}}, 403},
		{http.Header{"Origin": {"https://evil.example"}, "Sec-Fetch-Site": {"cross-site"}}, 403},
	} {
		if got := refused(t, url, c.header); got != c.status {
			t.Errorf("%v: %d, want %d", c.header, got, c.status)
		}
	}
	halt(t, stop, stopped)
}

func TestHalfAHandshakeIsRefused(t *testing.T) {
	s, _ := newServer(t)
	for name, header := range map[string][]string{
		"no key":           {"Connection: keep-alive, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"},
		"an older version": {"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8", "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=="},
	} {
		if r := (call{"GET", "/graphql", "", header}).to(s); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d", name, r.StatusCode)
		}
	}
	if r := post(`{"query":"{ ok }"}`, "Connection: Upgrade", "Upgrade: websocket").to(s); r.StatusCode != http.StatusOK {
		t.Errorf("a POST that could do with less: %d", r.StatusCode)
	}
}

// A WebSocket is idle for hours; what is on the way forgets connections that are.
func TestIdleSocketsArePinged(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.KeepAlive = time.Millisecond })
	url, stop, stopped := running(t, s)
	pings := make(chan struct{})
	conn, _, err := websocket.Dial(t.Context(), url+"/graphql", &websocket.DialOptions{ //nolint:bodyclose // the library closes it
		Subprotocols:   []string{"graphql-transport-ws"},
		OnPingReceived: func(context.Context, []byte) bool { pings <- struct{}{}; return true },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx := conn.CloseRead(t.Context())
	for range 3 {
		<-pings
	}
	go func() {
		for range pings { // until nobody pings any more
		}
	}()
	halt(t, stop, stopped)
	<-ctx.Done()
	close(pings)
}

func TestAClientThatDoesNotAnswerPingsIsGone(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.KeepAlive = 5 * time.Millisecond })
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	p.send(subscribe("1", "subscription { live }"))
	waitFor(t, func() bool { return executor.underWay.Load() == 1 })
	waitFor(t, func() bool { return executor.underWay.Load() == 0 }) // p does not read, so it does not answer
	halt(t, stop, stopped)
}

// A stopping server finishes what has one answer, and then says that it goes, so that clients come again.
func TestStoppingClosesSockets(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.Grace = time.Hour })
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	p.send(subscribe("1", "subscription { live }"))
	p.send(subscribe("2", "{ slow }"))
	waitFor(t, func() bool { return executor.underWay.Load() == 2 })
	stop()
	waitFor(t, func() bool { return executor.underWay.Load() == 1 })
	p.send(subscribe("3", "query { ok }")) // too late
	executor.wait <- struct{}{}
	p.want(`{"id":"2","type":"next","payload":{"data":{"__typename":"Query"}}}`)
	p.want(completeOf("2"))
	p.want("1001 The server is stopping: connect again")
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
	header := []string{"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=="}
	if r := (call{"GET", "/graphql", "", header}).to(s); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a new socket: %d", r.StatusCode)
	}
}

func TestSocketsThatOutlastTheGraceAreCutOff(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.Grace = time.Millisecond })
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	p.send(subscribe("1", "{ slow }"))
	waitFor(t, func() bool { return executor.underWay.Load() == 1 })
	stop()
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
	waitFor(t, func() bool { return executor.underWay.Load() == 0 })
}
