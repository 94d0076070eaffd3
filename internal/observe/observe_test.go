package observe

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	sdk "go.opentelemetry.io/otel/sdk/trace"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/server"
)

// watched is a server over an empty graph with what observes it.
func watched(t *testing.T, traces *Traces) (*server.Server, *Metrics) {
	t.Helper()
	o := Observer{Metrics: NewMetrics(server.Build{Version: "1.2.3", Commit: "abc", Go: "go1"}), Traces: traces}
	kept := memstore.New()
	t.Cleanup(func() { _ = kept.Close(context.Background()) })
	store := o.Store(kept, "embedded")
	api := gql.New(store, gql.Options{Documents: gql.Documents{Trusted: map[string]string{"mine": "query Mine { actions { totalCount } }"}}})
	s, err := server.New(server.Options{Executor: api, Store: store, Observer: o, Metrics: o.Metrics.Handler()})
	if err != nil {
		t.Fatal(err)
	}
	o.Metrics.Watch(s)
	return s, o.Metrics
}

func send(h http.Handler, method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestWhatIsCounted(t *testing.T) {
	s, _ := watched(t, nil)
	send(s, http.MethodPost, "/graphql", `{"query":"query Hunter2 { actions { totalCount } }","operationName":"Hunter2"}`)
	send(s, http.MethodPost, "/graphql", `{"documentId":"mine"}`)
	send(s, http.MethodPost, "/graphql", `{"query":"{ hunter2 }"}`)
	send(s, "HUNTER2", "/graphql", "")
	send(s, http.MethodGet, "/hunter2", "")
	send(s, http.MethodGet, "/livez", "")
	got := send(s.Operator(), http.MethodGet, "/metrics", "").Body.String()
	for _, want := range []string{
		`graphql_operation_duration_seconds_count{document="",outcome="OK",type="query"} 1`,
		`graphql_operation_duration_seconds_count{document="mine",outcome="OK",type="query"} 1`,
		`graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1`,
		`graphql_errors_total{code="METHOD_NOT_ALLOWED"} 1`,
		`http_server_request_duration_seconds_count{method="POST",route="/graphql",status="200"} 3`,
		`http_server_request_duration_seconds_count{method="other",route="/graphql",status="405"} 1`,
		`http_server_request_duration_seconds_count{method="GET",route="/livez",status="200"} 1`,
		`store_query_duration_seconds_count{backend="embedded",query="walk"} 2`,
		`graphql_operation_cost_count 2`, `subscriptions_active 0`, `graphql_operations_active 0`,
		`build_info{commit="abc",goversion="go1",version="1.2.3"} 1`, `go_goroutines `, `process_open_fds `,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(strings.ToLower(got), "hunter2") {
		t.Error("what a client wrote is in a label")
	}
}

// Metrics say what is asked and how often, so the public listener shows them to administrators alone.
func TestMetricsAreForOperators(t *testing.T) {
	s, _ := watched(t, nil)
	if w := send(s, http.MethodGet, "/metrics", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("to everybody: %d", w.Code)
	}
	for path, want := range map[string]int{"/metrics": 200, "/livez": 200, "/readyz": 200, "/version": 200, "/graphql": 404, "/": 404} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "10.1.2.3:9090" // a scraper asks a pod by its address
		w := httptest.NewRecorder()
		s.Operator().ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("operators at %s: %d, want %d", path, w.Code, want)
		}
	}
}

const parent = "Traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

func TestSpans(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	traces, err := newTraces(t.Context(), server.Build{Version: "1.2.3"}, 0, sdk.WithSpanProcessor(recorder))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := watched(t, traces)
	const body = `{"query":"query Hunter2 { actions(where: {title: {eq: \"hunter2\"}}) { totalCount } }"}`
	send(s, http.MethodPost, "/graphql", body)
	if n := len(recorder.Ended()); n != 0 {
		t.Fatalf("%d spans of an operation that is not traced", n)
	}
	send(s, http.MethodPost, "/graphql", body, strings.TrimSuffix(parent, "1")+"0")
	if n := len(recorder.Ended()); n != 0 {
		t.Fatalf("%d spans of a trace that is not sampled", n)
	}
	send(s, http.MethodPost, "/graphql", body, parent)
	spans := recorder.Ended()
	if len(spans) != 2 || spans[0].Name() != "walk" || spans[1].Name() != "query" {
		t.Fatalf("spans %v", spans)
	}
	if spans[0].Parent().SpanID() != spans[1].SpanContext().SpanID() || spans[1].Parent().TraceID().String() != "0af7651916cd43dd8448eb211c80319c" {
		t.Error("the spans do not hang together")
	}
	for _, span := range spans {
		for _, a := range span.Attributes() {
			if strings.Contains(strings.ToLower(a.Value.AsString()), "hunter2") {
				t.Errorf("%s has %v", span.Name(), a)
			}
		}
	}
}

func TestWhatTheVariablesAskFor(t *testing.T) {
	for _, c := range []struct {
		environ string
		wanted  bool
		ratio   float64
		err     string
	}{
		{"", false, 1, ""},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318", true, 1, ""},
		{"OTEL_TRACES_EXPORTER=otlp OTEL_TRACES_SAMPLER=parentbased_traceidratio OTEL_TRACES_SAMPLER_ARG=0.25", true, 0.25, ""},
		{"OTEL_TRACES_EXPORTER=otlp OTEL_TRACES_SAMPLER=always_off", true, 0, ""},
		{"OTEL_TRACES_EXPORTER=none OTEL_EXPORTER_OTLP_ENDPOINT=http://x", false, 1, ""},
		{"OTEL_SDK_DISABLED=true OTEL_EXPORTER_OTLP_ENDPOINT=http://x", false, 1, ""},
		{"OTEL_TRACES_EXPORTER=zipkin", false, 1, "zipkin"},
		{"OTEL_TRACES_EXPORTER=otlp OTEL_EXPORTER_OTLP_PROTOCOL=grpc", false, 1, "grpc"},
		{"OTEL_TRACES_EXPORTER=otlp OTEL_TRACES_SAMPLER=jaeger_remote", true, 0, "jaeger_remote"},
		{"OTEL_TRACES_EXPORTER=otlp OTEL_TRACES_SAMPLER=traceidratio OTEL_TRACES_SAMPLER_ARG=2", true, 0, "from 0 to 1"},
	} {
		variable := func(name string) string {
			for _, line := range strings.Fields(c.environ) {
				if value, ok := strings.CutPrefix(line, name+"="); ok {
					return value
				}
			}
			return ""
		}
		wanted, err := tracesWanted(variable)
		ratio, err2 := samplingRatio(variable)
		err = errors.Join(err, err2)
		if wanted != c.wanted || ratio != c.ratio || (c.err == "") != (err == nil) {
			t.Errorf("%s: %v %v %v", c.environ, wanted, ratio, err)
		}
		if err != nil && (!errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%s: %v", c.environ, err)
		}
	}
}
