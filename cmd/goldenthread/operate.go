package main

import (
	"context"
	"log/slog"
	"net"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/observe"
	"github.com/goldenthread/goldenthread/internal/open"
	"github.com/goldenthread/goldenthread/internal/server"
)

// operateFlags say how a server shows its operators what it does.
type operateFlags struct {
	listen string
}

func (f *operateFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.listen, "admin-listen", "", "also serve probes, the version and metrics at this `address`, without credentials: keep it from the public")
}

// listener is where operators look, nil if they have no listener of their own.
func (f *operateFlags) listener() (net.Listener, error) {
	if f.listen == "" {
		return nil, nil //nolint:nilnil // a server takes nil for none
	}
	return server.Listen(f.listen)
}

// observer is what counts and traces, with what ends it.
func (f *operateFlags) observer(ctx context.Context, log *slog.Logger) (observe.Observer, func(), error) {
	metrics := observe.NewMetrics(build())
	traces, err := observe.OpenTraces(ctx, build(), log)
	if err != nil {
		return observe.Observer{}, nil, err
	}
	end := func() {
		if err := traces.Close(context.WithoutCancel(ctx)); err != nil {
			log.Warn("the last traces were not exported", slog.Any("error", err))
		}
	}
	return observe.Observer{Metrics: metrics, Traces: traces}, end, nil
}

// backendOf is what a store is called in metrics and traces.
func backendOf(url string) string {
	if open.Remote(url) {
		return "neo4j"
	}
	return "embedded"
}

// watched is a store whose answers are timed.
func (v *serveVerb) watched(c *cobra.Command, store graph.Store, o observe.Observer) (graph.Store, error) {
	url, _, err := v.store.choose(c)
	if err != nil {
		return nil, err
	}
	return o.Store(store, backendOf(url)), nil
}
