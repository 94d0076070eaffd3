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

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/access"
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

// Each is a whole conversation over graphql-transport-ws: "> " is said by the client, "< " by the server, and "x " is the
// code that the server closes with and why.
var conversations = map[string]string{
	"initialisation": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}`,
	"initialisation with a payload": `
		> {"type":"connection_init","payload":{"authorization":"Bearer viewer"}}
		< {"type":"connection_ack"}`,
	"initialisation with null": `
		> {"type":"connection_init","payload":null}
		< {"type":"connection_ack"}`,
	"initialisation with a payload that is none": `
		> {"type":"connection_init","payload":[]}
		x 4400 Invalid message: the payload of connection_init must be an object`,
	"second initialisation": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"type":"connection_init"}
		x 4429 Too many initialisation requests`,
	"rejected": `
		> {"type":"connection_init","payload":{"Authorization":"Bearer nobody"}}
		x 4403 this key is not known`,
	"rejected for want of a role": `
		> {"type":"connection_init","payload":{"Authorization":"Bearer guest"}}
		x 4403 guest has no role here`,
	"who asks cannot be told just now": `
		> {"type":"connection_init","payload":{"Authorization":"Bearer away"}}
		x 1013 the issuer does not answer`,
	"subscribing before the acknowledgement": `
		> {"id":"1","type":"subscribe","payload":{"query":"query { ok }"}}
		x 4401 Unauthorized`,
	"completing before the acknowledgement": `
		> {"id":"1","type":"complete"}
		> {"type":"connection_init"}
		< {"type":"connection_ack"}`,
	"ping": `
		> {"type":"ping"}
		< {"type":"pong"}`,
	"ping with a payload": `
		> {"type":"ping","payload":{"n":1}}
		< {"type":"pong","payload":{"n":1}}`,
	"unasked pong": `
		> {"type":"pong"}
		> {"type":"ping"}
		< {"type":"pong"}`,
	"no JSON": `
		> hello
		x 4400 Invalid message: a message is a JSON object`,
	"no object": `
		> ["ping"]
		x 4400 Invalid message: a message is a JSON object`,
	"null": `
		> null
		x 4400 Invalid message: a message is a JSON object`,
	"no type": `
		> {"id":"1"}
		x 4400 Invalid message: type must be a string`,
	"type that is no string": `
		> {"type":1}
		x 4400 Invalid message: type must be a string`,
	"type by another name": `
		> {"Type":"ping"}
		x 4400 Invalid message: type must be a string`,
	"unknown type": `
		> {"type":"start"}
		x 4400 Invalid message: there is no type that a client sends by that name`,
	"type of the server": `
		> {"id":"1","type":"next","payload":{}}
		x 4400 Invalid message: there is no type that a client sends by that name`,
	"subscribing without an ID": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"type":"subscribe","payload":{"query":"query { ok }"}}
		x 4400 Invalid message: the id of subscribe must be a string that is not empty`,
	"subscribing with a number": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":1,"type":"subscribe","payload":{"query":"query { ok }"}}
		x 4400 Invalid message: the id of subscribe must be a string that is not empty`,
	"subscribing without a payload": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe"}
		x 4400 Invalid message: the payload of subscribe must be an object`,
	"subscribing without a query": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{}}
		x 4400 Invalid message: the parameter "query" must be a string`,
	"subscribing with variables that are none": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"query { ok }","variables":[]}}
		x 4400 Invalid message: the parameter "variables" must be an object`,
	"query": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"query { ok }","operationName":null,"variables":{},"extensions":null}}
		< {"id":"1","type":"next","payload":{"data":{"__typename":"Query"}}}
		< {"id":"1","type":"complete"}`,
	"mutation": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"é","type":"subscribe","payload":{"query":"mutation { change }"}}
		< {"id":"é","type":"next","payload":{"data":{"__typename":"Query"}}}
		< {"id":"é","type":"complete"}`,
	"partial answer": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"{ partly }"}}
		< {"id":"1","type":"next","payload":{"errors":[{"message":"no"}],"data":{"partly":null}}}
		< {"id":"1","type":"complete"}`,
	"document that is not valid": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"{ nothing }"}}
		< {"id":"1","type":"error","payload":[{"message":"no"}]}
		> {"type":"ping"}
		< {"type":"pong"}`,
	"subscription": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { three }"}}
		< {"id":"1","type":"next","payload":{"data":{"event":"1"}}}
		< {"id":"1","type":"next","payload":{"data":{"event":"2"}}}
		< {"id":"1","type":"next","payload":{"data":{"event":"3"}}}
		< {"id":"1","type":"complete"}`,
	"subscription without events": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { none }"}}
		< {"id":"1","type":"complete"}`,
	"subscription that is refused": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { refused }"}}
		< {"id":"1","type":"error","payload":[{"message":"no"}]}
		> {"type":"ping"}
		< {"type":"pong"}`,
	"subscription that fails": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { broken }"}}
		< {"id":"1","type":"next","payload":{"data":{"event":"1"}}}
		< {"id":"1","type":"error","payload":[{"message":"no"}]}
		> {"type":"ping"}
		< {"type":"pong"}`,
	"ID in use": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { live }"}}
		> {"id":"1","type":"subscribe","payload":{"query":"query { ok }"}}
		x 4409 Subscriber for 1 already exists`,
	"ID free after the server's end": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"query { ok }"}}
		< {"id":"1","type":"next","payload":{"data":{"__typename":"Query"}}}
		< {"id":"1","type":"complete"}
		> {"id":"1","type":"subscribe","payload":{"query":"{ nothing }"}}
		< {"id":"1","type":"error","payload":[{"message":"no"}]}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { none }"}}
		< {"id":"1","type":"complete"}`,
	"ID free after the client's end": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { live }"}}
		> {"id":"1","type":"complete"}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { none }"}}
		< {"id":"1","type":"complete"}`,
	"completing what is complete": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"7","type":"complete"}
		> {"type":"ping"}
		< {"type":"pong"}`,
	"fault in an operation": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"{ panic }"}}
		x 4500 something went wrong here; it is logged under request wanted.0`,
	"fault in a subscription": `
		> {"type":"connection_init"}
		< {"type":"connection_ack"}
		> {"id":"1","type":"subscribe","payload":{"query":"subscription { panic }"}}
		x 4500 something went wrong here; it is logged under request wanted.0`,
}

