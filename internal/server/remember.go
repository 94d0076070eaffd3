package server

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// What is remembered of requests' bodies is bounded by these: how many, and the bytes of one.
const (
	mostRemembered    = 2048
	longestRemembered = 4 << 10
)

// A remembered holds bodies with what they were read as. Programs send the same few again and again, and reading JSON costs
// more than finding an answer that is kept. Nobody changes a request that was read, nor what its variables hold.
type remembered struct {
	mu sync.Mutex
	by *simplelru.LRU[string, gql.Request]
}

func newRemembered() *remembered {
	by, _ := simplelru.NewLRU[string, gql.Request](mostRemembered, nil) // it fails for sizes below 1
	return &remembered{by: by}
}

// read reads a request, or remembers what the same body was read as.
func (m *remembered) read(body []byte) (gql.Request, *refusal) {
	if len(body) > longestRemembered {
		return parseBody(body)
	}
	key := string(body)
	m.mu.Lock()
	r, ok := m.by.Get(key)
	m.mu.Unlock()
	if ok {
		return r, nil
	}
	r, no := parseBody(body)
	if no == nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.by.Add(key, r)
	}
	return r, no
}
