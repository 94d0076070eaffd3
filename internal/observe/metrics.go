package observe

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/goldenthread/goldenthread/internal/server"
)

// seconds are the buckets of durations: answers from memory take a tenth of a millisecond, the longest half a minute.
var seconds = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

// Metrics are what is counted. They are safe for use by many goroutines.
type Metrics struct {
	registry   *prometheus.Registry
	requests   series[requestKey]
	operations series[operationKey]
	queries    series[queryKey]
	errors     *prometheus.CounterVec
	cost       prometheus.Histogram
}

type (
	requestKey   struct{ route, method, status string }
	operationKey struct{ kind, outcome, document string }
	queryKey     struct{ backend, query string }
)

// NewMetrics makes the metrics of a program.
func NewMetrics(b server.Build) *Metrics {
	histogram := func(name, help string, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: seconds}, labels)
	}
	requests := histogram("http_server_request_duration_seconds", "How long HTTP requests took, streams left out.", "route", "method", "status")
	operations := histogram("graphql_operation_duration_seconds", "How long GraphQL operations took; document is the ID of a trusted one.", "type", "outcome", "document")
	queries := histogram("store_query_duration_seconds", "How long the store took over questions and changes.", "backend", "query")
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: newSeries(func(k requestKey) prometheus.Observer { return requests.WithLabelValues(k.route, k.method, k.status) }),
		operations: newSeries(func(k operationKey) prometheus.Observer {
			return operations.WithLabelValues(k.kind, k.outcome, k.document)
		}),
		queries: newSeries(func(k queryKey) prometheus.Observer { return queries.WithLabelValues(k.backend, k.query) }),
		errors:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "graphql_errors_total", Help: "Errors in answers, by their code."}, []string{"code"}),
		cost: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "graphql_operation_cost", Help: "What operations cost by the sizes of their lists.", Buckets: prometheus.ExponentialBuckets(10, 10, 8),
		}),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "build_info", Help: "Which program this is.", ConstLabels: prometheus.Labels{"version": b.Version, "commit": b.Commit, "goversion": b.Go},
	})
	info.Set(1)
	m.registry.MustRegister(requests, operations, queries, m.errors, m.cost, info,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Watch adds what a server knows of itself.
func (m *Metrics) Watch(s *server.Server) {
	gauge := func(name, help string, value func() int) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return float64(value()) })
	}
	m.registry.MustRegister(
		gauge("subscriptions_active", "Streams that are open.", s.Streams),
		gauge("graphql_operations_active", "Operations that are being answered, streams left out.", s.Active))
}

// Responses are answers that are kept to be given again.
type Responses interface {
	Hits() uint64
	Misses() uint64
	Bytes() int
}

// WatchResponses adds what is known of the answers that are kept.
func (m *Metrics) WatchResponses(r Responses) {
	counter := func(name, help string, value func() uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(value()) })
	}
	m.registry.MustRegister(
		counter("graphql_response_cache_hits_total", "Operations that were answered with a kept answer.", r.Hits),
		counter("graphql_response_cache_misses_total", "Answers that had to be made, of those that are kept.", r.Misses),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "graphql_response_cache_bytes", Help: "Bytes of kept answers."}, func() float64 { return float64(r.Bytes()) }))
}

// Handler serves the metrics in Prometheus's format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second})
}

// request counts an HTTP request.
func (m *Metrics) request(route, method string, status int, took time.Duration) {
	if !knownMethods[method] {
		method = "other"
	}
	m.requests.of(requestKey{route, method, strconv.Itoa(status)}).Observe(took.Seconds())
}

// knownMethods are those that a label may have: a client can send any word.
var knownMethods = map[string]bool{
	http.MethodGet: true, http.MethodHead: true, http.MethodPost: true, http.MethodOptions: true,
	http.MethodPut: true, http.MethodPatch: true, http.MethodDelete: true,
}

// operation counts an operation.
func (m *Metrics) operation(o server.Operation) {
	outcome := "OK"
	if len(o.Codes) > 0 {
		outcome = string(o.Codes[0])
	}
	for _, code := range o.Codes {
		m.errors.WithLabelValues(string(code)).Inc()
	}
	if o.Cost > 0 {
		m.cost.Observe(float64(o.Cost))
	}
	m.operations.of(operationKey{o.Type, outcome, o.Document}).Observe(o.Took.Seconds())
}

// series are histograms that were found by their labels once.
type series[K comparable] struct {
	make  func(K) prometheus.Observer
	known *sync.Map
}

func newSeries[K comparable](make1 func(K) prometheus.Observer) series[K] {
	return series[K]{make1, &sync.Map{}}
}

func (s series[K]) of(k K) prometheus.Observer {
	if o, ok := s.known.Load(k); ok {
		return o.(prometheus.Observer)
	}
	o := s.make(k)
	s.known.Store(k, o)
	return o
}
