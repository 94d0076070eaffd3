package graphtest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// Large makes a plan with a number of actions, 90 priorities and 4 themes, in which each action stands in one row or two:
// what benchmarks work on. The same number makes the same plan.
func Large(actions int) graph.Changes {
	l := &large{dice: rand.New(rand.NewPCG(1, 2))}
	l.Actor = "benchmark"
	priorities, themes := l.put(graph.KindPriority, 90), l.put(graph.KindTheme, 4)
	promises, activities := l.put(graph.KindPromise, 300), l.put(graph.KindActivity, 300)
	partners := l.put(graph.KindPartner, 300)
	for i, p := range promises {
		row := priorities[i%len(priorities)]
		l.link(graph.RelationSupports, graph.BasisStated, p, row, row)
		l.link(graph.RelationHasTheme, graph.BasisStated, p, themes[i%len(themes)], row)
	}
	for i, a := range activities {
		row := priorities[i%len(priorities)]
		l.link(graph.RelationContributesTo, graph.BasisStated, a, row, row)
		l.link(graph.RelationFulfils, graph.BasisCoListed, a, promises[i], row)
	}
	for _, a := range l.put(graph.KindAction, actions) {
		first := l.dice.IntN(len(priorities))
		rows := []int{first, (first + 1 + l.dice.IntN(len(priorities)-1)) % len(priorities)}[:1+l.dice.IntN(2)]
		for i, r := range rows {
			row := priorities[r]
			l.link(graph.RelationServes, graph.BasisStated, a, row, row)
			l.link(graph.RelationKeeps, graph.BasisCoListed, a, promises[r+90*(i+l.dice.IntN(2))], row)
			l.link(graph.RelationDelivers, graph.BasisCoListed, a, activities[r+90*(i+l.dice.IntN(2))], row)
		}
		l.link(graph.RelationInvolves, graph.BasisMentioned, a, partners[l.dice.IntN(len(partners))], priorities[first])
	}
	return l.Changes
}

// A large is a large plan being made.
type large struct {
	graph.Changes
	dice *rand.Rand
}

var largeWords = []string{"library", "partner", "review", "digital", "museum", "archive", "community", "reading", "access", "training", "energy", "storage"}

func (l *large) put(k graph.Kind, n int) []graph.ID {
	var ids []graph.ID
	for i := range n {
		word := func() string { return largeWords[l.dice.IntN(len(largeWords))] }
		title := fmt.Sprintf("%s the %s of %s and %s %d", word(), word(), word(), word(), i)
		made := graph.Node{ID: graph.NodeID(k, fmt.Sprint(i)), Kind: k, Title: title, Position: i + 1, Evidence: cite(title)}
		switch k {
		case graph.KindPartner:
			made.Type = graph.PartnerTypeOrganisation
		case graph.KindAction:
			made.Schedule = []graph.ScheduledQuarter{{Quarter: graph.Quarter{Year: "2022/23", Number: 1 + l.dice.IntN(4)}, Evidence: cite("(Q)")}}
		}
		l.Put = append(l.Put, made)
		ids = append(ids, made.ID)
	}
	return ids
}

func (l *large) link(r graph.Relation, b graph.Basis, from, to, row graph.ID) {
	l.Link = append(l.Link, graph.Link{Relation: r, From: from, To: to, Basis: b, State: graph.LinkStateActive, Rows: []graph.ID{row}, Evidence: cite("in one row")})
}

// Bench measures a store on the questions of the design's table, over a plan with a number of actions.
func Bench(b *testing.B, actions int, open func(b *testing.B) graph.Store) {
	s := open(b)
	defer closeStore(b, s)
	apply(b, s, Large(actions))
	v := view(b, s)
	defer v.Close()
	for _, q := range tableQuestions() {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Ask(b.Context(), v, q.question); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("M1 create an action with five links", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			apply(b, s, newAction(fmt.Sprintf("bench-%d-%d", b.N, i)))
		}
	})
	b.Run("M1 by many writers", func(b *testing.B) {
		b.SetParallelism(16)
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				apply(b, s, newAction(fmt.Sprintf("many-%d", rand.Uint64())))
			}
		})
	})
}

func newAction(slug string) graph.Changes {
	id := graph.NodeID(graph.KindAction, slug)
	c := graph.Changes{Actor: "benchmark", Put: []graph.Node{{ID: id, Kind: graph.KindAction, Title: "Created", Position: 1}}}
	for i := range 5 {
		c.Link = append(c.Link, graph.Link{Relation: graph.RelationServes, From: id, To: graph.NodeID(graph.KindPriority, fmt.Sprint(i)), Basis: graph.BasisCurated, State: graph.LinkStateActive})
	}
	return c
}
