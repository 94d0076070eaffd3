// Package soak drives a server with many writers and readers for a while and looks for what only time and company bring
// out: updates that are lost, answers that mix two revisions, goroutines, files and memory that are not given back. Attackers go
// on beside them: with what must be refused, with what is heavy, with panics and a store that is lost, and by leaving. It is all
// tests: briefly in every run, for minutes with `make soak`.
package soak
