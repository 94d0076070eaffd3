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
}

func newSeats(most, mostEach int) *seats {
	return &seats{most: most, mostEach: mostEach, each: map[netip.Addr]int{}}
}

// take gives a client a seat, to be left once, or says why there is none.
func (s *seats) take(client netip.Addr) (leave func(), no *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
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
}
