package soak

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// A follower is told of every change over a WebSocket.
type follower struct {
	conn *websocket.Conn
	// at is the revision it was told of last, and done gets the error that ended it.
	at   int
	done chan error
}

// follow subscribes to what changes after a revision, until it is told of last.
func (l *load) follow(t *testing.T, since int, last <-chan int) *follower {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(l.url, "http")+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}}) //nolint:bodyclose // the library closes it
	if err != nil {
		t.Fatal(err)
	}
	f := &follower{conn: conn, at: since, done: make(chan error, 1)}
	for _, text := range []string{
		`{"type":"connection_init"}`,
		fmt.Sprintf(`{"id":"1","type":"subscribe","payload":{"query":"subscription { changes(since: %d) { revision touched } }"}}`, since),
	} {
		if err := conn.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	go func() { f.done <- f.listen(t.Context(), last) }()
	return f
}

// listen reads events until the last one is there. None may be missing, and none may come twice.
func (f *follower) listen(ctx context.Context, last <-chan int) error {
	defer f.conn.Close(websocket.StatusNormalClosure, "") // whether the server still hears it or not
	until := -1
	for f.at != until {
		_, text, err := f.conn.Read(ctx)
		if err != nil {
			return err
		}
		var m struct {
			Type    string
			Payload struct {
				Data struct {
					Changes struct {
						Revision int
						Touched  []string
					}
				}
			}
		}
		if err := json.Unmarshal(text, &m); err != nil {
			return err
		}
		switch m.Type {
		case "connection_ack":
			continue
		case "next":
		default:
			return fmt.Errorf("told %s", text)
		}
		if told := m.Payload.Data.Changes; told.Revision != f.at+1 || len(told.Touched) == 0 {
			return fmt.Errorf("told of revision %d after %d, which touched %v", told.Revision, f.at, told.Touched)
		}
		f.at++
		select {
		case until = <-last:
		default:
		}
	}
	return nil
}
