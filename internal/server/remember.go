package server

import (
	"sync"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// What is remembered of requests' bodies is bounded by these: bodies in each of two generations, and bytes of a body.
const (
	mostRemembered    = 1024
	longestRemembered = 4 << 10
)

// A remembered holds bodies with what they were read as. Programs send the same few again and again, and reading JSON costs
// more than finding an answer that is kept. Nobody changes a request that was read, nor what its variables hold.
//
// There are two generations: when the young one is full it becomes the old one, which is forgotten unless it is asked for.
type remembered struct {
	mu         sync.Mutex
	young, old map[string]gql.Request
}

// read reads a request, or remembers what the same body was read as.
func (m *remembered) read(body []byte) (gql.Request, *refusal) {
	if len(body) > longestRemembered {
		return parseBody(body)
	}
	if r, ok := m.find(body); ok {
		return r, nil
	}
	r, no := parseBody(body)
	if no == nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.keep(string(body), r)
	}
	return r, no
}

func (m *remembered) find(body []byte) (gql.Request, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r, ok := m.young[string(body)]; ok {
		return r, true
	}
	r, ok := m.old[string(body)]
	if ok {
		m.keep(string(body), r)
	}
	return r, ok
}

func (m *remembered) keep(body string, r gql.Request) {
	if m.young == nil || len(m.young) == mostRemembered {
		m.young, m.old = make(map[string]gql.Request), m.young
	}
	m.young[body] = r
}
