package main

import (
	"io"
	"log/slog"
	"sync"
)

// mostBehind is how many bytes of a log may wait to be written before those who log wait too.
const mostBehind = 1 << 20

// A logWriter writes lines beside those who log: each at once while there are few, and all that have come meanwhile at
// once where they come faster than the system takes them.
type logWriter struct {
	to      io.Writer
	mu      sync.Mutex
	changed *sync.Cond
	waiting []byte
	closed  bool
	done    chan struct{}
}

func newLogWriter(to io.Writer) *logWriter {
	w := &logWriter{to: to, done: make(chan struct{})}
	w.changed = sync.NewCond(&w.mu)
	go w.run()
	return w
}

// Write takes a line, which is written soon.
func (w *logWriter) Write(line []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.waiting) > mostBehind && !w.closed {
		w.changed.Wait()
	}
	if w.closed {
		return w.to.Write(line)
	}
	w.waiting = append(w.waiting, line...)
	w.changed.Broadcast()
	return len(line), nil
}

func (w *logWriter) run() {
	defer close(w.done)
	var writing []byte
	for {
		w.mu.Lock()
		for len(w.waiting) == 0 && !w.closed {
			w.changed.Wait()
		}
		writing, w.waiting = w.waiting, writing[:0]
		w.changed.Broadcast()
		w.mu.Unlock()
		if len(writing) == 0 {
			return
		}
		_, _ = w.to.Write(writing) // there is nowhere else to say that it failed
	}
}

// Close writes what waits. What is logged later is written at once.
func (w *logWriter) Close() error {
	w.mu.Lock()
	w.closed = true
	w.changed.Broadcast()
	w.mu.Unlock()
	<-w.done
	return nil
}

// logger is the server's log; what it holds back is written by the time that it is closed.
func (v *serveVerb) logger() (*slog.Logger, io.Closer) {
	w := newLogWriter(v.err)
	if v.logFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, nil)), w
	}
	return slog.New(slog.NewTextHandler(w, nil)), w
}
