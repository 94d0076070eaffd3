package memstore

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
)

// readAtOnce is how many nodes or links are read at once.
const readAtOnce = 5000

// readView reads everything that a view of any store holds.
func readView(ctx context.Context, v graph.View) (nodes []*graph.Node, links []*graph.Link, err error) {
	for _, k := range graph.AllKinds {
		err := readPages(func(p graph.Page) (after graph.Cursor, more bool, err error) {
			page, err := v.Walk(ctx, graph.Walk{Kind: k, Page: p, Select: graph.Selection{Evidence: true}})
			if err != nil {
				return after, false, err
			}
			for _, e := range page.Edges {
				nodes = append(nodes, e.To.Node)
			}
			if page.HasNext {
				after = page.Edges[len(page.Edges)-1].Cursor
			}
			return after, page.HasNext, nil
		})
		if err != nil {
			return nil, nil, err
		}
	}
	err = readPages(func(p graph.Page) (after graph.Cursor, more bool, err error) {
		page, err := v.Links(ctx, graph.LinkWalk{States: graph.AllLinkStates, Page: p, Select: graph.LinkSelection{Evidence: true}})
		if err != nil {
			return after, false, err
		}
		for _, e := range page.Edges {
			links = append(links, e.Link.Link)
		}
		if page.HasNext {
			after = page.Edges[len(page.Edges)-1].Cursor
		}
		return after, page.HasNext, nil
	})
	return nodes, links, err
}

// readPages reads page by page; each gives the cursor after which the next one starts, if there is one.
func readPages(read func(graph.Page) (after graph.Cursor, more bool, err error)) error {
	for p := (graph.Page{Limit: readAtOnce}); ; {
		after, more, err := read(p)
		if err != nil || !more {
			return err
		}
		p.After = &after
	}
}
