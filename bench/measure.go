package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// many is how many ask at once where throughput is measured.
const many = 16

// tooSlow is the time from which on a target is not asked by many at once: it would take minutes to tell what is known.
const tooSlow = 2 * time.Second

// patience is how long one answer may take.
const patience = 2 * time.Minute

// A load is what was measured with a number of askers.
type load struct {
	times []time.Duration
	// took is how long the askers were busy, and asked how many answers came.
	took time.Duration
	// server and database are the processor time that was used for it.
	server, database time.Duration
}

// rate is how many answers came in a second.
func (l *load) rate() float64 {
	if l.took == 0 {
		return 0
	}
	return float64(len(l.times)) / l.took.Seconds()
}

// each divides a time among the answers.
func (l *load) each(d time.Duration) time.Duration {
	if len(l.times) == 0 {
		return 0
	}
	return d / time.Duration(len(l.times))
}

// A result is what was measured of one question and one target.
type result struct {
	target string
	// one is with one asker, many with many of them; many is empty for what is too slow.
	one, many load
	// size is how many bytes an answer has, of a target that counts them.
	size int
	// failed is why the target was not asked any more; empty if it answered to the end.
	failed string
}

// An asker is a target with connections and requests made ready.
type asker struct {
	target
	connections []connection
	requests    []request
	next        atomic.Int64
	// failed is why it is not to be measured; empty if it is.
	failed string
}

func newAsker(ctx context.Context, t target) (*asker, error) {
	a := &asker{target: t}
	for range many {
		c, err := t.connect(ctx)
		if err != nil {
			return nil, err
		}
		a.connections = append(a.connections, c)
	}
	return a, nil
}

// request is the next one.
func (a *asker) request() request { return a.requests[int(a.next.Add(1))%len(a.requests)] }

// end closes the connections.
func (a *asker) end() {
	for _, c := range a.connections {
		_ = c.Close() // what was asked is answered
	}
}

// ask has some askers ask one request after the other for a time, each at least once.
func (a *asker) ask(ctx context.Context, askers int, least time.Duration) (load, error) {
	ctx, cancel := context.WithTimeout(ctx, least+patience)
	defer cancel()
	server, database := a.processes()
	before := [2]time.Duration{server.cpu(), database.cpu()}
	times, errs := make([][]time.Duration, askers), make([]error, askers)
	start := time.Now()
	var group sync.WaitGroup
	for i := range askers {
		group.Go(func() {
			for now := start; now.Sub(start) < least || now == start; {
				if _, errs[i] = a.connections[i].ask(ctx, a.request()); errs[i] != nil {
					return
				}
				end := time.Now()
				times[i] = append(times[i], end.Sub(now))
				now = end
			}
		})
	}
	group.Wait()
	l := load{took: time.Since(start), server: server.cpu() - before[0], database: database.cpu() - before[1]}
	for i := range askers {
		if errs[i] != nil {
			return l, errs[i]
		}
		l.times = append(l.times, times[i]...)
	}
	return l, nil
}

func (l *load) add(o load) {
	l.times = append(l.times, o.times...)
	l.took, l.server, l.database = l.took+o.took, l.server+o.server, l.database+o.database
}

// turns measures a question on all targets in turns, so that what else the machine does falls on all of them alike. A
// target that fails has no more turns; the others go on. The error is that of the context.
func (o *options) turns(ctx context.Context, askers []*asker) ([]result, error) {
	results := make([]result, len(askers))
	for i, a := range askers {
		results[i].target, results[i].failed = a.name(), a.failed
		if a.failed != "" {
			continue
		}
		results[i].size, _ = a.size(ctx) // if that fails, so does what comes
		results[i].warm(ctx, a, o.warm)
	}
	for round := range o.rounds {
		for _, askersAtOnce := range []int{1, many} {
			for k := range askers {
				i := (k + round) % len(askers)
				results[i].turn(ctx, askers[i], askersAtOnce, o.slice)
			}
		}
	}
	return results, ctx.Err()
}

// warm has caches filled, and what compiles while it runs compile: many ask for a while, if that is not too slow, and what
// that took is forgotten.
func (r *result) warm(ctx context.Context, a *asker, long time.Duration) {
	for _, askers := range []int{1, many} {
		r.turn(ctx, a, askers, long/2)
	}
	r.one, r.many = load{}, load{}
}

// turn asks for a while, unless the target has failed or is too slow to be asked by many.
func (r *result) turn(ctx context.Context, a *asker, askers int, slice time.Duration) {
	if r.failed != "" || askers > 1 && quantile(r.one.times, 0.5) > tooSlow {
		return
	}
	l, err := a.ask(ctx, askers, slice)
	if err != nil {
		r.failed = fmt.Sprintf("asked by %d, it %v", askers, err)
		return
	}
	if askers == 1 {
		r.one.add(l)
	} else {
		r.many.add(l)
	}
}
