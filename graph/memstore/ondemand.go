package memstore

import (
	"sync"
	"sync/atomic"
)

// An onDemand says whether an index of a base was made yet: that is done for the first who asks for it.
type onDemand struct {
	once sync.Once
	made atomic.Bool
}

// make makes the index, unless that was done.
func (o *onDemand) make(index func()) {
	o.once.Do(func() {
		index()
		o.made.Store(true)
	})
}