func TestConversations(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.Access = people{} })
	url, stop, stopped := running(t, s)
	for name, lines := range conversations {
		t.Run(name, func(t *testing.T) {
			p := dial(t, url, http.Header{"X-Request-Id": {"wanted"}}, "graphql-transport-ws")
			for line := range strings.Lines(strings.TrimSpace(lines)) {
				what, text, _ := strings.Cut(strings.TrimSpace(line), " ")
				if what == ">" {
					p.send(text)
				} else {
					p.want(text)
				}
			}
			p.leave()
			waitFor(t, func() bool { return executor.underWay.Load() == 0 })
		})
	}
	halt(t, stop, stopped)
}

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

// What the client has completed is not spoken of any more, though more happens.
func TestNothingIsSentAfterComplete(t *testing.T) {
	s, executor := newServer(t)
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	p.send(subscribe("1", "subscription { live }"))
	executor.events <- "a"
	p.want(nextOf("1", "a"))
	p.send(completeOf("1"))
	waitFor(t, func() bool { return executor.underWay.Load() == 0 })
	p.send(subscribe("2", "{ slow }"))
	waitFor(t, func() bool { return executor.underWay.Load() == 1 })
	p.send(completeOf("2")) // its context ends, so it has an answer
	waitFor(t, func() bool { return executor.underWay.Load() == 0 })
	p.send(`{"type":"ping"}`)
	p.want(`{"type":"pong"}`)
	p.leave()
	halt(t, stop, stopped)
}

func TestOperationsRunSideBySide(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.MaxOperations = 2 })
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	p.send(subscribe("1", "subscription { live }"))
	p.send(subscribe("2", "{ slow }"))
	waitFor(t, func() bool { return executor.underWay.Load() == 2 })
	p.send(subscribe("3", "query { ok }"))
	if got := p.receive(); !strings.HasPrefix(got, `{"id":"3","type":"error","payload":[{"message":"2 operations run over this connection`) || !strings.Contains(got, `"code":"RATE_LIMITED"`) {
		t.Errorf("a third operation: %s", got)
	}
	executor.events <- "a"
	p.want(nextOf("1", "a"))
	executor.wait <- struct{}{}
	p.want(`{"id":"2","type":"next","payload":{"data":{"__typename":"Query"}}}`)
	p.want(completeOf("2"))
	p.send(subscribe("3", "query { ok }"))
	p.want(`{"id":"3","type":"next","payload":{"data":{"__typename":"Query"}}}`)
	p.leave()
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

