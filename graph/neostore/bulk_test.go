package neostore_test

import (
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

// BenchmarkBulk loads actions with links in changes of a few thousand, as generate and copy do, and then the same rows by
// bare UNWIND batches without a journal: what the promises of Apply cost. It reports nodes and links a second.
func BenchmarkBulk(b *testing.B) {
	const size, links = 2000, 6
	b.Run("Apply", func(b *testing.B) {
		s := neostoretest.Open(b)
		fill(b, s, 50)
		for i := 0; b.Loop(); i++ {
			if _, err := s.Apply(b.Context(), bulk(i, size, links)); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N*size*(1+links))/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("Unwind", func(b *testing.B) {
		s := neostoretest.Open(b)
		fill(b, s, 50)
		for i := 0; b.Loop(); i++ {
			unwind(b, s, bulk(i, size, links))
		}
		b.ReportMetric(float64(b.N*size*(1+links))/b.Elapsed().Seconds(), "rows/s")
	})
}

// bulk is a change that puts actions, each linked to some of what fill wrote.
func bulk(batch, size, links int) graph.Changes {
	c := graph.Changes{Actor: "bulk"}
	for i := range size {
		n := graph.Node{ID: graph.ID(fmt.Sprintf("action:bulk-%d-%d", batch, i)), Kind: graph.KindAction, Title: fmt.Sprintf("Bulk action %d of %d", i, batch), Position: batch*size + i + 1}
		c.Put = append(c.Put, n)
		for j := range links {
			l := graph.Link{From: n.ID, Basis: graph.BasisImported, State: graph.LinkStateActive, Relation: graph.RelationServes, To: id(graph.KindPriority, j)}
			if j%2 == 1 {
				l.Relation, l.To = graph.RelationInvolves, id(graph.KindPartner, j)
			}
			c.Link = append(c.Link, l)
		}
	}
	return c
}

func unwind(b *testing.B, s *neostore.Store, c graph.Changes) {
	nodes, links := make([]any, 0, len(c.Put)), map[graph.Relation][]any{}
	for i := range c.Put {
		nodes = append(nodes, map[string]any{"id": string(c.Put[i].ID), "title": c.Put[i].Title, "position": int64(c.Put[i].Position)})
	}
	for _, l := range c.Link {
		links[l.Relation] = append(links[l.Relation], map[string]any{"from": string(l.From), "to": string(l.To), "basis": int64(l.Basis)})
	}
	if _, err := s.Raw(b.Context(), "UNWIND $rows AS row CREATE (n:Entity:Action) SET n = row", map[string]any{"rows": nodes}); err != nil {
		b.Fatal(err)
	}
	for r, rows := range links {
		text := "UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) CREATE (a)-[r:" + r.String() + " {basis: row.basis}]->(b)"
		if _, err := s.Raw(b.Context(), text, map[string]any{"rows": rows}); err != nil {
			b.Fatal(err)
		}
	}
}
