package annex_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

// BenchmarkSample is what a first start pays for the sample plan.
func BenchmarkSample(b *testing.B) {
	for b.Loop() {
		if _, _, err := annex.Import(sample.Text(), annex.Options{Document: sample.Name}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLong is a long annex: its time should grow with its length.
func BenchmarkLong(b *testing.B) {
	for _, rows := range []int{100, 400, 1600} {
		text := []byte(long(rows))
		b.Run(fmt.Sprintf("%dKB", len(text)>>10), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, _, err := annex.Import(text, annex.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// long makes a damaged annex of many rows.
func long(rows int) string {
	t := synthesise(1)
	var all []truthRow
	for seed := uint64(2); len(all) < rows; seed++ {
		for _, r := range synthesise(seed).rows {
			r.footnote, r.refersTo = "", 0
			for i := range r.activities {
				r.activities[i].code = fmt.Sprintf("A%d.%d", seed, i)
			}
			for i := range r.promises {
				r.promises[i].themes = t.themes[:1]
			}
			all = append(all, r)
		}
	}
	t.rows = all[:rows]
	return strings.TrimSpace(damage(layout(t, 1), 1, 0.08))
}
