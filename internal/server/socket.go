package server

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/coder/websocket"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// subprotocol is what is spoken over a WebSocket.
const subprotocol = "graphql-transport-ws"

// The codes that a WebSocket is closed with: the protocol's, and one of ours.
const (
	closeStopping      = websocket.StatusGoingAway
	closeTryAgain      = websocket.StatusTryAgainLater
	closeSlowReader    = websocket.StatusCode(4008)
	closeBadRequest    = websocket.StatusCode(4400)
	closeUnauthorised  = websocket.StatusCode(4401)
	closeForbidden     = websocket.StatusCode(4403)
	closeSubprotocol   = websocket.StatusCode(4406)
	closeInitTimeout   = websocket.StatusCode(4408)
	closeIDInUse       = websocket.StatusCode(4409)
	closeInitialised   = websocket.StatusCode(4429)
	closeInternalError = websocket.StatusCode(4500)
)

// upgrades reports whether a request is to open a WebSocket.
func upgrades(r *http.Request) bool {
	named := func(header, token string) bool {
		return slices.ContainsFunc(strings.Split(strings.Join(r.Header.Values(header), ","), ","), func(s string) bool {
			return strings.EqualFold(strings.TrimSpace(s), token)
		})
	}
	return r.Method == http.MethodGet && named("Connection", "upgrade") && named("Upgrade", "websocket")
}

// socket opens a WebSocket and serves it until it is closed.
func (s *Server) socket(w http.ResponseWriter, r *http.Request) {
	from := callerOf(r)
	if !s.welcome(r) {
		refuse(http.StatusForbidden, gql.CodeForbidden,
			"pages of this origin may not ask here: add it with --cors-origin where the server is started").write(w, nil)
		return
	}
	leave, no := s.seats.take(from.address())
	if no != nil {
		no.write(w, nil)
		return
	}
	defer leave()
	narrow(r)
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		Subprotocols:       []string{subprotocol},
		InsecureSkipVerify: true, // welcome looked at the origin
	})
	if err != nil {
		return // it is answered
	}
	ctx, end := context.WithCancel(r.Context())
	defer end()
	k := &socket{server: s, id: w.Header().Get(requestIDHeader), from: from, conn: conn, ctx: ctx, end: end, operations: map[string]*operation{}}
	k.serve()
}

// A socket is one WebSocket. Messages are read by one goroutine, and written by that of each operation.
type socket struct {
	server *Server
	id     string
	from   caller
	conn   *websocket.Conn
	// ctx ends when the socket begins to close.
	ctx     context.Context
	end     context.CancelFunc
	closing sync.Once
	// running are the operations under way.
	running sync.WaitGroup
	// writing is held while a message is written, so that what it was decided by still holds; slow says that the reader
	// took too long to take one.
	writing sync.Mutex
	slow    atomic.Bool
	// acknowledged and begun, the number of operations so far, belong to the reading goroutine.
	acknowledged bool
	begun        int

	mu          sync.Mutex
	initialised bool
	// draining says that no operation begins any more.
	draining   bool
	operations map[string]*operation
}

// serve reads messages until the socket closes, and comes back when nothing runs over it any more.
func (k *socket) serve() {
	defer k.running.Wait()
	defer k.end()
	if k.conn.Subprotocol() != subprotocol {
		k.close(closeSubprotocol, "Subprotocol not acceptable: this server speaks "+subprotocol)
		return
	}
	defer time.AfterFunc(k.server.opt.InitTimeout, k.expectInit).Stop()
	defer context.AfterFunc(k.server.stopping, k.drain)()
	defer context.AfterFunc(k.from.opening.Context(), k.leave)() // when the server waits no longer
	defer k.keepAlive()()
	k.conn.SetReadLimit(int64(min(k.server.opt.MaxBody, maxUnknown)))
	for k.ctx.Err() == nil {
		kind, text, err := k.conn.Read(context.Background()) // another one would close the socket without a code
		if err != nil {
			k.leave()
			return
		}
		if kind != websocket.MessageText || !utf8.Valid(text) {
			k.close(closeBadRequest, "Invalid message: messages are JSON, as text in UTF-8")
			return
		}
		k.receive(text)
	}
}

// maxUnknown is the most bytes of a message from somebody who has not yet said who they are.
const maxUnknown = 64 << 10

// close closes the socket and says why; what runs over it ends. Only the first call counts.
func (k *socket) close(code websocket.StatusCode, reason string) {
	k.closing.Do(func() {
		k.end()
		_ = k.conn.Close(code, shortened(reason)) // whether the client still hears it or not
	})
}

// leave ends what runs over a socket that is closed already.
func (k *socket) leave() {
	k.closing.Do(func() {
		k.end()
		_ = k.conn.CloseNow()
	})
}

// rescue closes the socket for a fault of ours; it is to be deferred.
func (k *socket) rescue(id string) {
	if fault := recover(); fault != nil {
		k.refuse(k.server.panicked(id, k.from.opening.URL.Path, fault))
	}
}

// shortened is as much of a reason as a closing frame holds.
func shortened(reason string) string {
	const most = 123
	if len(reason) <= most {
		return reason
	}
	cut := most - len("…")
	for !utf8.RuneStart(reason[cut]) {
		cut--
	}
	return reason[:cut] + "…"
}

// keepAlive pings the client now and then until it is ended, and takes one that does not answer for gone. That it reads
// slowly is another matter, see send.
func (k *socket) keepAlive() (end func()) {
	every := k.server.opt.KeepAlive
	return repeat(every, func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*every)
		defer cancel()
		if k.conn.Ping(ctx) != nil && k.writing.TryLock() {
			k.writing.Unlock()
			k.leave()
		}
	})
}

// drain closes the socket as soon as no query or mutation is under way; subscriptions end by themselves, since the server
// stops.
func (k *socket) drain() {
	k.mu.Lock()
	k.draining = true
	k.mu.Unlock()
	k.running.Wait()
	k.close(closeStopping, "The server is stopping: connect again")
}

// expectInit closes a socket that has not been initialised in time.
func (k *socket) expectInit() {
	k.mu.Lock()
	late := !k.initialised
	k.mu.Unlock()
	if late {
		k.close(closeInitTimeout, "Connection initialisation timeout")
	}
}
