package neotest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"time"
)

// The versions of Neo4j that the project is tested with. The long-term one runs under Java 17, the current one needs 21.
const (
	LongTerm = "5.26.12"
	Current  = "2026.05.0"
)

// The environment that names a Neo4j, or the version to start.
const (
	EnvURI      = "NEO4J_TEST_URI"
	EnvUser     = "NEO4J_TEST_USER"
	EnvPassword = "NEO4J_TEST_PASSWORD"
	EnvVersion  = "NEO4J_TEST_VERSION"
)

// patience is how long a server may take to come up, artefacts not counted.
const patience = 3 * time.Minute

// Memory is what a server that is started gets: its heap and its page cache, as Neo4j and Java write sizes.
type Memory struct{ Heap, PageCache string }

// Small is enough for tests; Large is for a million actions, a part of which its page cache holds.
var (
	Small = Memory{Heap: "1g", PageCache: "256m"}
	Large = Memory{Heap: "3g", PageCache: "4g"}
)

// A Server is a running Neo4j of our own, or one that the environment named.
type Server struct {
	// URI, User and Password reach it. They stay the same over Stop and Start.
	URI, User, Password string
	// Version is what was asked for; empty for a server that the environment named.
	Version string

	way way
	// unlock lets others at a server that is shared among processes. It is held here, because the lock's file would be
	// closed when nothing refers to it any more.
	unlock func()
}

// A way keeps a server running.
type way interface {
	start(ctx context.Context) error
	stop() error
	kill() error
	pause() error
	resume() error
	// remove deletes what is left of a stopped server.
	remove() error
}

// errForeign is for servers that are not ours to stop.
var errForeign = errors.New("the server named by " + EnvURI + " is not ours to control")

// Launch starts a server of the version, empty for the one that the environment wants or LongTerm. The caller closes it;
// it also ends when this process does, however that comes about.
func Launch(ctx context.Context, version string, memory Memory) (*Server, error) {
	if version == "" {
		version = os.Getenv(EnvVersion)
	}
	if version == "" {
		version = LongTerm
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	s := &Server{URI: fmt.Sprintf("bolt://127.0.0.1:%d", port), User: "neo4j", Password: rand.Text(), Version: version}
	if dockerAnswers(ctx) {
		s.way = newContainer(version, port, s.Password, memory)
	} else {
		s.way, err = newProcess(ctx, version, port, s.Password, memory)
	}
	if err != nil {
		return nil, fmt.Errorf("no Neo4j for the tests: %w\n%s", err, remedy)
	}
	if err := s.Start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

const remedy = `Tests of the Neo4j store need one of:
  - a running Neo4j: set ` + EnvURI + `, ` + EnvUser + ` and ` + EnvPassword + ` (its data will be deleted)
  - a Docker engine: "docker info" must succeed
  - Java 17 (Java 21 for ` + Current + `) and Maven: e.g. apt-get install openjdk-17-jre-headless maven`

// Named is the server that the environment names, nil if it names none.
func Named() *Server {
	uri := os.Getenv(EnvURI)
	if uri == "" {
		return nil
	}
	return &Server{URI: uri, User: os.Getenv(EnvUser), Password: os.Getenv(EnvPassword)}
}

// Start starts a stopped server and waits until it answers.
func (s *Server) Start(ctx context.Context) error {
	if s.way == nil {
		return errForeign
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.way.start(ctx)
}

// Stop shuts it down; its data stay.
func (s *Server) Stop() error { return s.control(way.stop) }

// Kill ends it at once, as a power failure of its machine's processor would; its data stay as they are at that moment.
func (s *Server) Kill() error { return s.control(way.kill) }

// Pause freezes it: it keeps its connections and says nothing.
func (s *Server) Pause() error { return s.control(way.pause) }

// Resume undoes Pause.
func (s *Server) Resume() error { return s.control(way.resume) }

func (s *Server) control(do func(way) error) error {
	if s.way == nil {
		return errForeign
	}
	return do(s.way)
}

// Close stops it and deletes its data. A server that the environment named is left alone.
func (s *Server) Close() error {
	if s.way == nil {
		if s.unlock != nil {
			s.unlock()
		}
		return nil
	}
	return errors.Join(s.way.stop(), s.way.remove())
}

// PID is the process ID of the server; 0 if it is not a process of this machine that could be known.
func (s *Server) PID() int {
	if p, ok := s.way.(*process); ok {
		return p.pid
	}
	return 0
}

// Environ is the environment that names it to a child process.
func (s *Server) Environ() []string {
	return []string{EnvURI + "=" + s.URI, EnvUser + "=" + s.User, EnvPassword + "=" + s.Password}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
