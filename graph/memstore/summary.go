package memstore

import (
	"maps"
	"math/bits"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A summariser counts whole lists as a Want asks.
type summariser struct {
	*asker
	want    *graph.Want
	reasons []graph.Reason
	// entities is where the entities stand that facets count by.
	entities *place
	axes     []*axis
}

func (a *asker) summariser(w *graph.Want, reasons []graph.Reason) *summariser {
	s := &summariser{asker: a, want: w, reasons: reasons}
	if len(w.Facets) > 0 {
		s.entities = a.place(&w.Axis)
		for _, x := range w.Facets {
			s.axes = append(s.axes, a.axis(x, graph.LinkFilter{}))
		}
	}
	return s
}

// needsItems reports whether more is wanted of the whole list than how long it is.
func (s *summariser) needsItems() bool {
	return s.want.Bases || s.want.Reasons || len(s.axes) > 0
}

// fill answers what is wanted of the entities that facets count by.
func (s *summariser) fill() { s.entities.fill() }

// summarise fills in what is wanted of a list.
func (s *summariser) summarise(out *graph.Summary, items []item) {
	if s.want.Total {
		out.Total = len(items)
	}
	if s.want.Bases {
		out.Bases = countBases(items, func(it *item) graph.Basis { return it.basis })
	}
	if s.want.Reasons {
		out.Reasons = s.countReasons(items)
	}
	for _, x := range s.axes {
		out.Facets = append(out.Facets, s.facet(x, items))
	}
}

func countBases[T any](list []T, basis func(*T) graph.Basis) []graph.BasisCount {
	counts := make([]int, len(graph.AllBasiss)+1)
	for i := range list {
		counts[basis(&list[i])]++
	}
	var out []graph.BasisCount
	for _, b := range graph.AllBasiss {
		if counts[b] > 0 {
			out = append(out, graph.BasisCount{Basis: b, Count: counts[b]})
		}
	}
	return out
}

func (s *summariser) countReasons(items []item) []graph.ReasonCount {
	out := make([]graph.ReasonCount, len(s.reasons))
	for i := range s.reasons {
		out[i].Name = s.reasons[i].Name
	}
	for i := range items {
		for holding := items[i].holding; holding != 0; holding &= holding - 1 {
			out[bits.TrailingZeros64(holding)].Count++
		}
	}
	return out
}

// facet counts the nodes of a list by the values of an axis.
func (s *summariser) facet(x *axis, items []item) graph.Facet {
	out := graph.Facet{Axis: x.axis}
	entities, quarters, unplaced := map[*node]int{}, map[graph.Quarter]int{}, 0
	for i := range items {
		if !s.goOn() {
			break
		}
		nodes, when := x.values(items[i].node)
		for _, n := range nodes {
			entities[n]++
		}
		for _, q := range when {
			quarters[q]++
		}
		if len(nodes) == 0 && len(when) == 0 {
			unplaced++
		}
	}
	for _, n := range slices.SortedFunc(maps.Keys(entities), byPosition) {
		out.Values = append(out.Values, graph.AxisCount{Value: graph.AxisValue{Key: string(n.ID), Entity: s.entities.put(n)}, Count: entities[n]})
	}
	for _, q := range slices.SortedFunc(maps.Keys(quarters), graph.Quarter.Compare) {
		out.Values = append(out.Values, graph.AxisCount{Value: graph.AxisValue{Key: q.Label(), Quarter: &q}, Count: quarters[q]})
	}
	if unplaced > 0 {
		out.Values = append(out.Values, graph.AxisCount{Value: graph.AxisValue{Key: graph.Unplaced}, Count: unplaced})
	}
	return out
}
