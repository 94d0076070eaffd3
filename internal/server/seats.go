package server

import (
	"fmt"
	"net/http"
	"net/netip"
	"sync"
)

// seats are what streams take: there are so many in all, and so many for one client.
type seats struct {
	most, mostEach int

	mu    sync.Mutex
	taken int
	each  map[netip.Addr]int
	// closed says that there are no more; empty ends when the last one is left after that.
	closed bool
	empty  chan struct{}
}

func newSeats(most, mostEach int) *seats {
	return &seats{most: most, mostEach: mostEach, each: map[netip.Addr]int{}, empty: make(chan struct{})}
}

// take gives a client a seat, to be left once, or says why there is none.
func (s *seats) take(client netip.Addr) (leave func(), no *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return nil, stopping()
	case s.taken >= s.most:
		return nil, overloaded(http.StatusServiceUnavailable, 5,
			fmt.Sprintf("%d streams are open here, which is the most: come again later", s.most))
	case s.each[client] >= s.mostEach:
		return nil, overloaded(http.StatusTooManyRequests, 5,
			fmt.Sprintf("this address has %d streams open here, which is the most for one: close some first", s.mostEach))
	}
	s.taken++
	s.each[client]++
	return func() { s.leave(client) }, nil
}

func (s *seats) leave(client netip.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken--
	if s.each[client]--; s.each[client] == 0 {
		delete(s.each, client)
	}
	s.check()
}

// close gives no more seats away. What it gives ends when the last one is left.
func (s *seats) close() (empty <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		s.check()
	}
	return s.empty
}

func (s *seats) check() {
	if s.closed && s.taken == 0 {
		close(s.empty)
	}
}
