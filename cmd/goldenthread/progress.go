package main

import (
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// logged is how often long work says how far it is where no person watches a terminal: often enough to see that it goes
// on, and never of short work.
const logged = 10 * time.Second

// counter tells how many of something are done: on one line of a terminal, which is written over, else in a line of its
// own every so often.
func (p *program) counter(what string) func(done, total int) {
	if terminal(p.err) {
		return p.overwritten(what)
	}
	return p.spaced(what, time.Now)
}

func (p *program) overwritten(what string) func(done, total int) {
	return func(done, total int) {
		end := "\r"
		if done == total {
			end = "\n"
		}
		p.tell("%s %d of %d%s", what, done, total, end)
	}
}

func (p *program) spaced(what string, now func() time.Time) func(done, total int) {
	said := now()
	return func(done, total int) {
		if at := now(); at.Sub(said) >= logged {
			said = at
			p.tell("%s %d of %d\n", what, done, total)
		}
	}
}

// counters is a counter for each part of long work.
func (p *program) counters() func(what string, done, total int) {
	counting := map[string]func(done, total int){}
	return func(what string, done, total int) {
		if counting[what] == nil {
			counting[what] = p.counter(what)
		}
		counting[what](done, total)
	}
}

// revisions is a counter of revisions.
func (p *program) revisions() func(done, total graph.Revision) {
	count := p.counter("revision")
	return func(done, total graph.Revision) { count(int(done), int(total)) }
}

// longImport is how long an import may take before a person is told how far it is.
const longImport = time.Second

// reading writes how far the import of a file is, on one line of a terminal.
func (p *program) reading(file string) func(done, total int) {
	start, last := time.Now(), -1
	return func(done, total int) {
		percent := 100 * done / max(total, 1)
		if percent == last || last < 0 && time.Since(start) < longImport {
			return
		}
		last = percent
		p.tell("\rreading %s: %d %%", file, percent)
		if done >= total {
			p.tell("\n")
		}
	}
}
