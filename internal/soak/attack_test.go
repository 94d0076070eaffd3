package soak

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"

	"github.com/coder/websocket"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
)

// What an attacker asks for by name, so that the fault is the attacker's alone.
const (
	panics      = "Panics"
	unavailable = "Unavailable"
)

// A faulty server panics, and loses its store, for whoever asks for that.
type faulty struct{ *gql.API }

// lostKey is of a request whose store cannot be reached.
type lostKey struct{}

func (f faulty) Execute(ctx context.Context, r gql.Request) gql.Response {
	switch r.OperationName {
	case panics:
		panic("asked for")
	case unavailable:
		ctx = context.WithValue(ctx, lostKey{}, true)
	}
	return f.API.Execute(ctx, r)
}

// losing is a store that is lost for those requests.
type losing struct{ graph.Store }

func (l losing) View(ctx context.Context) (graph.View, error) {
	if ctx.Value(lostKey{}) != nil {
		return nil, graph.Errorf(graph.ErrUnavailable, "the store is lost")
	}
	return l.Store.View(ctx)
}

// hostile are requests with the status that each must have: faults are told to who caused them, the rest is refused.
var hostile = []struct {
	query, operation string
	status           int
}{
	{query: "{", status: http.StatusBadRequest},
	{query: "{ nothing }", status: http.StatusBadRequest},
	{query: "{" + strings.Repeat(" a: revision", 3_000) + "}", status: http.StatusBadRequest},
	{query: "{ actions { nodes " + strings.Repeat("{ similar { nodes ", 60) + "{ id }" + strings.Repeat("} }", 60) + "} }", status: http.StatusBadRequest},
	{query: "{ ...a } fragment a on Query { ...b ...b } fragment b on Query { ...a }", status: http.StatusBadRequest},
	{query: `{ revision } #` + strings.Repeat("x", 2<<20), status: http.StatusRequestEntityTooLarge},
	{query: "query Panics { revision }", operation: panics, status: http.StatusInternalServerError},
	{query: "query Unavailable { actions { totalCount } }", operation: unavailable, status: http.StatusOK}, // with errors
}

// heavy asks for as much as is allowed.
const heavy = `{
	actions(first: 500) { nodes { priorities(first: 500) { nodes { actions(first: 100) { nodes { title } } } } } }
	alignmentMatrix(rows: ACTION, columns: PRIORITY) { counts }
	__schema { types { name fields { name args { name } } } }
}`

// attack does one thing that nobody should.
func (l *load) attack(ctx context.Context, dice *rand.Rand) error {
	l.attacks.Add(1)
	switch dice.IntN(4) {
	case 0:
		return l.ask(ctx, heavy, nil, nil)
	case 1:
		return l.leave(ctx, dice)
	}
	h := hostile[dice.IntN(len(hostile))]
	body, err := json.Marshal(map[string]any{"query": h.query, "operationName": h.operation})
	if err != nil {
		return err
	}
	status, text, err := l.send(ctx, body, "application/graphql-response+json")
	if err != nil && h.status == http.StatusRequestEntityTooLarge {
		return nil // the server may close the connection while the rest is sent
	}
	if err == nil && status != h.status {
		err = fmt.Errorf("%.60s: status %d, want %d: %.200s", h.query, status, h.status, text)
	}
	return err
}

func (l *load) send(ctx context.Context, body []byte, accept string) (status int, text []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", accept)
	response, err := l.client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close() // what was read counts
	text, err = io.ReadAll(response.Body)
	return response.StatusCode, text, err
}

// leave follows changes and is gone without a word: over an event stream, or over a WebSocket.
func (l *load) leave(ctx context.Context, dice *rand.Rand) error {
	ctx, gone := context.WithCancel(ctx)
	defer gone()
	if dice.IntN(2) == 0 {
		conn, _, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(l.url, "http")+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}}) //nolint:bodyclose // the library closes it
		if err != nil {
			return err
		}
		defer func() { _ = conn.CloseNow() }() // without a word
		for _, text := range []string{`{"type":"connection_init"}`, `{"id":"1","type":"subscribe","payload":{"query":"subscription { changes { revision } }"}}`} {
			if err := conn.Write(ctx, websocket.MessageText, []byte(text)); err != nil {
				return err
			}
		}
		_, _, err = conn.Read(ctx)
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url+"/graphql", strings.NewReader(`{"query":"subscription { changes { revision } }"}`))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	response, err := l.client.Do(request)
	if err != nil {
		return err
	}
	gone()
	return response.Body.Close()
}
