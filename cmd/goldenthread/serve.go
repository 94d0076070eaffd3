package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"time"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
	"github.com/goldenthread/goldenthread/internal/ingest"
	"github.com/goldenthread/goldenthread/internal/open"
	"github.com/goldenthread/goldenthread/internal/server"
	"github.com/goldenthread/goldenthread/web"
)

const defaultListen = "127.0.0.1:8080"

// A serveVerb is the verb serve with its options.
type serveVerb struct {
	*program
	store            storeFlags
	listen           string
	readOnly         bool
	resident         bool
	sample, noSample bool
	logFormat        string
	access           accessFlags
	limits           gql.Limits
	maxKept          int
	operate          operateFlags
	documents        documentFlags
	proxies          []string
	// introspection and playground may be switched off.
	introspection, playground bool
	// onlyReads is why the store was opened for reading alone when that was not asked for.
	onlyReads error
	server    server.Options
}

func (p *program) serveCommand() *cobra.Command { return (&serveVerb{program: p}).command() }

func (v *serveVerb) command() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Answer questions over HTTP, with a playground to ask them in",
		Long: `Serves the graph: a playground with ready questions at /, GraphQL at /graphql, its schema at /schema.graphqls, probes at
/livez and /readyz, the version at /version.

A data folder that is empty starts with a sample: a real alignment table. A Neo4j that is not there yet is waited for. One data folder that cannot be
written to, because another process does or this user may not, is served as it is read. Where PORT is set and --listen is
not, that port is used.

By default only this machine can reach the server, and whoever is on it may read and change the graph; the header
X-Goldenthread-Actor says under which name. At any other address everybody may read, and nobody change anything until --keys
or --oidc-issuer says who may.`,
		Example: `  goldenthread serve
  goldenthread serve --data /var/lib/goldenthread --listen 127.0.0.1:9000
  goldenthread serve --cors-origin https://plans.example.org
  NEO4J_PASSWORD_FILE=/run/secrets/neo4j goldenthread serve --store neo4j://127.0.0.1:7687 --resident
  goldenthread serve --listen 0.0.0.0:8443 --allow-host plans.example.org --keys keys.txt --tls-cert cert.pem --tls-key key.pem`,
		Args: arguments(0, 0, "the command"),
		RunE: v.run,
	}
	v.store.add(v.program, c)
	f := c.Flags()
	f.StringVar(&v.listen, "listen", defaultListen, "the `address` to listen at; port 0 is any that is free")
	f.StringArrayVar(&v.server.Origins, "cors-origin", nil, "let pages of this `origin` ask, such as https://plans.example.org (repeatable)")
	f.StringArrayVar(&v.server.Hosts, "allow-host", nil, "answer to this host `name`, beside localhost: needed behind a proxy on this machine (repeatable)")
	f.BoolVar(&v.resident, "resident", false, "keep the graph of a Neo4j in memory and answer from there, following what others write")
	f.BoolVar(&v.readOnly, "read-only", false, "open the data for reading alone, so that another process may write to it")
	f.BoolVar(&v.noSample, "no-sample", false, "do not start an empty data folder with the sample")
	f.BoolVar(&v.sample, "sample", false, "start an empty graph with the sample in whatever store it is")
	f.DurationVar(&v.server.Timeout, "timeout", 30*time.Second, "the longest that an answer may take")
	f.IntVar(&v.server.MaxBody, "max-body", 1<<20, "the most `bytes` of a request")
	f.IntVar(&v.maxKept, "response-cache", 32<<20, "the most `bytes` of answers kept in memory to be given again while the graph stays as it is; 0 keeps none")
	f.IntVar(&v.server.MaxConcurrent, "max-concurrent", 0, "the most questions answered at once (`number`); 0 is 64 for each processor")
	f.IntVar(&v.server.MaxStreams, "max-streams", 1000, "the most WebSockets and event streams open at once (`number`)")
	f.IntVar(&v.server.MaxClientStreams, "max-client-streams", 100, "the most of those from one address (`number`), which behind a proxy is everybody's")
	f.IntVar(&v.server.MaxOperations, "max-operations", 100, "the most operations at once over one WebSocket (`number`)")
	f.DurationVar(&v.server.Grace, "grace", 20*time.Second, "how long to wait, when told to stop, for what is under way")
	f.BoolVar(&v.introspection, "introspection", true, "answer questions about the schema; without, errors suggest no names either, and the schema is for admins")
	f.BoolVar(&v.playground, "playground", true, "serve the playground at /")
	v.access.add(c)
	addLimits(c, &v.limits)
	v.documents.add(c)
	v.operate.add(c)
	f.String(profileOption, "dev", "what the options that are not given are set for: dev, or prod, where introspection, playground and local access are off, GET is for trusted documents, clients have a rate and the log is JSON")
	f.Float64Var(&v.server.Rate, "rate", 0, "the most operations a second of one client (`number`); 0 is any number")
	f.IntVar(&v.server.Burst, "burst", 100, "the most operations of one client at once, if there is a rate (`number`)")
	f.StringArrayVar(&v.proxies, "trusted-proxy", nil, "believe the X-Forwarded-For of proxies in this `network`, such as 10.0.0.0/8 (repeatable)")
	f.BoolVar(&v.server.GetTrusted, "get-trusted", false, "answer GET for trusted documents alone")
	f.StringVar(&v.logFormat, "log-format", "text", "`how` to write the log, which goes to the standard error: text or json")
	return c
}

