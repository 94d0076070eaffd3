package neostore_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/neotest"
)

// The server of this test is its own: it is paused, stopped and started again under a store in use.
func TestFaults(t *testing.T) {
	server := neotest.Own(t)
	s := neostoretest.Dial(t, server)
	if _, err := s.Apply(t.Context(), onePriority); err != nil {
		t.Fatal(err)
	}
	t.Run("PausedAnswersWithinTheDeadline", func(t *testing.T) {
		control(t, server.Pause)
		isUnavailable(t, askWithin(t, s, time.Second))
		control(t, server.Resume)
		resumes(t, s)
	})
	t.Run("CancelledQueryEndsInTheDatabase", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.RunEndless(ctx) }()
		awaitRunning(t, s, true)
		cancel()
		if err := <-done; !errors.Is(err, graph.ErrUnavailable) || !errors.Is(err, context.Canceled) {
			t.Errorf("the cancelled query failed with %v", err)
		}
		awaitRunning(t, s, false)
	})
	t.Run("StoppedIsUnavailable", func(t *testing.T) {
		control(t, server.Stop)
		isUnavailable(t, askWithin(t, s, 10*time.Second))
		_, err := s.Apply(t.Context(), graph.Changes{Actor: "test", Drop: []graph.ID{"priority:1"}})
		isUnavailable(t, err)
	})
	t.Run("AbsentAtStartIsWaitedFor", func(t *testing.T) {
		_, err := neostore.Open(t.Context(), server.URI, options(server))
		isUnavailable(t, err)
		failed := make(chan error, 1)
		started := make(chan error, 1)
		go func() {
			if why := <-failed; why == nil {
				t.Error("what is waited for is not said")
			}
			started <- server.Start(context.Background())
		}()
		waiting, err := neostore.Await(t.Context(), server.URI, options(server), func(err error, _ time.Duration) {
			select {
			case failed <- err:
			default:
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		defer waiting.Close(t.Context())
		if err := <-started; err != nil {
			t.Fatal(err)
		}
	})
	t.Run("ServiceResumesByItself", func(t *testing.T) { resumes(t, s) })
	t.Run("KilledInTheMiddleOfWritesLosesNothing", func(t *testing.T) { killServer(t, server, s) })
}

func TestWrongPasswordIsSaidAndNotRetried(t *testing.T) {
	o := options(neotest.Shared(t))
	o.User, o.Password = "neo4j", "wrong"
	_, err := neostore.Await(t.Context(), neotest.Shared(t).URI, o, func(err error, _ time.Duration) { t.Errorf("it was tried again after %v", err) })
	if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "password") {
		t.Errorf("a wrong password gave %v", err)
	}
}

func TestMalformedURIDoesNotShowItsPassword(t *testing.T) {
	for _, uri := range []string{"http://me:secret@host", "neo4j://me:secret@[", "secret"} {
		_, err := neostore.Open(t.Context(), uri, neostore.Options{})
		if !errors.Is(err, graph.ErrInvalid) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s gave %v", uri, err)
		}
	}
}

var onePriority = graph.Changes{Actor: "test", Put: []graph.Node{{ID: "priority:1", Kind: graph.KindPriority, Title: "One", Position: 1}}}

func options(s *neotest.Server) neostore.Options {
	return neostore.Options{User: s.User, Password: s.Password}
}

func control(t *testing.T, do func() error) {
	t.Helper()
	if err := do(); err != nil {
		t.Fatal(err)
	}
}

func askWithin(t *testing.T, s *neostore.Store, limit time.Duration) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	return ask(ctx, s)
}

func ask(ctx context.Context, s graph.Store) error {
	v, err := s.View(ctx)
	if err != nil {
		return err
	}
	page, err := v.Walk(ctx, graph.Walk{Kind: graph.KindPriority, Page: graph.Page{Limit: 1}})
	if err == nil && (len(page.Edges) != 1 || page.Edges[0].To.Node.Title != "One") {
		return errors.New("the answer is wrong")
	}
	return err
}

// resumes asks until there is an answer; the context of the test bounds it.
func resumes(t *testing.T, s graph.Store) {
	t.Helper()
	err := ask(t.Context(), s)
	for errors.Is(err, graph.ErrUnavailable) && t.Context().Err() == nil {
		err = ask(t.Context(), s)
	}
	if err != nil {
		t.Error(err)
	}
}

func isUnavailable(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, graph.ErrUnavailable) {
		t.Fatalf("the error is %v, not that the store is unavailable", err)
	}
	for _, hidden := range []string{"MATCH", "127.0.0.1", "bolt"} {
		if strings.Contains(err.Error(), hidden) {
			t.Errorf("the message %q shows %s", err, hidden)
		}
	}
}

// awaitRunning waits until the endless query runs, or no longer does.
func awaitRunning(t *testing.T, s *neostore.Store, want bool) {
	t.Helper()
	for {
		running, err := s.EndlessRuns(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if running == want {
			return
		}
	}
}
