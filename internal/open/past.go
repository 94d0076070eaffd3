package open

import (
	"context"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/history"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// Past gives the past of any store: memory is where it is made to stand again.
func Past(s graph.Store) history.Past {
	if l, ok := s.(*later); ok {
		return &laterPast{later: l}
	}
	return memstore.NewTimeline(s)
}

// laterPast is the past of a store that is not there yet: once it is, what it keeps in memory helps.
type laterPast struct {
	*later
	once sync.Once
	line *memstore.Timeline
}

// At is the timeline's, once the store is open.
func (p *laterPast) At(ctx context.Context, r graph.Revision) (graph.View, error) {
	s, err := p.opened()
	if err != nil {
		return nil, err
	}
	p.once.Do(func() { p.line = memstore.NewTimeline(s) })
	return p.line.At(ctx, r)
}
