package neostore

import (
	"context"
	"crypto/tls"
	"sync"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"
)

// Options say how to reach a Neo4j. The zero Options are without a password, for the default database.
type Options struct {
	// User and Password are the credentials; without a user there is no authentication.
	User, Password string
	// Database is the name of the database; empty is the user's own one.
	Database string
	// TLS overrides how a neo4j+s or bolt+s server is trusted; nil is by the machine's certificates.
	TLS *tls.Config
	// Timeout is the longest that a call takes if its context sets no deadline; 0 is 30 seconds.
	Timeout time.Duration
	// WriteTimeout is the same for Apply, which may load a lot at once; 0 is 10 minutes.
	WriteTimeout time.Duration
	// Retry is how long a call that failed for a passing reason is tried again; 0 is 2 seconds.
	Retry time.Duration
	// Poll is how often, while a Journal waits, the store looks for changes by other processes; 0 is half a second.
	Poll time.Duration
	// ReadOnly refuses Apply, and leaves the database's schema alone.
	ReadOnly bool
	// Now is the clock of the journal; nil is time.Now.
	Now func() time.Time
}

func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = 30 * time.Second
	}
	if o.WriteTimeout == 0 {
		o.WriteTimeout = 10 * time.Minute
	}
	if o.Retry == 0 {
		o.Retry = 2 * time.Second
	}
	if o.Poll == 0 {
		o.Poll = 500 * time.Millisecond
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// A Store is a graph in Neo4j. It is a graph.Store.
type Store struct {
	driver    neo4j.DriverWithContext
	options   Options
	bookmarks neo4j.BookmarkManager

	once   sync.Once
	closed error

	watch *watcher
	queue queue
}

var _ graph.Store = (*Store)(nil)

// Open reaches the Neo4j at a URI (neo4j://, neo4j+s://, bolt://, bolt+s://) and creates what is missing of its schema. A
// server that cannot be reached gives ErrUnavailable (see Await), a database of a newer format ErrDamaged.
func Open(ctx context.Context, uri string, o Options) (*Store, error) {
	o = o.withDefaults()
	auth := neo4j.NoAuth()
	if o.User != "" {
		auth = neo4j.BasicAuth(o.User, o.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(uri, auth, func(c *config.Config) { o.configure(c) })
	if err != nil {
		// The driver's text shows the URI, which may hold a password.
		return nil, graph.Errorf(graph.ErrInvalid, "the URI of Neo4j is not well formed: write neo4j://host:7687, neo4j+s://host:7687 or bolt://host:7687")
	}
	s := &Store{driver: driver, options: o, bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{})}
	s.watch = newWatcher(o.Poll, s.revision)
	if err := s.prepare(ctx); err != nil {
		_ = driver.Close(ctx) // the first error says more
		return nil, err
	}
	return s, nil
}

func (o Options) configure(c *config.Config) {
	c.TlsConfig = o.TLS
	c.UserAgent = "goldenthread"
	c.FetchSize = neo4j.FetchAll
	c.SocketConnectTimeout = 5 * time.Second
	c.ConnectionAcquisitionTimeout = o.Timeout
	c.NotificationsMinSeverity = notifications.DisabledLevel
	c.TelemetryDisabled = true
	// Retrying is ours: the driver's would go on for a minute.
	c.MaxTransactionRetryTime = 0
}

// Await opens a store that may not be up yet: it tries again with growing pauses until the context ends or the fault is
// none that passes. Each failed try is told to onRetry, which may be nil, with the pause before the next one.
func Await(ctx context.Context, uri string, o Options, onRetry func(err error, pause time.Duration)) (*Store, error) {
	for pause := 250 * time.Millisecond; ; pause = min(2*pause, 15*time.Second) {
		s, err := Open(ctx, uri, o)
		if err == nil || !passing(err) || ctx.Err() != nil {
			return s, err
		}
		if onRetry != nil {
			onRetry(err, pause)
		}
		if !sleep(ctx, pause) {
			return nil, err
		}
	}
}

// View gives a view. Its Revision is the newest one at this moment; see the package on consistency.
func (s *Store) View(ctx context.Context) (graph.View, error) {
	v := &view{s: s}
	if _, err := v.Newest(ctx); err != nil {
		return nil, err
	}
	return v, nil
}

// Glance gives a view that looks with each question whether there is a graph to answer from.
func (s *Store) Glance(context.Context) (graph.View, error) { return &view{s: s}, nil }

// revision is the newest one.
func (s *Store) revision(ctx context.Context) (graph.Revision, error) {
	m, err := s.meta(ctx)
	return m.revision, err
}

// Close gives back the connections. Closing again does nothing.
func (s *Store) Close(ctx context.Context) error {
	s.once.Do(func() { s.closed = translate(ctx, s.driver.Close(ctx)) })
	return s.closed
}

// A view answers questions; it keeps nothing but the store.
type view struct {
	s        *Store
	mu       sync.Mutex
	revision graph.Revision
	// known is set once the revision is; one that glances does not know it before it is asked for.
	known bool
}

// Revision implements graph.View, for views that do not glance.
func (v *view) Revision() graph.Revision {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.known {
		panic("neostore: the revision of a view that glances is told by graph.RevisionOf")
	}
	return v.revision
}

// Newest is the revision (see graph.RevisionOf).
func (v *view) Newest(ctx context.Context) (graph.Revision, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.known {
		return v.revision, nil
	}
	m, err := v.s.meta(ctx)
	if err != nil {
		return 0, err
	}
	if m.load != "" {
		return 0, graph.Unfinished(m.load)
	}
	v.revision, v.known = m.revision, true
	return v.revision, nil
}

// Close implements graph.View.
func (v *view) Close() error { return nil }

// glanced is what a question reads of the Meta node beside its answer: the bulk load that is not finished.
const glanced = ",\n  COLLECT { MATCH (m:Meta {id: 'graph'}) RETURN coalesce(m.load, '') }"

// one runs the statement of a question, which gives one row.
func (v *view) one(ctx context.Context, st statement) ([]any, error) {
	st.text += glanced
	row, err := v.s.one(ctx, st)
	if err != nil {
		return nil, err
	}
	switch load := asList(row[len(row)-1]); {
	case len(load) == 0:
		return nil, errNoMeta
	case load[0] != "":
		return nil, graph.Unfinished(asText(load[0]))
	}
	return row, nil
}
