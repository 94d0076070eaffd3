package server

import (
	"net/http"
	"net/netip"

	"github.com/goldenthread/goldenthread/internal/access"
)

// A caller is who sent a request, as far as can be seen.
type caller struct {
	// opening is the HTTP request, over a WebSocket the one that opened it.
	opening *http.Request
	// shown are the credentials.
	shown access.Credentials
}

func callerOf(r *http.Request) caller { return caller{r, access.OfRequest(r)} }

// address tells clients apart: it is the address that the request came from, of IPv6 the /64 network, since a machine has
// all of one.
func (c caller) address() netip.Addr {
	from, err := netip.ParseAddrPort(c.opening.RemoteAddr)
	if err != nil {
		return netip.Addr{} // not over a network
	}
	address := from.Addr().Unmap().WithZone("")
	if address.Is6() {
		if network, err := address.Prefix(64); err == nil {
			return network.Addr()
		}
	}
	return address
}
