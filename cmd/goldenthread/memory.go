package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

const (
	// leastRoom is how much garbage a server may always gather before it is collected, in bytes: what is in use is looked
	// at as a whole each time, and answers are garbage as soon as they are sent.
	leastRoom = 24 << 20
	// headroom is how much garbage a server of a large graph may gather, in bytes.
	headroom = 128 << 20
	// leastPercent bounds what collecting costs: it looks at all that is in use, each time that so many percent came on top.
	leastPercent = 25
)

// keepLean has garbage collected before it takes as much room as the graph does, which Go would let it, and not as often as
// Go would where the graph is small. GOGC, if it is set, is obeyed.
func keepLean(goGC string) {
	debug.FreeOSMemory() // reading a plan takes more memory than having it, and an idle server would keep it for long
	if goGC == "" {
		adjust()
	}
}

// adjust begins to follow what is in use. A process does so once, however many servers it has.
var adjust = sync.OnceFunc(func() { (&collecting{}).goOn() })

// A collecting goes on with what was in use at the last collection: a graph grows.
type collecting struct{ percent int }

// goOn is called after each collection, as the finaliser of what nothing refers to.
func (c *collecting) goOn() {
	inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(inUse)
	if percent := collectAt(inUse[0].Value.Uint64()); percent != c.percent {
		c.percent = percent
		debug.SetGCPercent(percent)
	}
	runtime.SetFinalizer(&collecting{c.percent}, (*collecting).goOn)
}

// collectAt is at how many percent of what is in use, in bytes, garbage is collected, in steps that keep small changes from
// mattering.
func collectAt(inUse uint64) int {
	const step, most = 25, 800
	inUse = max(inUse, 1)
	room := max(leastRoom, min(2*inUse, headroom))
	return int(min(most, max(leastPercent, room*100/inUse/step*step)))
}
