package server

import (
	"context"
	"crypto/tls"
	"iter"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/access"
)

// An Executor answers GraphQL requests. It is safe for use by many goroutines.
type Executor interface {
	// Execute answers a query or a mutation.
	Execute(ctx context.Context, r gql.Request) gql.Response
	// Stream answers a subscription, event by event: the next one is not asked for before the last one was taken.
	Stream(ctx context.Context, r gql.Request) iter.Seq[gql.Response]
	// Operation says what is asked for: query, mutation or subscription, or nothing if that cannot be told.
	Operation(ctx context.Context, r gql.Request) string
}

// A Prober says how a store is.
type Prober interface {
	Status(ctx context.Context) (graph.Status, error)
}

// Options are what a Server is made of. Executor and Store are needed; zero limits are the defaults.
type Options struct {
	Executor Executor
	Store    Prober
	// Access says who asks and what they may do; nil lets everybody read and nobody write.
	Access access.Authority
	// Schema is the public schema, served at /schema.graphqls.
	Schema string
	// NoSchema keeps Schema from all but administrators, as the Executor should keep introspection.
	NoSchema bool
	// Page serves the playground at / and its assets below; nil serves none.
	Page http.Handler
	// Build says which program this is, for /version.
	Build Build
	// TLS is what to serve TLS with; nil serves plain HTTP.
	TLS *tls.Config
	// Origins are the origins whose pages may ask: "https://plans.example.org", with at most one * in the host, or * for
	// all. None is by default.
	Origins []string
	// Hosts are the names by which the server may be addressed. Loopback names always may. Empty lets connections that
	// come over a network use any, and those that come over loopback none but loopback names.
	Hosts []string
	// GetTrusted keeps GET to trusted documents.
	GetTrusted bool
	// MaxBody is the most bytes of a request's body, 1 MiB if zero; MaxURL those of a request's target, 16 KiB if zero.
	MaxBody, MaxURL int
	// Timeout is the longest that an operation may take, 30 s if zero.
	Timeout time.Duration
	// MaxConcurrent is the most operations at once, 64 for each processor if zero. More are refused, not queued.
	MaxConcurrent int
	// Rate is the most operations a second of one client, who is known by name or else by address; Burst those at once.
	// Zero sets no limit.
	Rate  float64
	Burst int
	// Proxies are the networks whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// MaxStreams is the most streams at once, WebSockets and event streams together, 1,000 if zero; MaxClientStreams
	// those of one client, which is an address or a /64 network of IPv6, 100 if zero. Behind a proxy that is everybody.
	MaxStreams, MaxClientStreams int
	// MaxOperations is the most operations at once over one WebSocket, 100 if zero.
	MaxOperations int
	// InitTimeout is how long a WebSocket may be open before it sends connection_init, 10 s if zero.
	InitTimeout time.Duration
	// KeepAlive is how often a stream with nothing to tell is written to, so that nobody on the way takes it for dead:
	// 12 s if zero.
	KeepAlive time.Duration
	// Patience is how long the reader of a stream may take to take one message. After that it is cut off, and told so if
	// it has taken it after Parting at last. Both are 10 s if zero.
	Patience, Parting time.Duration
	// Grace is the longest that a stopping server waits for operations under way, 20 s if zero.
	Grace time.Duration
	// Operators is the listener of Operator's handler; nil is none. Run closes it.
	Operators net.Listener
	// Observer hears what is done; nil is nobody.
	Observer Observer
	// Metrics serves metrics at /metrics to administrators, and to everybody at the listener for operators; nil serves none.
	Metrics http.Handler
	// Log takes one line an operation; nil takes none.
	Log *slog.Logger
}

// A Build says which program is running.
type Build struct {
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"`
	Go      string `json:"go"`
}

func (o Options) withDefaults() Options {
	setDefault(&o.MaxBody, 1<<20)
	setDefault(&o.MaxURL, 16<<10)
	setDefault(&o.Timeout, 30*time.Second)
	setDefault(&o.MaxConcurrent, 64*runtime.GOMAXPROCS(0))
	setDefault(&o.MaxStreams, 1000)
	setDefault(&o.MaxClientStreams, 100)
	setDefault(&o.MaxOperations, 100)
	setDefault(&o.InitTimeout, 10*time.Second)
	setDefault(&o.KeepAlive, 12*time.Second)
	setDefault(&o.Patience, 10*time.Second)
	setDefault(&o.Parting, 10*time.Second)
	setDefault(&o.Grace, 20*time.Second)
	setDefault(&o.Build.Go, runtime.Version())
	if o.Access == nil {
		o.Access = &access.Policy{PublicRead: true}
	}
	if o.Observer == nil {
		o.Observer = unobserved{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func setDefault[T comparable](value *T, to T) {
	var zero T
	if *value == zero {
		*value = to
	}
}
