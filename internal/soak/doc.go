// Package soak drives a server with many writers and readers for a while and looks for what only time and company bring
// out: updates that are lost, answers that mix two revisions, goroutines and memory that are not given back. It is all
// tests: briefly in every run, for minutes with `make soak`.
package soak
