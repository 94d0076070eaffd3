package main

import (
	"runtime"
	"runtime/debug"
)

const (
	// headroom is how much garbage a server of a large graph may gather before it is collected, in bytes.
	headroom = 128 << 20
	// leastPercent bounds what collecting costs: it looks at all that is in use, each time that so many percent came on top.
	leastPercent = 25
)

// keepLean has garbage collected before it takes as much room as the graph does, which Go would let it: a graph is large, and
// stays. GOGC, if it is set, is obeyed.
func keepLean(goGC string) {
	debug.FreeOSMemory() // reading a plan takes more memory than having it, and an idle server would keep it for long
	if goGC != "" {
		return
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	debug.SetGCPercent(collectAt(m.HeapAlloc))
}

// collectAt is at how many percent of what is in use, in bytes, garbage is collected.
func collectAt(inUse uint64) int {
	const usual = 100
	return int(min(usual, max(leastPercent, headroom*100/max(inUse, 1))))
}
