package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/goldenthread/goldenthread/internal/neotest"
)

// A workshop is where a run does its work: a folder, the program that is measured, and what must be ended at the end.
type workshop struct {
	options
	dir, module, binary, self string
}

// newWorkshop builds the program from the module that the working directory is in.
func newWorkshop(ctx context.Context, o options) (*workshop, error) {
	module, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return nil, fmt.Errorf("find the module: %w", err)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "goldenthread-bench-")
	if err != nil {
		return nil, err
	}
	w := &workshop{options: o, dir: dir, module: strings.TrimSpace(string(module)), binary: filepath.Join(dir, "goldenthread"), self: self}
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", w.binary, "./cmd/goldenthread")
	if err := w.do(build); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func (w *workshop) Close() error { return os.RemoveAll(w.dir) }

// do runs a command in the module. What it says is only of interest if it fails.
func (w *workshop) do(cmd *exec.Cmd) error {
	cmd.Dir = w.module
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, said)
	}
	return nil
}

// A source is a graph to measure over.
type source struct {
	name, title string
	// fill are the arguments of goldenthread that put it into a store.
	fill []string
}

// withEvidence is up to how many actions generated plans have their evidence: beyond it would be most of the work to load.
const withEvidence = 100_000

func (o *options) sources() []source {
	var out []source
	if o.annex {
		out = append(out, source{"annex", "The sample plan", []string{"import", filepath.Join("internal", "importer", "sample", "annex3.txt")}})
	}
	if o.actions > 0 {
		s := source{fmt.Sprintf("generated-%d", o.actions), fmt.Sprintf("%d actions, generated", o.actions), []string{"generate", "--actions", fmt.Sprint(o.actions)}}
		if o.actions > withEvidence {
			s.title += " without evidence"
			s.fill = append(s.fill, "--no-evidence")
		}
		out = append(out, s)
	}
	return out
}

// wants reports whether a target is to be measured.
func (o *options) wants(target string) bool { return slices.Contains(o.targets, target) }

// A stage is a graph with the targets that serve it.
type stage struct {
	*workshop
	source
	neo4j *neotest.Server
	// named says that the environment named the Neo4j: it is not ours to change after it was filled.
	named    bool
	database *process
	targets  []target
}

// Close ends the targets, then the database.
func (s *stage) Close() error {
	var errs []error
	for _, t := range s.targets {
		errs = append(errs, t.Close())
	}
	if s.neo4j != nil {
		errs = append(errs, s.neo4j.Close())
	}
	return errors.Join(errs...)
}

