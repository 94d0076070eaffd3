package memstore_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

const benchActions = 10_000

func BenchmarkQuestions(b *testing.B) {
	graphtest.Bench(b, benchActions, func(b *testing.B) graph.Store { return open(b, b.TempDir()) })
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	s := open(b, dir)
	apply(b, s, graphtest.Large(benchActions))
	closeStore(b, s)
	for b.Loop() {
		closeStore(b, open(b, dir))
	}
}

func BenchmarkImport(b *testing.B) {
	c := graphtest.Large(benchActions)
	for b.Loop() {
		s := open(b, b.TempDir())
		apply(b, s, c)
		closeStore(b, s)
	}
}

func BenchmarkImportAgain(b *testing.B) {
	c := graphtest.Large(benchActions)
	s := memstore.New()
	apply(b, s, c)
	for b.Loop() {
		apply(b, s, c)
	}
}
