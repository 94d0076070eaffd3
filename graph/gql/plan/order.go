package plan

import (
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// orders reads an orderBy argument for nodes of a kind.
func orders(kind graph.Kind, a arguments, name string) ([]graph.Order, error) {
	if a[name] == nil {
		return byPosition, nil
	}
	var out []graph.Order
	for i, v := range asList(a[name]) {
		by, value, err := oneOf(v, fmt.Sprintf("%s[%d]", name, i))
		if err != nil {
			return nil, err
		}
		if r, ok := kind.Info().Relation(by); ok {
			count, _ := value.(map[string]any)
			out = append(out, graph.Order{By: graph.ByCount, Route: r.Route, Descending: count["count"] == "DESC"})
			continue
		}
		out = append(out, graph.Order{By: graph.ByField, Field: graph.FieldName(by), Descending: value == "DESC"})
	}
	if len(out) == 1 && out[0].By == graph.ByField && out[0].Field == graph.FieldPosition && !out[0].Descending {
		return byPosition, nil
	}
	return out, nil
}

var byPosition = []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}

// oneOf reads an input object of which exactly one member is given.
func oneOf(v any, at string) (name string, value any, err error) {
	given, _ := v.(map[string]any)
	for n, x := range given {
		name, value = n, x
	}
	if len(given) != 1 || value == nil {
		return "", nil, graph.Errorf(graph.ErrInvalid, "%s: give exactly one of its members, and not null", at)
	}
	return name, value, nil
}

// listOrder writes down the order of a list of a kind: a place among actions is none among priorities.
func listOrder(kind graph.Kind, orders []graph.Order) string {
	if len(orders) == 1 && &orders[0] == &byPosition[0] {
		return inPosition[kind]
	}
	return kind.String() + " " + fingerprint(orders)
}

// inPosition are the orders by position, which most lists have, by kind: writing them down takes longer than some answers.
var inPosition = func() []string {
	orders := make([]string, len(graph.AllKinds)+1)
	for _, k := range graph.AllKinds {
		orders[k] = k.String() + " " + fingerprint(byPosition)
	}
	return orders
}()

// fingerprint writes an order down, so that cursors can be bound to it.
func fingerprint(orders []graph.Order) string {
	var b strings.Builder
	for _, o := range orders {
		fmt.Fprintf(&b, "%d %s %v %t;", o.By, o.Field, o.Route, o.Descending)
	}
	return b.String()
}
