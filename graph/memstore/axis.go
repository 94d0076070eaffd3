package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// An axis is an Axis made ready: how nodes of each kind get their values on it.
type axis struct {
	*asker
	axis graph.Axis
	// ways are by kind; nil for kinds from which nothing leads there.
	ways []*axisWay
}

// An axisWay is an AxisWay made ready. Its route is nil for nodes that stand on the axis themselves.
type axisWay struct {
	route     *route
	scheduled bool
}

func (a *asker) axis(x graph.Axis, f graph.LinkFilter) *axis {
	out := &axis{asker: a, axis: x, ways: make([]*axisWay, len(graph.AllKinds)+1)}
	for _, k := range graph.AllKinds {
		way, err := k.AxisWay(x)
		if err != nil {
			continue
		}
		out.ways[k] = &axisWay{scheduled: way.Scheduled}
		if way.Route != nil {
			out.ways[k].route = a.route(way.Route, f)
		}
	}
	return out
}

// values are the node's values, each once: entities, or quarters.
func (x *axis) values(n *node) ([]*node, []graph.Quarter) {
	way := x.ways[n.Kind]
	if way == nil {
		return nil, nil
	}
	nodes := []*node{n}
	if way.route != nil {
		nodes = nil
		for _, e := range x.ends(n, way.route) {
			nodes = append(nodes, e.node)
		}
	}
	if !way.scheduled {
		return nodes, nil
	}
	var quarters []graph.Quarter
	for _, n := range nodes {
		quarters = append(quarters, n.quarters()...)
	}
	slices.SortFunc(quarters, graph.Quarter.Compare)
	return nil, slices.Compact(quarters)
}
