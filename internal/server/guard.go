package server

import (
	"encoding/binary"
	"encoding/hex"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph/gql"
)

const requestIDHeader = "X-Request-Id"

// guard is what every request passes first: it gets an ID, headers that keep browsers careful, and is refused if it was
// meant for another host.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RemoteAddr = s.client(r)
		careful(w.Header(), r)
		if !s.addressed(r) && !isProbe(r.URL.Path) {
			refuse(http.StatusForbidden, gql.CodeForbidden,
				"this server does not answer to that host name: add it with --allow-host where the server is started").write(w, nil)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// careful sets what every answer has.
func careful(h http.Header, r *http.Request) {
	h[requestIDHeader] = []string{requestID(r.Header.Get(requestIDHeader))}
	for name, values := range cautions {
		h[name] = values
	}
}

// cautions keep browsers careful. Their names are in the form that http.Header has them in; no value is ever changed.
var cautions = map[string][]string{
	"X-Content-Type-Options":       {"nosniff"},
	"X-Frame-Options":              {"DENY"},
	"Referrer-Policy":              {"no-referrer"},
	"Cross-Origin-Resource-Policy": {"same-origin"},
	"Content-Security-Policy":      {"default-src 'none'; frame-ancestors 'none'"},
}

// requestID is the caller's ID if it is fit for a log, else a new one.
func requestID(given string) string {
	fit := given != "" && len(given) <= 64 && strings.Trim(given, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == ""
	if fit {
		return given
	}
	return hex.EncodeToString(binary.BigEndian.AppendUint64(nil, rand.Uint64()))
}

// addressed reports whether a request names a host that this server goes by. Without that check, a page of any site
// could point its own name at 127.0.0.1 and read what is served there.
func (s *Server) addressed(r *http.Request) bool {
	name := hostName(r.Host)
	if isLoopbackName(name) || slices.ContainsFunc(s.opt.Hosts, func(h string) bool { return strings.EqualFold(h, name) }) {
		return true
	}
	local, known := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	overLoopback := known && isLoopbackName(hostName(local.String()))
	return len(s.opt.Hosts) == 0 && !overLoopback
}

// hostName is a Host header without port and brackets.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.Trim(host, "[]"), ".")
}

func isLoopbackName(name string) bool {
	name = strings.ToLower(name)
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(name)
	return err == nil && address.Unmap().IsLoopback()
}

// welcome reports whether a WebSocket may be opened: not by a page of another origin, which a browser lets open one
// anywhere, unless it is an allowed one. What is no browser names none.
func (s *Server) welcome(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || r.Header.Get("Sec-Fetch-Site") == "same-origin" || s.cors != nil && s.cors.OriginAllowed(r) {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

// recovering keeps a panic to the request that it happened in.
func (s *Server) recovering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if fault := recover(); fault != nil {
				s.answerPanic(w, r, fault, nil)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// answerPanic tells the caller the request's ID and the log the rest.
func (s *Server) answerPanic(w http.ResponseWriter, r *http.Request, fault any, as *media) {
	if fault == http.ErrAbortHandler { //nolint:errorlint // it is compared as net/http compares it
		panic(fault)
	}
	s.panicked(w.Header().Get(requestIDHeader), r.URL.Path, fault).write(w, as)
}

// panicked logs a panic, and gives what the caller may hear of it.
func (s *Server) panicked(id, path string, fault any) *refusal {
	s.opt.Log.Error("panic", slog.String("request", id), slog.String("path", path),
		slog.Any("fault", fault), slog.String("stack", string(debug.Stack())))
	return refuse(http.StatusInternalServerError, gql.CodeInternal, "something went wrong here; it is logged under request "+id)
}