func TestLeavingASocketStopsWhatRuns(t *testing.T) {
	s, executor := newServer(t)
	url, stop, stopped := running(t, s)
	for _, leave := range []func(*peer){
		(*peer).leave,
		func(p *peer) { _ = p.conn.CloseNow() },
	} {
		p := connect(t, url)
		p.send(subscribe("1", "subscription { live }"))
		p.send(subscribe("2", "{ slow }"))
		waitFor(t, func() bool { return executor.underWay.Load() == 2 })
		leave(p)
		waitFor(t, func() bool { return executor.underWay.Load() == 0 })
	}
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

func TestAPeerThatStopsReadingIsCutOff(t *testing.T) {
	log := &heard{}
	s, executor := newServer(t, impatient(log), func(o *server.Options) { o.Parting = time.Millisecond })
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	p.send(subscribe("1", "subscription { huge }"))
	waitFor(t, func() bool { return log.has("outcome=SLOW_READER") })
	waitFor(t, func() bool { return executor.underWay.Load() == 0 })
	halt(t, stop, stopped)
}

func TestASlowPeerIsToldWhy(t *testing.T) {
	log := &heard{}
	s, executor := newServer(t, impatient(log))
	url, stop, stopped := running(t, s)
	p := connect(t, url)
	p.send(subscribe("1", "subscription { huge }"))
	waitFor(t, func() bool { return log.has("a slow reader is cut off") })
	if got := p.receive(); len(got) < 16<<20 {
		t.Errorf("the event under way: %s", got)
	}
	p.want("4008 this reader takes too long to take what is sent: go on from the last revision it has")
	waitFor(t, func() bool { return executor.underWay.Load() == 0 })
	halt(t, stop, stopped)
}

// Credentials hold for all that a socket is for, so when they are withdrawn it closes, before the next event is told.
func TestASocketClosesWhenItsKeyIsWithdrawn(t *testing.T) {
	withdrawn := make(withdrawal)
	s, executor := newServer(t, func(o *server.Options) { o.Access = withdrawn })
	url, stop, stopped := running(t, s)
	p, other := connect(t, url), connect(t, url)
	p.send(subscribe("1", "subscription { live }"))
	executor.events <- "a"
	p.want(nextOf("1", "a"))
	close(withdrawn)
	executor.events <- "b"
	p.want("4403 this key was withdrawn")
	other.send(subscribe("1", "query { ok }"))
	other.want("4403 this key was withdrawn")
	halt(t, stop, stopped)
}

func TestTheExecutorHearsWhoAsksOverASocket(t *testing.T) {
	s, executor := newServer(t, func(o *server.Options) { o.Access = people{} })
	url, stop, stopped := running(t, s)
	for _, c := range []struct {
		header, payload string
		want            gql.Request
	}{
		{"", "{}", gql.Request{Anonymous: true}},
		{"Bearer editor", "{}", gql.Request{Actor: "the editor"}},
		{"", `{"Authorization":"Bearer admin"}`, gql.Request{Actor: "the admin", Introspect: true}},
		{"Bearer viewer", `{"authorization":"Bearer editor","other":1}`, gql.Request{Actor: "the editor"}},
	} {
		p := dial(t, url, http.Header{"Authorization": {c.header}}, "graphql-transport-ws")
		p.send(`{"type":"connection_init","payload":` + c.payload + `}`)
		p.want(acknowledged)
		p.send(subscribe("1", "query { ok }"))
		p.receive()
		p.want(completeOf("1"))
		if got := executor.asked; got.Actor != c.want.Actor || got.Anonymous != c.want.Anonymous || got.Introspect != c.want.Introspect {
			t.Errorf("%s %s: %+v", c.header, c.payload, got)
		}
		p.leave()
	}
	halt(t, stop, stopped)
}

// A broken authority panics.
type brokenAuthority struct{}

func (brokenAuthority) Identify(context.Context, access.Credentials) (access.Identity, error) {
	panic("a fault with a secret")
}

func TestAFaultClosesASocket(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.Access = brokenAuthority{} })
	url, stop, stopped := running(t, s)
	p := dial(t, url, http.Header{"X-Request-Id": {"wanted-1"}}, "graphql-transport-ws")
	p.send(initialise)
	p.want("4500 something went wrong here; it is logged under request wanted-1")
	halt(t, stop, stopped)
}

func TestTheLogHasALineForEachOperationOfASocket(t *testing.T) {
	log := &heard{}
	s, _ := newServer(t, impatient(log))
	url, stop, stopped := running(t, s)
	p := dial(t, url, http.Header{"X-Request-Id": {"wanted"}}, "graphql-transport-ws")
	p.send(initialise)
	p.want(acknowledged)
	p.send(subscribe("1", "subscription { three }"))
	for range 4 {
		p.receive()
	}
	waitFor(t, func() bool {
		return log.has("request=wanted.0 method=WEBSOCKET operation=subscription") && log.has("outcome=OK") && log.has("answers=3")
	})
	p.leave()
	halt(t, stop, stopped)
}
