package observe

import (
	"context"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"

	"github.com/goldenthread/goldenthread/internal/server"
)

// An Observer is a server's, made of metrics and traces.
type Observer struct {
	Metrics *Metrics
	// Traces may be nil.
	Traces *Traces
}

var _ server.Observer = Observer{}

// Request implements server.Observer.
func (o Observer) Request(route, method string, status int, took time.Duration) {
	o.Metrics.request(route, method, status, took)
}

// Begin implements server.Observer.
func (o Observer) Begin(ctx context.Context, header http.Header) (context.Context, func(server.Operation)) {
	ctx, span := o.Traces.begin(ctx, propagation.HeaderCarrier(header))
	if span == nil {
		return ctx, o.Metrics.operation
	}
	return ctx, func(op server.Operation) {
		o.Metrics.operation(op)
		if op.Type != "" {
			span.SetName(op.Type)
			span.SetAttributes(attribute.String("graphql.operation.type", op.Type))
		}
		if op.Document != "" {
			span.SetAttributes(attribute.String("graphql.document.id", op.Document))
		}
		span.SetAttributes(attribute.Int("http.response.status_code", op.Status))
		if len(op.Codes) > 0 {
			span.SetAttributes(attribute.String("error.type", string(op.Codes[0])))
		}
		if op.Status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, string(op.Codes[0]))
		}
		span.End()
	}
}
