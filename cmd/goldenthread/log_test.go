package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// A slowWriter takes what is written only when it is let, and counts how often it is asked.
type slowWriter struct {
	bytes.Buffer
	let   chan struct{}
	times int
}

func (w *slowWriter) Write(p []byte) (int, error) {
	<-w.let
	w.times++
	return w.Buffer.Write(p)
}

// Nobody who logs waits for a system that is slow; the lines of one are in their order, and none is lost or torn.
func TestLogLinesAreWrittenTogether(t *testing.T) {
	slow := &slowWriter{let: make(chan struct{})}
	w := newLogWriter(slow)
	const writers, lines = 8, 100
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			for j := range lines {
				if _, err := fmt.Fprintf(w, "%d %d\n", i, j); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	close(slow.let)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintln(w, "after"); err != nil {
		t.Fatal(err)
	}
	var want [writers]int
	got := strings.Split(strings.TrimSuffix(slow.String(), "\n"), "\n")
	for _, line := range got[:len(got)-1] {
		var i, j int
		if _, err := fmt.Sscanf(line, "%d %d", &i, &j); err != nil || j != want[i] {
			t.Fatalf("line %q: %v", line, err)
		}
		want[i]++
	}
	if last := got[len(got)-1]; len(got) != writers*lines+1 || last != "after" {
		t.Errorf("%d lines, the last %q", len(got), last)
	}
	if slow.times > 4 {
		t.Errorf("%d lines were written in %d pieces", len(got), slow.times)
	}
}
