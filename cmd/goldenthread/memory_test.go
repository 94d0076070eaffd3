package main

import (
	"runtime/debug"
	"testing"
)

// A small graph leaves room for many answers between two collections; a large one has a quarter of itself in garbage at most.
func TestCollectAt(t *testing.T) {
	for inUse, want := range map[uint64]int{0: 800, 8 << 20: 300, 20 << 20: 200, 64 << 20: 200, 256 << 20: 50, 700 << 20: 25, 8 << 30: 25} {
		if got := collectAt(inUse); got != want {
			t.Errorf("%d MiB in use: at %d percent, not %d", inUse>>20, got, want)
		}
	}
}

// What is collected at follows what is in use.
func TestCollectingGoesOn(t *testing.T) {
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	(&collecting{}).goOn()
	if got := debug.SetGCPercent(100); got == 100 {
		t.Error("what a test has in use is collected as Go does")
	}
}