// set puts a graph into the stores and starts all targets but the floor, which must know first how large answers are.
func (w *workshop) set(ctx context.Context, src source) (_ *stage, err error) {
	s := &stage{workshop: w, source: src}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	if s.wants(embedded) {
		if err := s.startEmbedded(ctx); err != nil {
			return nil, err
		}
	}
	for _, t := range []struct {
		name  string
		start func(ctx context.Context) error
	}{{overNeo4j, s.startOverNeo4j}, {resident, s.startResident}, {overBolt, s.startBolt}, {neo4jGraphQL, s.startPeer}} {
		if !s.wants(t.name) {
			continue
		}
		if s.neo4j == nil {
			if err := s.startNeo4j(ctx); err != nil {
				return nil, err
			}
		}
		if err := t.start(ctx); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *stage) startEmbedded(ctx context.Context) error {
	data := filepath.Join(s.dir, s.source.name)
	fresh := data
	if s.keep != "" {
		fresh = filepath.Join(s.keep, s.source.name)
	}
	fill := exec.CommandContext(ctx, s.binary, append(s.fill, "--data", fresh)...)
	if err := s.do(fill); err != nil {
		return err
	}
	if fresh != data { // measuring changes it
		if err := copyFolder(data, fresh); err != nil {
			return err
		}
	}
	own := data + "-" + uncached // a server that only reads another's folder looks for changes each time
	if s.wants(uncached) {
		if err := copyFolder(own, data); err != nil {
			return err
		}
	}
	if err := s.serve(ctx, embedded, nil, "--data", data); err != nil || !s.wants(uncached) {
		return err
	}
	return s.serve(ctx, uncached, nil, "--data", own, "--response-cache", "0")
}

// copyFolder copies a folder and the times of its files, by which a store knows that its columns are of its rows.
func copyFolder(to, from string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil {
			err = os.Chtimes(filepath.Join(to, e.Name()), info.ModTime(), info.ModTime())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// startNeo4j starts a Neo4j, unless the environment names one, and puts the graph into it.
func (s *stage) startNeo4j(ctx context.Context) (err error) {
	memory := neotest.Small
	if s.actions > withEvidence {
		memory = neotest.Large
	}
	if s.neo4j = neotest.Named(); s.neo4j != nil {
		s.named = true
	} else if s.neo4j, err = neotest.Launch(ctx, "", memory); err != nil {
		return err
	}
	if pid := s.neo4j.PID(); pid != 0 {
		s.database = &process{name: "Neo4j", pid: pid}
	}
	fill := exec.CommandContext(ctx, s.binary, append(s.fill, "--store", s.neo4j.URI)...)
	fill.Env = s.environ()
	return s.do(fill)
}

// environ is the environment that names the Neo4j.
func (s *stage) environ() []string {
	return append(os.Environ(), "NEO4J_URI="+s.neo4j.URI, "NEO4J_USERNAME="+s.neo4j.User, "NEO4J_PASSWORD="+s.neo4j.Password, "NODE_ENV=production")
}

func (s *stage) startOverNeo4j(ctx context.Context) error {
	return s.serve(ctx, overNeo4j, s.environ(), "--store", s.neo4j.URI)
}

func (s *stage) startResident(ctx context.Context) error {
	return s.serve(ctx, resident, s.environ(), "--store", s.neo4j.URI, "--resident")
}

func (s *stage) startBolt(context.Context) error {
	t, err := newBoltTarget(s.neo4j, s.database)
	if err == nil {
		s.targets = append(s.targets, t)
	}
	return err
}

// startPeer installs @neo4j/graphql, where it is not yet, and starts it.
func (s *stage) startPeer(ctx context.Context) error {
	dir := filepath.Join(s.module, "bench", "peers", "neo4j-graphql")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "@neo4j", "graphql")); errors.Is(err, os.ErrNotExist) {
		install := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", dir)
		if err := s.do(install); err != nil {
			return err
		}
	}
	cmd := exec.CommandContext(ctx, "node", filepath.Join(dir, "server.mjs"))
	cmd.Env = s.environ()
	return s.start(ctx, neo4jGraphQL, cmd, s.database, func(q *question) string { return q.peer }, func(line string) (string, bool) {
		return line, strings.HasPrefix(line, "http://")
	})
}

// serve starts goldenthread on a store.
func (s *stage) serve(ctx context.Context, name string, environ []string, store ...string) error {
	cmd := exec.CommandContext(ctx, s.binary, append([]string{"serve", "--no-sample", "--listen", "127.0.0.1:0"}, store...)...)
	cmd.Env = environ
	database := s.database
	if name == embedded || name == uncached { // the Neo4j works for the others
		database = nil
	}
	if err := s.start(ctx, name, cmd, database, func(q *question) string { return q.graphql }, ready); err != nil {
		return err
	}
	return awaitReady(ctx, s.targets[len(s.targets)-1].(*graphqlTarget).address)
}

// awaitReady waits until a server of goldenthread says that it is ready: its store may have to be loaded first.
func awaitReady(ctx context.Context, address *url.URL) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.ResolveReference(&url.URL{Path: "/readyz"}).String(), nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// start starts a GraphQL server, whose output names its address.
func (s *stage) start(ctx context.Context, name string, cmd *exec.Cmd, database *process, document func(*question) string, ready func(string) (string, bool)) error {
	log, err := os.Create(filepath.Join(s.dir, name+".log"))
	if err != nil {
		return err
	}
	defer log.Close() // the process has its own hold on it
	p, line, err := start(ctx, name, cmd, log, func(line string) bool {
		_, ok := ready(line)
		return ok
	})
	if err != nil {
		said, _ := os.ReadFile(log.Name()) // what it said is a help, not the fault
		return fmt.Errorf("%w: %.2000s", err, said)
	}
	address, _ := ready(line)
	at, err := url.Parse(address)
	if err != nil {
		return errors.Join(err, p.end())
	}
	s.targets = append(s.targets, &graphqlTarget{title: name, address: at, document: document, own: p, database: database})
	return nil
}
