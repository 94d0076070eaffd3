// Package graphtest holds what every store promises. A store passes all of it:
//
//	func TestStore(t *testing.T) { graphtest.Run(t, open) }
//
// It holds the promises three ways: by name over a small plan made by hand (see plan.go for its picture), against an
// oracle that answers every question by trying everything, over random graphs and random questions, and against a model
// of changes over random changes. What fails prints a seed; -graphtest.seed repeats it, -graphtest.rounds tries more.
//
// Only tests import it.
package graphtest
