package access

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// The headers that say who asks, beside Authorization.
const (
	// KeyHeader holds an API key, for clients that cannot set Authorization.
	KeyHeader = "X-Api-Key"
	// ActorHeader is what a caller on the same machine is called in the journal, where nobody needs credentials.
	ActorHeader = "X-Goldenthread-Actor"
)

// Credentials are what a caller shows.
type Credentials struct {
	// Authorization is as in the header of that name: "Bearer " and a key or token.
	Authorization string
	// Key is an API key by itself.
	Key string
	// Local says that the caller is a program on this machine, or a page of this server in a browser on it.
	Local bool
	// Actor is what a local caller wants to be called.
	Actor string
}

// OfRequest are the credentials of an HTTP request, that of a WebSocket's opening included.
func OfRequest(r *http.Request) Credentials {
	return Credentials{
		Authorization: r.Header.Get("Authorization"),
		Key:           r.Header.Get(KeyHeader),
		Local:         local(r),
		Actor:         r.Header.Get(ActorHeader),
	}
}

// With gives the credentials with those of a WebSocket's connection_init, where a browser can set no headers: the members
// are named as the headers are, in any case. A key or token among them takes the place of what the headers hold.
func (c Credentials) With(parameters map[string]any) Credentials {
	var shown Credentials
	for name, to := range map[string]*string{"Authorization": &shown.Authorization, KeyHeader: &shown.Key, ActorHeader: &c.Actor} {
		for given, value := range parameters {
			if text, ok := value.(string); ok && text != "" && strings.EqualFold(given, name) {
				*to = text
			}
		}
	}
	if shown.Authorization != "" || shown.Key != "" {
		c.Authorization, c.Key = shown.Authorization, shown.Key
	}
	return c
}

// secret is the key or token; ok is false if what is shown is none that is read here.
func (c Credentials) secret() (secret string, ok bool) {
	if c.Key != "" {
		return c.Key, c.Authorization == ""
	}
	if c.Authorization == "" {
		return "", true
	}
	scheme, secret, _ := strings.Cut(c.Authorization, " ")
	secret = strings.TrimSpace(secret)
	return secret, strings.EqualFold(scheme, "Bearer") && secret != ""
}

// forwarded are the headers by which a proxy says that it asks for somebody else.
var forwarded = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"}

// local reports whether a request was sent by a program on this machine for itself: over loopback, not by a proxy, and not
// by a page of another origin that happens to be open in a browser here.
func local(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !from.Addr().Unmap().IsLoopback() {
		return false
	}
	if to, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr); ok && !to.IP.IsLoopback() {
		return false
	}
	for _, name := range forwarded {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return false
	}
	origin := r.Header.Get("Origin")
	u, err := url.Parse(origin)
	return origin == "" || err == nil && strings.EqualFold(u.Host, r.Host)
}
