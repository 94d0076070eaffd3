package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/server"
)

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
