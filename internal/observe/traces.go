package observe

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/server"
)

// Traces make spans. A nil one makes none.
type Traces struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
	// ratio is how many of the operations are traced that come without a trace of their own.
	ratio float64
}

// OpenTraces starts tracing if the standard variables of OpenTelemetry ask for it: an OTLP endpoint, or OTEL_TRACES_EXPORTER=otlp,
// and neither OTEL_SDK_DISABLED nor OTEL_TRACES_EXPORTER=none. The error is graph.ErrInvalid for what is not supported.
func OpenTraces(ctx context.Context, b server.Build, log *slog.Logger) (*Traces, error) {
	wanted, err := tracesWanted(os.Getenv)
	if err != nil || !wanted {
		return nil, err
	}
	ratio, err := samplingRatio(os.Getenv)
	if err != nil {
		return nil, err
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, graph.Errorf(graph.ErrInvalid, "traces cannot be exported as the OTEL_ variables say: %v", err)
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("traces are not exported", slog.Any("error", err)) }))
	return newTraces(ctx, b, ratio, sdk.WithBatcher(exporter))
}

func newTraces(ctx context.Context, b server.Build, ratio float64, to sdk.TracerProviderOption) (*Traces, error) {
	about, err := resource.New(ctx,
		resource.WithAttributes(attribute.String("service.name", "goldenthread"), attribute.String("service.version", b.Version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, graph.Errorf(graph.ErrInvalid, "OTEL_RESOURCE_ATTRIBUTES cannot be read: %v", err)
	}
	// What is traced is decided before a span is made: see Begin.
	provider := sdk.NewTracerProvider(to, sdk.WithResource(about), sdk.WithSampler(sdk.ParentBased(sdk.AlwaysSample())))
	return &Traces{provider: provider, tracer: provider.Tracer("github.com/goldenthread/goldenthread"), ratio: ratio}, nil
}

// Close sends what was not sent yet.
func (t *Traces) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}

// begin starts the span of an operation, if it is to have one: because it belongs to a trace, or by lot. Making a span that
// is then not sampled would cost as much as a small answer.
func (t *Traces) begin(ctx context.Context, header propagation.TextMapCarrier) (context.Context, trace.Span) {
	if t == nil {
		return ctx, nil
	}
	parent := header.Get("traceparent") != ""
	if !parent && (t.ratio <= 0 || t.ratio < 1 && rand.Float64() >= t.ratio) {
		return ctx, nil
	}
	if parent {
		ctx = propagation.TraceContext{}.Extract(ctx, header)
	}
	return t.tracer.Start(ctx, "graphql", trace.WithSpanKind(trace.SpanKindServer))
}

// query starts the span of a question to the store, within that of an operation that has one.
func (t *Traces) query(ctx context.Context, backend, name string) (context.Context, trace.Span) {
	if t == nil || !trace.SpanFromContext(ctx).IsRecording() {
		return ctx, nil
	}
	return t.tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(attribute.String("db.system.name", backend), attribute.String("db.query.summary", name)))
}

// tracesWanted reads whether to trace.
func tracesWanted(variable func(string) string) (bool, error) {
	exporter := variable("OTEL_TRACES_EXPORTER")
	endpoint := variable("OTEL_EXPORTER_OTLP_ENDPOINT") != "" || variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != ""
	switch {
	case strings.EqualFold(variable("OTEL_SDK_DISABLED"), "true") || exporter == "none" || exporter == "" && !endpoint:
		return false, nil
	case exporter != "" && exporter != "otlp":
		return false, graph.Errorf(graph.ErrInvalid, "OTEL_TRACES_EXPORTER is %q: there are otlp and none", exporter)
	}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"} {
		if protocol := variable(name); protocol != "" && protocol != "http/protobuf" {
			return false, graph.Errorf(graph.ErrInvalid, "%s is %q: traces are sent by http/protobuf alone", name, protocol)
		}
	}
	return true, nil
}

// samplingRatio reads how many operations to trace that come without a trace.
func samplingRatio(variable func(string) string) (float64, error) {
	switch sampler := strings.TrimPrefix(variable("OTEL_TRACES_SAMPLER"), "parentbased_"); sampler {
	case "", "always_on":
		return 1, nil
	case "always_off":
		return 0, nil
	case "traceidratio":
		text := variable("OTEL_TRACES_SAMPLER_ARG")
		if text == "" {
			return 1, nil
		}
		ratio, err := strconv.ParseFloat(text, 64)
		if err != nil || !(ratio >= 0 && ratio <= 1) {
			return 0, graph.Errorf(graph.ErrInvalid, "OTEL_TRACES_SAMPLER_ARG is %q: it is a number from 0 to 1", text)
		}
		return ratio, nil
	default:
		return 0, graph.Errorf(graph.ErrInvalid, "OTEL_TRACES_SAMPLER is %q: there are always_on, always_off and traceidratio, each also with parentbased_ before it", fmt.Sprint(sampler))
	}
}
