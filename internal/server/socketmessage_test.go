package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/server"
)

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
