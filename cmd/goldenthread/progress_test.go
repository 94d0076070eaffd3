package main

import (
	"bytes"
	"testing"
	"time"
)

// Long work that writes to a file says now and then how far it is; short work says nothing.
func TestProgressWithoutATerminal(t *testing.T) {
	var log bytes.Buffer
	p := &program{err: &log}
	clock := time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)
	count := p.spaced("part", func() time.Time { return clock })
	for done := 1; done <= 9; done++ {
		clock = clock.Add(4 * time.Second)
		count(done, 9)
	}
	if want := "part 3 of 9\npart 6 of 9\npart 9 of 9\n"; log.String() != want {
		t.Errorf("it said %q, not %q", &log, want)
	}
	log.Reset()
	counters := p.counters()
	for done := 1; done <= 1000; done++ {
		counters("row", done, 1000)
	}
	if log.Len() > 0 {
		t.Errorf("short work said %q", &log)
	}
}

func TestProgressOnATerminal(t *testing.T) {
	var screen bytes.Buffer
	p := &program{err: &screen}
	count := p.overwritten("revision")
	count(1, 2)
	count(2, 2)
	if want := "revision 1 of 2\rrevision 2 of 2\n"; screen.String() != want {
		t.Errorf("it wrote %q, not %q", &screen, want)
	}
}
