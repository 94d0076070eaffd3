package server

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// A message is what goes over a socket, as the client sends it.
type message struct {
	kind    string
	id      string
	payload json.RawMessage
}

// readMessage reads a message. What is wrong with it is for the client to read.
func readMessage(text []byte) (m message, wrong string) {
	var members map[string]json.RawMessage
	if json.Unmarshal(text, &members) != nil || members == nil {
		return m, "a message is a JSON object"
	}
	if json.Unmarshal(members["type"], &m.kind) != nil || m.kind == "" {
		return m, "type must be a string"
	}
	m.payload = members["payload"]
	switch m.kind {
	case "connection_init", "ping", "pong":
		if len(m.payload) > 0 && !isNull(m.payload) && !isObject(m.payload) {
			return m, "the payload of " + m.kind + " must be an object"
		}
	case "subscribe", "complete":
		if json.Unmarshal(members["id"], &m.id) != nil || m.id == "" {
			return m, "the id of " + m.kind + " must be a string that is not empty"
		}
	default:
		return m, "there is no type that a client sends by that name"
	}
	return m, ""
}

func isNull(value json.RawMessage) bool { return bytes.Equal(bytes.TrimSpace(value), []byte("null")) }
func isObject(value json.RawMessage) bool {
	return bytes.HasPrefix(bytes.TrimSpace(value), []byte("{"))
}

// readSubscribe takes the request out of the payload of subscribe.
func readSubscribe(payload json.RawMessage) (r gql.Request, wrong string) {
	if !isObject(payload) {
		return r, "the payload of subscribe must be an object"
	}
	var query struct {
		Query *string `json:"query"`
	}
	if json.Unmarshal(payload, &query) != nil || query.Query == nil {
		return r, `the parameter "query" must be a string`
	}
	r, no := parameters(payload)
	if no != nil {
		return r, no.message
	}
	return r, ""
}

// receive acts on one message.
func (k *socket) receive(text []byte) {
	defer k.rescue(k.id)
	m, wrong := readMessage(text)
	if wrong != "" {
		k.close(closeBadRequest, "Invalid message: "+wrong)
		return
	}
	switch m.kind {
	case "connection_init":
		k.initialise(m.payload)
	case "ping":
		k.pong(m.payload)
	case "subscribe":
		k.subscribe(m)
	case "complete":
		k.complete(m.id)
	}
}

// initialise says who the client is, once.
func (k *socket) initialise(payload json.RawMessage) {
	k.mu.Lock()
	again := k.initialised
	k.initialised = true
	k.mu.Unlock()
	if again {
		k.close(closeInitialised, "Too many initialisation requests")
		return
	}
	var shown map[string]any
	_ = json.Unmarshal(payload, &shown) // it is an object, or nothing
	k.from.shown = k.from.shown.With(shown)
	if _, no := k.server.identify(k.ctx, k.from); no != nil {
		k.refuse(no)
		return
	}
	k.acknowledged = true
	k.conn.SetReadLimit(int64(k.server.opt.MaxBody))
	k.send(nil, false, []byte(`{"type":"connection_ack"}`))
}

// pong answers a ping, with what it carried.
func (k *socket) pong(payload json.RawMessage) {
	answer := []byte(`{"type":"pong"}`)
	if isObject(payload) {
		answer = fmt.Appendf(nil, `{"type":"pong","payload":%s}`, payload)
	}
	k.send(nil, false, answer)
}

// operationMessage is a message about an operation.
func operationMessage(id, kind string, payload json.RawMessage) []byte {
	m := struct {
		ID      string          `json:"id"`
		Type    string          `json:"type"`
		Payload json.RawMessage `json:"payload,omitempty"`
	}{id, kind, payload}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(m) // the payload is JSON, or would have been refused
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// errorsIn are the errors of an answer.
func errorsIn(answer []byte) json.RawMessage {
	var members struct {
		Errors json.RawMessage `json:"errors"`
	}
	_ = json.Unmarshal(answer, &members) // it is ours
	return members.Errors
}
