// Package plan turns the selection set of a root field into one question for the store, and into a Place tree that says
// where each field finds its part of the answer.
//
// It walks the selection as gqlgen's executor later does, with the same collected fields, and asks only for what was
// selected: no total is counted and no evidence fetched unless a field wants it.
package plan
