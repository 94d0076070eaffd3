package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/gzhttp"
	"github.com/rs/cors"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/access"
)

// A Server answers HTTP.
type Server struct {
	opt      Options
	handler  http.Handler
	cors     *cors.Cors // nil if no origin is allowed
	slots    chan struct{}
	draining atomic.Bool
	// stopping ends when the server begins to stop, and with it what has no end of its own.
	stopping context.Context
	stop     context.CancelFunc
	seats    *seats
	rates    *rates // nil holds nobody up
	bodies   *remembered
}

// New makes a server. The error is graph.ErrInvalid for an origin that is none.
func New(opt Options) (*Server, error) {
	s := &Server{opt: opt.withDefaults()}
	s.slots = make(chan struct{}, s.opt.MaxConcurrent)
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.bodies = newRemembered()
	s.rates = newRates(s.opt.Rate, s.opt.Burst)
	s.seats = newSeats(s.opt.MaxStreams, s.opt.MaxClientStreams)
	for _, origin := range opt.Origins {
		if err := checkOrigin(origin); err != nil {
			return nil, err
		}
	}
	if len(opt.Origins) > 0 {
		s.cors = newCORS(opt.Origins)
	}
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1400), gzhttp.CompressionLevel(1), gzhttp.EnableZstd(false))
	if err != nil {
		return nil, err
	}
	s.handler = s.guard(s.routes(func(h http.Handler) http.Handler { return compress(h) }))
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) routes(compress func(http.Handler) http.Handler) http.Handler {
	mux := http.NewServeMux()
	api := func(path string, h http.HandlerFunc) {
		mux.Handle(path, s.timed(path, s.shared(compress(s.recovering(h)))))
	}
	status := func(path string, h http.HandlerFunc) { mux.Handle(path, s.timed(path, s.recovering(readOnly(h)))) }
	least := access.Viewer
	if s.opt.NoSchema {
		least = access.Admin
	}
	mux.Handle("/graphql", s.shared(s.byForm(s.recovering(http.HandlerFunc(s.graphql)))))
	api("/schema.graphqls", readOnly(s.known(least, s.schema)))
	s.probes(status)
	if s.opt.Metrics != nil {
		status("/metrics", s.known(access.Admin, s.opt.Metrics.ServeHTTP))
	}
	if s.opt.Page != nil {
		mux.Handle("/", s.timed("/", s.recovering(s.opt.Page)))
	}
	return mux
}

// probes gives what says how the server is to a way of routing.
func (s *Server) probes(route func(path string, h http.HandlerFunc)) {
	route("/livez", s.live)
	route("/readyz", s.ready)
	route("/healthz", s.ready)
	route("/version", s.version)
}

// Operator is what an operator's listener serves: probes, the version and metrics, without credentials, and by whatever host
// name it is asked.
func (s *Server) Operator() http.Handler {
	mux := http.NewServeMux()
	s.probes(func(path string, h http.HandlerFunc) { mux.Handle(path, s.recovering(readOnly(h))) })
	if s.opt.Metrics != nil {
		mux.Handle("/metrics", s.recovering(readOnly(s.opt.Metrics.ServeHTTP)))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		careful(w.Header(), r)
		mux.ServeHTTP(w, r)
	})
}

// byForm tells WebSockets, which take the connection over, from all else.
func (s *Server) byForm(whole http.Handler) http.Handler {
	socket := s.recovering(http.HandlerFunc(s.socket))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if upgrades(r) {
			socket.ServeHTTP(w, r)
			return
		}
		whole.ServeHTTP(w, r)
	})
}

// readOnly answers GET and HEAD, and refuses other methods.
func readOnly(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			no := refuse(http.StatusMethodNotAllowed, gql.CodeMethodNotAllowed, "only GET and HEAD are answered here")
			no.allow = "GET, HEAD"
			no.write(w, nil)
			return
		}
		next(w, r)
	}
}

// shared lets pages of the allowed origins read the answers.
func (s *Server) shared(next http.Handler) http.Handler {
	if s.cors == nil {
		return next
	}
	return s.cors.Handler(next)
}

func newCORS(origins []string) *cors.Cors {
	return cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: append([]string{"Accept", "Authorization", access.KeyHeader, "Content-Type", requestIDHeader, "Traceparent"}, preflightHeaders...),
		ExposedHeaders: []string{requestIDHeader, "Etag", "Retry-After", "Www-Authenticate"},
		MaxAge:         600,
	})
}

// checkOrigin refuses what no browser would ever send as an origin, which would otherwise never match in silence.
func checkOrigin(origin string) error {
	if origin == "*" {
		return nil
	}
	u, err := url.Parse(origin)
	ok := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && origin == u.Scheme+"://"+u.Host &&
		strings.Count(origin, "*") <= 1
	if !ok {
		return graph.Errorf(graph.ErrInvalid, "%q is not an origin: write scheme, host and port, without a path, such as https://plans.example.org", origin)
	}
	return nil
}
