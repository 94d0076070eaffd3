package revise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
)

// A facet is a part of a node or link that a document and people may say different things of.
type facet[T any] struct {
	name string
	same func(a, b *T) bool
	// take gives to what from has.
	take func(to, from *T)
	say  func(*T) string
	// differ says what both have that is not the same, if that is less than all of it.
	differ func(before, after *T) (string, string)
	// minor facets are not worth a person's attention.
	minor bool
	// place facets say only where in the document something stands.
	place bool
}

// field tells of a change of the facet.
func (f facet[T]) field(before, after *T) importer.Field {
	b, a := f.say(before), f.say(after)
	if f.differ != nil {
		b, a = f.differ(before, after)
	}
	return importer.Field{Name: f.name, Before: b, After: a}
}

// plain is a facet that is one comparable field.
func plain[T any, V comparable](name string, at func(*T) *V, say func(V) string) facet[T] {
	return facet[T]{
		name: name,
		same: func(a, b *T) bool { return *at(a) == *at(b) },
		take: func(to, from *T) { *at(to) = *at(from) },
		say:  func(v *T) string { return say(*at(v)) },
	}
}

func text(s string) string { return s }

func minor[T any](f facet[T]) facet[T] {
	f.minor = true
	return f
}

func place[T any](f facet[T]) facet[T] {
	f.minor, f.place = true, true
	return f
}

// nodeFacets are the fields of a node but for its evidence, which is not said but cited.
var nodeFacets = []facet[graph.Node]{
	plain("code", func(n *graph.Node) *string { return &n.Code }, text),
	plain("title", func(n *graph.Node) *string { return &n.Title }, text),
	plain("description", func(n *graph.Node) *string { return &n.Description }, text),
	place(plain("position", func(n *graph.Node) *int { return &n.Position }, strconv.Itoa)),
	{
		name: "schedule",
		same: func(a, b *graph.Node) bool {
			return slices.EqualFunc(a.Schedule, b.Schedule, func(x, y graph.ScheduledQuarter) bool { return x.Quarter == y.Quarter })
		},
		take: func(to, from *graph.Node) { to.Schedule = from.Schedule },
		say: func(n *graph.Node) string {
			return list(n.Schedule, func(q graph.ScheduledQuarter) string { return q.Label() })
		},
	},
	plain("type", func(n *graph.Node) *graph.PartnerType { return &n.Type }, graph.PartnerType.String),
	plain("year", func(n *graph.Node) *string { return &n.Year }, text),
	{
		name: "columnTitles",
		same: func(a, b *graph.Node) bool { return slices.Equal(a.ColumnTitles, b.ColumnTitles) },
		take: func(to, from *graph.Node) { to.ColumnTitles = from.ColumnTitles },
		say:  func(n *graph.Node) string { return columnTitles(n.ColumnTitles, nil) },
		differ: func(before, after *graph.Node) (string, string) {
			return columnTitles(before.ColumnTitles, after.ColumnTitles), columnTitles(after.ColumnTitles, before.ColumnTitles)
		},
	},
}

// columnTitles are those of some that others are not.
func columnTitles(some, others []graph.ColumnTitle) string {
	var own []graph.ColumnTitle
	for _, c := range some {
		if !slices.Contains(others, c) {
			own = append(own, c)
		}
	}
	return list(own, func(c graph.ColumnTitle) string { return strings.ToLower(c.Kind.String()) + ": " + c.Title })
}

// linkFacets are the fields of a link but for its evidence and its state, which is people's alone.
var linkFacets = []facet[graph.Link]{
	plain("basis", func(l *graph.Link) *graph.Basis { return &l.Basis }, graph.Basis.String),
	{
		name:  "score",
		same:  func(a, b *graph.Link) bool { return sameScore(a.Score, b.Score) },
		take:  func(to, from *graph.Link) { to.Score = from.Score },
		say:   func(l *graph.Link) string { return score(l.Score) },
		minor: true,
	},
	minor(plain("note", func(l *graph.Link) *string { return &l.Note }, text)),
	{
		name:  "rows",
		same:  func(a, b *graph.Link) bool { return slices.Equal(a.Rows, b.Rows) },
		take:  func(to, from *graph.Link) { to.Rows = from.Rows },
		say:   func(l *graph.Link) string { return list(l.Rows, func(id graph.ID) string { return string(id) }) },
		minor: true,
	},
}

func list[T any](all []T, say func(T) string) string {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = say(v)
	}
	return strings.Join(words, ", ")
}

func sameScore(a, b *float64) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

func score(s *float64) string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("%.3f", *s)
}

// A conflict is a facet of which a document says something else than a person did.
type conflict[T any] struct {
	facet facet[T]
	// news says that the document says something else than it did when the person changed it.
	news bool
}

// weigh changes what stands to what a document says now, facet by facet; what changed but for its place is told. Where a
// person changed what a document said before (base; nil if no document ever said anything), the person's stays.
func weigh[T any](facets []facet[T], base, stands, says *T) (result T, changed []importer.Field, conflicts []conflict[T]) {
	result, changed = *stands, []importer.Field{}
	for _, f := range facets {
		switch {
		case f.same(stands, says):
		case base != nil && f.same(base, stands):
			f.take(&result, says)
			if !f.place {
				changed = append(changed, f.field(stands, says))
			}
		default:
			news := base == nil && f.say(says) != "" || base != nil && !f.same(base, says)
			conflicts = append(conflicts, conflict[T]{f, news})
		}
	}
	return result, changed, conflicts
}
