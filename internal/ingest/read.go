package ingest

import (
	"context"
	"math"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
)

const (
	// nodePage is how many nodes or links are asked for at once, linkBatch at how many nodes links are.
	nodePage  = 2000
	linkBatch = 500
)

// readNodes reads all nodes with their evidence.
func readNodes(ctx context.Context, view graph.View) (nodes []*graph.Node, err error) {
	for _, kind := range graph.AllKinds {
		walk := graph.Walk{Kind: kind, Page: graph.Page{Limit: nodePage}, Select: graph.Selection{Evidence: true}}
		for e, err := range graph.Nodes(ctx, view, walk) {
			if err != nil {
				return nil, err
			}
			nodes = append(nodes, e.To.Node)
		}
	}
	return nodes, nil
}

// readHistory reads what others than the importer did, up to a revision.
func readHistory(ctx context.Context, store graph.Store, until graph.Revision, importer string) (*revise.History, error) {
	history := revise.NewHistory()
	if until == 0 {
		return history, nil
	}
	for e, err := range graph.Scan(ctx, store, graph.JournalQuery{Until: until, Except: importer}) {
		if err != nil {
			return nil, err
		}
		history.Add(e)
	}
	return history, nil
}

// readLinks tells of the links that a document may change: those of its plan first, which say what else is part of it.
func readLinks(ctx context.Context, view graph.View, r *revise.Revision) error {
	for _, at := range []func() []graph.ID{r.Plans, r.Members} {
		for ids := range slices.Chunk(at(), linkBatch) {
			if err := linksAt(ctx, view, ids, r); err != nil {
				return err
			}
		}
	}
	return rejectedLinks(ctx, view, r)
}

func linksAt(ctx context.Context, view graph.View, ids []graph.ID, r *revise.Revision) error {
	step := graph.LinkStep{Page: graph.Page{Limit: math.MaxInt}, Link: graph.LinkSelection{Evidence: true}}
	answer, err := view.Lookup(ctx, graph.Lookup{IDs: ids, Select: graph.Selection{Links: []graph.LinkStep{step}}})
	if err != nil {
		return err
	}
	for _, n := range answer.Nodes {
		if n != nil {
			r.AddLinks(linksOf(n.Links[0]))
		}
	}
	return nil
}

func rejectedLinks(ctx context.Context, view graph.View, r *revise.Revision) error {
	walk := graph.LinkWalk{
		States: []graph.LinkState{graph.LinkStateRejected}, Page: graph.Page{Limit: nodePage}, Select: graph.LinkSelection{Evidence: true},
	}
	var rejected []*graph.Link
	for e, err := range graph.Links(ctx, view, walk) {
		if err != nil {
			return err
		}
		rejected = append(rejected, e.Link.Link)
	}
	r.AddLinks(rejected)
	return nil
}

func linksOf(page *graph.LinkPage) []*graph.Link {
	links := make([]*graph.Link, len(page.Edges))
	for i, e := range page.Edges {
		links[i] = e.Link.Link
	}
	return links
}
