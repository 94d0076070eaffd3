package server

import (
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/time/rate"

	"github.com/goldenthread/goldenthread/internal/access"
)

// ratedClients is how many clients' rates are remembered. Who is forgotten begins anew.
const ratedClients = 10_000

// rates hold each client to so many requests a second. A nil one holds nobody.
type rates struct {
	limit rate.Limit
	burst int

	mu sync.Mutex
	by *simplelru.LRU[string, *rate.Limiter]
}

func newRates(perSecond float64, burst int) *rates {
	if perSecond <= 0 {
		return nil
	}
	r := &rates{limit: rate.Limit(perSecond), burst: max(burst, 1)}
	r.by, _ = simplelru.NewLRU[string, *rate.Limiter](ratedClients, nil) // it fails for sizes below 1
	return r
}

// take counts a request of a client, and says after how long to come again if it is one too many.
func (r *rates) take(client string, now time.Time) (wait time.Duration) {
	r.mu.Lock()
	limiter, ok := r.by.Get(client)
	if !ok {
		limiter = rate.NewLimiter(r.limit, r.burst)
		r.by.Add(client, limiter)
	}
	r.mu.Unlock()
	reserved := limiter.ReserveN(now, 1)
	if wait = reserved.DelayFrom(now); wait > 0 {
		reserved.CancelAt(now)
	}
	return wait
}

// admit counts an operation of a caller, known by name or else by address, and refuses it if it is one too many.
func (s *Server) admit(from caller, who access.Identity) *refusal {
	if s.rates == nil {
		return nil
	}
	client := "actor " + who.Actor
	if who.Actor == "" {
		client = "address " + from.address().String()
	}
	wait := s.rates.take(client, time.Now())
	if wait == 0 {
		return nil
	}
	return overloaded(http.StatusTooManyRequests, int(math.Ceil(wait.Seconds())),
		fmt.Sprintf("this client asks more than %g times a second, %d at once, which is the most: ask again in a moment", float64(s.rates.limit), s.rates.burst))
}

// client is the address that a request comes from: where a proxy that is trusted says whom it asks for, theirs.
func (s *Server) client(r *http.Request) string {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !s.proxied(from.Addr()) {
		return r.RemoteAddr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		address, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break // nobody beyond it can be believed
		}
		from = netip.AddrPortFrom(address, 0)
		if !s.proxied(address) {
			break
		}
	}
	return from.String()
}

func (s *Server) proxied(address netip.Addr) bool {
	return slices.ContainsFunc(s.opt.Proxies, func(p netip.Prefix) bool { return p.Contains(address.Unmap()) })
}