func (v *serveVerb) run(c *cobra.Command, _ []string) error {
	if err := v.check(); err != nil {
		return err
	}
	// The port comes first: nothing is made or imported for a server that cannot start.
	listener, err := server.Listen(v.address(c))
	if err != nil {
		return err
	}
	defer listener.Close() // the server closes it before
	if v.server.Operators, err = v.operate.listener(); err != nil {
		return err
	}
	if v.server.Operators != nil {
		defer v.server.Operators.Close() // as above
	}
	return v.serve(c, listener)
}

// check refuses values that flags alone do not.
func (v *serveVerb) check() error {
	switch {
	case v.server.Timeout <= 0 || v.server.Grace <= 0:
		return usagef("--timeout and --grace must be longer than nothing, such as 30s")
	case v.server.MaxBody <= 0 || v.server.MaxConcurrent < 0:
		return usagef("--max-body and --max-concurrent must not be negative, nor the first be 0")
	case v.maxKept < 0:
		return usagef("--response-cache must not be negative")
	case v.server.MaxStreams <= 0 || v.server.MaxClientStreams <= 0 || v.server.MaxOperations <= 0:
		return usagef("--max-streams, --max-client-streams and --max-operations must be 1 or more")
	case v.logFormat != "text" && v.logFormat != "json":
		return usagef("there is no log format %q: there are text and json", v.logFormat)
	}
	if err := checkLimits(v.limits); err != nil {
		return err
	}
	if v.server.Rate < 0 || v.server.Burst < 1 {
		return usagef("--rate must not be negative, and --burst 1 or more")
	}
	for _, network := range v.proxies {
		prefix, err := netip.ParsePrefix(network)
		if err != nil {
			return usagef("--trusted-proxy %s is no network such as 10.0.0.0/8, or 10.0.0.1/32 for one machine", network)
		}
		v.server.Proxies = append(v.server.Proxies, prefix.Masked())
	}
	return v.access.check()
}

func (v *serveVerb) serve(c *cobra.Command, listener net.Listener) (err error) {
	ctx := c.Context()
	logger, log := v.logger()
	defer log.Close() // it never fails
	documents, err := v.documents.documents(v.program)
	if err != nil {
		return err
	}
	observer, end, err := v.operate.observer(ctx, logger)
	if err != nil {
		return err
	}
	defer end()
	policy, err := v.access.policy(ctx, listener.Addr(), v.server.Hosts, logger)
	if err != nil {
		return err
	}
	store, started, err := v.open(ctx, c, logger)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()
	o := v.server
	watched, err := v.watched(c, store, observer)
	if err != nil {
		return err
	}
	api := gql.New(watched, gql.Options{Past: open.Past(store), MaxKept: v.maxKept, Limits: v.limits, Documents: documents, NoIntrospection: !v.introspection, Log: logger})
	if err := api.CheckTrusted(ctx); err != nil {
		return err
	}
	o.Executor = api
	o.Store, o.Schema, o.NoSchema, o.Access, o.Build, o.Log = store, gql.SDL(), !v.introspection, policy, build(), logger
	o.Observer, o.Metrics = observer, observer.Metrics.Handler()
	if v.playground {
		o.Page = web.Handler()
	}
	if o.TLS, err = v.access.certificate(logger); err != nil {
		return err
	}
	s, err := server.New(o)
	if err != nil {
		return err
	}
	observer.Metrics.Watch(s)
	observer.Metrics.WatchResponses(api.Responses())
	if err := v.announce(listener.Addr(), started, policy); err != nil {
		return err
	}
	return s.Run(ctx, listener)
}

