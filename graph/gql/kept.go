package gql

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// What is kept of documents: so many, and so many bytes of their text altogether. What a document is parsed into takes some
// twenty times that.
const (
	keptDocuments = 1_000
	keptBytes     = 2 << 20
)

// kept keeps something by text, what was used last. It is safe for use by many goroutines.
type kept[V any] struct {
	mu    sync.Mutex
	by    *simplelru.LRU[string, V]
	size  func(key string, v V) int
	bytes int
}

var _ graphql.Cache[*ast.QueryDocument] = (*kept[*ast.QueryDocument])(nil)

func newKept[V any](size func(string, V) int) *kept[V] {
	k := &kept[V]{size: size}
	k.by, _ = simplelru.NewLRU(keptDocuments, func(key string, v V) { k.bytes -= size(key, v) }) // it fails for sizes below 1
	return k
}

// Get implements graphql.Cache.
func (k *kept[V]) Get(_ context.Context, key string) (V, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.by.Get(key)
}

// Add implements graphql.Cache.
func (k *kept[V]) Add(_ context.Context, key string, v V) {
	k.mu.Lock()
	defer k.mu.Unlock()
	n := k.size(key, v)
	if n > keptBytes/8 || k.by.Contains(key) {
		return
	}
	k.bytes += n
	k.by.Add(key, v)
	for k.bytes > keptBytes {
		k.by.RemoveOldest()
	}
}
