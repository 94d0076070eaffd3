package main

import "testing"

// A small graph leaves Go as it is; a large one has a quarter of itself in garbage at most, and never less than makes sense.
func TestCollectAt(t *testing.T) {
	for inUse, want := range map[uint64]int{0: 100, 20 << 20: 100, 256 << 20: 50, 700 << 20: 25, 8 << 30: 25} {
		if got := collectAt(inUse); got != want {
			t.Errorf("%d MiB in use: at %d percent, not %d", inUse>>20, got, want)
		}
	}
}