// open opens the store and starts it. One that another process keeps is waited for while the server already answers, if
// only that it is not ready.
func (v *serveVerb) open(ctx context.Context, c *cobra.Command, logger *slog.Logger) (graph.Store, start, error) {
	url, name, err := v.store.choose(c)
	if err != nil {
		return nil, start{}, err
	}
	v.store.heard = func(what string, err error) { logger.Warn(what, "error", err) }
	if !open.Remote(url) {
		store, name, err := v.openFolder(ctx, c)
		if err != nil {
			return nil, start{}, err
		}
		started, err := v.start(ctx, name, store, !v.noSample)
		if err != nil {
			err = errors.Join(err, store.Close(ctx))
		}
		return store, started, err
	}
	options, err := v.store.options(v.readOnly)
	if err != nil {
		return nil, start{}, err
	}
	options.Resident = v.resident
	if err := open.Valid(url, options); err != nil {
		return nil, start{}, err
	}
	store := open.Later(ctx, url, options, logger, func(ctx context.Context, store graph.Store) error {
		_, err := v.start(ctx, name, store, v.sample)
		return err
	})
	return store, start{store: name, remote: true}, nil
}

// openFolder opens the embedded store, for reading alone if that was wanted or if nothing else is possible: another
// process writes to it, or this user may not.
func (v *serveVerb) openFolder(ctx context.Context, c *cobra.Command) (graph.Store, string, error) {
	store, name, err := v.store.open(ctx, c, v.readOnly)
	if v.readOnly || !errors.Is(err, graph.ErrUnavailable) {
		return store, name, err
	}
	if reader, _, readErr := v.store.open(ctx, c, true); readErr == nil {
		v.onlyReads = err
		return reader, name, nil
	}
	return nil, name, err
}

// A start is how the graph stood when the server started.
type start struct {
	graph.Status
	store string
	// sample says that it was the sample that was imported just now.
	sample bool
	// remote says that the store is another process, which may not be there yet.
	remote bool
}

// words say what is served.
func (s start) words() string {
	if s.remote {
		return "Golden Thread serves " + s.store + " as soon as that answers; the log says when"
	}
	if s.Load != "" {
		return fmt.Sprintf("Golden Thread serves %s as soon as it is complete: %v", s.store, graph.Unfinished(s.Load))
	}
	return fmt.Sprintf("Golden Thread serves %d nodes and %d links (revision %d) of %s", s.Nodes, s.Links, s.Revision, s.store)
}

// start gives a graph that nothing ever happened to the sample plan.
func (v *serveVerb) start(ctx context.Context, name string, store graph.Store, withSample bool) (start, error) {
	defer func() { keepLean(v.variable("GOGC")) }()
	status, err := store.Status(ctx)
	if err != nil || status.Revision > 0 || status.ReadOnly || !withSample {
		return start{Status: status, store: name}, err
	}
	changes, report, err := annex.Import(sample.Text(), annex.Options{Document: sample.Name})
	if err != nil {
		return start{}, fmt.Errorf("the sample plan cannot be read: %w", err)
	}
	if _, err := ingest.Apply(ctx, store, revise.NewReading(changes, report), revise.Options{}); err != nil {
		return start{}, err
	}
	status, err = store.Status(ctx)
	return start{Status: status, store: name, sample: true}, err
}

// address is where to listen: PORT, as hosting platforms set it, counts only where nobody chose an address.
func (v *serveVerb) address(c *cobra.Command) string {
	port := v.variable("PORT")
	if port == "" || c.Flags().Changed("listen") || v.listen != defaultListen {
		return v.listen
	}
	return net.JoinHostPort("127.0.0.1", port)
}

// base is the URL that a browser on this machine reaches the server at.
func (v *serveVerb) base(address net.Addr) string {
	scheme, host := "http://", address.String()
	if v.access.cert != "" {
		scheme = "https://"
	}
	if tcp, ok := address.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		host = fmt.Sprintf("localhost:%d", tcp.Port)
	}
	return scheme + host
}

// announce says where to look.
func (v *serveVerb) announce(address net.Addr, s start, policy *access.Policy) error {
	base := v.base(address)
	lines := []string{s.words()}
	if v.playground {
		lines = append(lines, "  playground  "+base+"/")
	}
	lines = append(lines, "  GraphQL     "+base+"/graphql", "  schema      "+base+"/schema.graphqls")
	if s.sample {
		lines = append(lines, "The data folder was empty, so it starts with the sample plan "+sample.Name+".")
	}
	if v.onlyReads != nil {
		lines = append(lines, "This server only reads, and answers with what others write: "+v.onlyReads.Error()+".")
	}
	lines = append(append(lines, accessWords(policy)...), "Stop it with Ctrl-C.")
	for _, line := range lines {
		if _, err := io.WriteString(v.out, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}
