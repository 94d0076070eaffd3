package neostore

import (
	"context"
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// maxCells bounds a matrix.
const maxCells = 250_000

// A tally is a Tally as it was compiled. What a node counts for is found once for each node; the database adds it up, so
// that one row comes back for each cell that is not zero.
type tally struct {
	*graph.Tally
	rows, columns *axis
	// sums is the column of the sums: by row and column, by row, by column, and of all.
	sums  int
	cells []*cellPage
}

// An axis is an axis as it was compiled: the list of its values.
type axis struct {
	graph.Axis
	// values is the variable of the list; places are the entities of it, column its labels if it is of quarters.
	values         string
	column, length int
	entities       *place
}

// A tallier writes a Tally.
type tallier struct {
	*compiler
	*graph.Tally
	rows, columns *axis
	plan          string
	filter        filter
}

func (c *compiler) tally(t *graph.Tally) *tally {
	x := &tallier{compiler: c, Tally: t, filter: c.filter(graph.LinkFilter{Basis: t.Basis})}
	if t.Plan != "" {
		x.plan = c.id(t.Plan)
	}
	x.rows = x.axis(t.Rows, nil)
	x.columns = x.axis(t.Columns, []string{x.rows.values})
	out := &tally{Tally: t, rows: x.rows, columns: x.columns}
	sums := c.name("sums")
	c.call([]string{x.rows.values, x.columns.values}, func() { x.sum(sums) })
	out.sums = c.result(sums)
	for _, a := range []*axis{x.rows, x.columns} {
		x.send(a)
	}
	for i := range t.Cells {
		out.cells = append(out.cells, x.cellPage(&t.Cells[i], sums))
	}
	return out
}

// axis writes the subquery that lists the values of an axis. It sees what came before.
func (x *tallier) axis(a graph.Axis, before []string) *axis {
	out := &axis{Axis: a, values: x.name("axis"), column: none}
	kind, ok := a.Kind()
	x.call(before, func() {
		if !ok {
			x.quarters(x.plan, out.values)
			return
		}
		x.line("MATCH (n:%s) WHERE n.id IS NOT NULL%s", kind.Info().Type, x.planned("n"))
		x.line("RETURN collect(n) AS %s", out.values)
	})
	return out
}

// send returns the values of an axis, unless the matrix is too large.
func (x *tallier) send(a *axis) {
	a.length = x.result("size(" + a.values + ")")
	if _, ok := a.Axis.Kind(); !ok {
		a.column = x.result(x.bounded() + a.values + " ELSE [] END")
		return
	}
	set := x.name("s")
	x.call([]string{x.rows.values, x.columns.values}, func() {
		x.line("RETURN %s%s ELSE [] END AS %s", x.bounded(), a.values, set)
	})
	a.entities = x.place(set, &x.Select)
}

// bounded begins an expression that is evaluated only if the matrix is small enough.
func (x *tallier) bounded() string {
	return fmt.Sprintf("CASE WHEN size(%s) * size(%s) <= %d THEN ", x.rows.values, x.columns.values, maxCells)
}

func (x *tallier) planned(node string) string {
	if x.plan == "" {
		return ""
	}
	return " AND " + x.inPlan(node, x.plan)
}

// sum writes the body of the subquery that adds up. For each node it makes a list of what it counts for: each cell, then
// each row, each column and the whole once ('*' stands for all).
func (x *tallier) sum(name string) {
	n := x.counted(x.bounded() + "[1] ELSE [] END")
	if x.CountsOnly && len(x.Cells) == 0 {
		x.sumCounts(n, name)
		return
	}
	cells := x.nodeCells(n, "", "")
	x.call([]string{cells}, func() {
		x.line("UNWIND %s AS c", cells)
		x.line("RETURN collect(DISTINCT [c[0], '*', null]) + collect(DISTINCT ['*', c[1], null]) AS once")
	})
	x.line("WITH %s + once + CASE WHEN size(%s) > 0 THEN [['*', '*', null]] ELSE [] END AS all", cells, cells)
	x.line("UNWIND all AS c")
	x.line("WITH c[0] AS r, c[1] AS c, c[2] AS b")
	x.line("WITH r, c, count(*) AS k, sum(CASE WHEN b IS NULL OR b IN %s THEN 1 ELSE 0 END) AS stated, max(b) AS weakest", x.param(basesOf(graph.StatedBases)))
	x.line("RETURN collect([r, c, k, stated, weakest]) AS %s", name)
}

// sumCounts counts the nodes of each cell, and nothing else.
func (x *tallier) sumCounts(n, name string) {
	if rows, columns := x.arms(n, x.rows), x.arms(n, x.columns); len(rows)*len(columns) == 1 {
		x.branch(rows[0], columns[0], "WITH "+n+", %s AS r, %s AS c")
	} else {
		x.call([]string{n, x.rows.values, x.columns.values}, func() { x.branches(rows, columns) })
	}
	x.line("WITH r, c, count(DISTINCT %s) AS k", n)
	x.line("RETURN collect([r, c, k]) AS %s", name)
}

// counted writes the clauses that give the nodes counted, once for each element of a list.
func (x *tallier) counted(times string) string {
	n := x.name("n")
	where := ""
	if x.Where != nil {
		where = " AND " + x.holds(x.Where, n, false)
	}
	x.line("UNWIND %s AS turn", times)
	x.line("MATCH (%s:%s) WHERE %s.id IS NOT NULL%s%s", n, x.Count.Info().Type, n, x.planned(n), where)
	return n
}

// nodeCells writes the subquery that makes the list of the cells that a node counts for: keys of row and column, and the
// strongest basis, null if no link is involved. With row and column given, it keeps to that cell.
func (x *tallier) nodeCells(n, row, column string) string {
	cells := x.name("cells")
	scope := []string{n, x.rows.values, x.columns.values}
	if row != "" {
		scope = append(scope, row, column)
	}
	x.call(scope, func() {
		x.call(scope, func() { x.branches(x.arms(n, x.rows), x.arms(n, x.columns)) })
		where := ""
		if row != "" {
			where = fmt.Sprintf(" WHERE r = %s AND c = %s", row, column)
		}
		x.line("WITH r, c, min(b) AS b%s", where)
		x.line("RETURN collect([r, c, b]) AS %s", cells)
	})
	return cells
}

// An arm is one way along which a node gets to an axis.
type arm struct {
	// way leads there; nil if the node stands there itself or stands nowhere.
	way *way
	// match are further clauses, key the expression of the key.
	match, key string
}

// branches writes the alternatives by which a node gets into cells: each way to a row with each way to a column.
func (x *tallier) branches(rows, columns []*arm) {
	for i, r := range rows {
		for j, c := range columns {
			if i+j > 0 {
				x.line("UNION ALL")
			}
			x.branch(r, c, "RETURN %s AS r, %s AS c, %s AS b")
		}
	}
}

// branch writes a way to a row with a way to a column, and what ends it: a format of the keys of both, and of the basis if
// that is wanted.
func (x *tallier) branch(r, c *arm, end string) {
	both := &way{}
	for _, a := range []*arm{r, c} {
		if a.way != nil {
			both.match, both.where = append(both.match, a.way.match...), append(both.where, a.way.where...)
			both.links, both.single = append(both.links, a.way.links...), append(both.single, a.way.single...)
		}
	}
	if len(both.links) > 1 && !x.filter.rowTrue {
		both.where = append(both.where, both.rowTruth(x.compiler))
	}
	if len(both.match) > 0 {
		x.line("%s", both.text())
	}
	for _, a := range []*arm{r, c} {
		if a.match != "" {
			x.line("%s", a.match)
		}
	}
	keys := []any{r.key, c.key}
	if strings.Count(end, "%s") > len(keys) {
		basis := "null"
		if len(both.links) > 0 {
			basis = both.basis(x.compiler)
		}
		keys = append(keys, basis)
	}
	x.line(end, keys...)
}

// arms are the ways of a node to the values of an axis, the last one to nowhere if that is wanted. Row truth is added
// for both arms together.
func (x *tallier) arms(n string, a *axis) []*arm {
	w, err := x.Count.AxisWay(a.Axis)
	if err != nil {
		panic(err) // Check has refused it
	}
	var arms []*arm
	var exist []string
	if w.Route == nil {
		made, condition := x.standing(n, a, w.Scheduled)
		arms, exist = append(arms, made), append(exist, condition)
	}
	for _, path := range w.Route {
		made, condition := x.leading(n, a, path, w.Scheduled)
		arms, exist = append(arms, made), append(exist, condition)
	}
	if x.Unplaced {
		arms = append(arms, &arm{match: "WITH * WHERE NOT (" + strings.Join(exist, " OR ") + ")", key: fmt.Sprintf("'%s'", graph.Unplaced)})
	}
	return arms
}

// standing is the arm of a node that stands on the axis itself, and whether it does.
func (x *tallier) standing(n string, a *axis, scheduled bool) (*arm, string) {
	if !scheduled {
		on := fmt.Sprintf("%s IN %s", n, a.values)
		return &arm{match: "WITH * WHERE " + on, key: "id(" + n + ")"}, on
	}
	q, y := x.name("q"), x.name("y")
	return &arm{match: fmt.Sprintf("UNWIND [%s IN %s.quarters WHERE %s IN %s] AS %s", y, n, y, a.values, q), key: q},
		fmt.Sprintf("any(%s IN coalesce(%s.quarters, []) WHERE %s IN %s)", y, n, y, a.values)
}

// leading is the arm along a path, and whether that leads to a value.
func (x *tallier) leading(n string, a *axis, path graph.Path, scheduled bool) (*arm, string) {
	open := x.filter
	open.rowTrue = true // row truth comes later, for both arms
	w, alone := x.way(n, path, open, ""), x.way(n, path, x.filter, "")
	if !scheduled {
		in, inAlone := x.planned(w.end), x.planned(alone.end)
		w.where = append(w.where, strings.TrimPrefix(in, " AND "))
		return &arm{way: w, key: "id(" + w.end + ")"}, "EXISTS { " + alone.text(strings.TrimPrefix(inAlone, " AND ")) + " }"
	}
	q, y := x.name("q"), x.name("y")
	return &arm{way: w, match: fmt.Sprintf("UNWIND [%s IN %s.quarters WHERE %s IN %s] AS %s", y, w.end, y, a.values, q), key: q},
		"EXISTS { " + alone.text(fmt.Sprintf("any(%s IN %s.quarters WHERE %s IN %s)", y, alone.end, y, a.values)) + " }"
}

// A cellPage is a CellPage as it was compiled.
type cellPage struct {
	*graph.CellPage
	column int
	*listed
	to   *place
	axes []*place
}

func (x *tallier) cellPage(p *graph.CellPage, sums string) *cellPage {
	out := &cellPage{CellPage: p}
	lists := x.name("e")
	var made *gathered
	x.call([]string{sums, x.rows.values, x.columns.values}, func() {
		row, column := x.name("row"), x.name("column")
		x.line("UNWIND %s AS s", sums)
		x.line("WITH s[0] AS %s, s[1] AS %s WHERE %s <> '*' AND %s <> '*'", row, column, row, column)
		if p.Row != "" {
			x.line("WITH * WHERE %s AND %s", x.isValue(x.rows, row, p.Row), x.isValue(x.columns, column, p.Column))
		}
		out.listed = x.list(list{
			scope: []string{row, column, x.rows.values, x.columns.values}, page: p.Page, want: p.Want, kinds: graph.Kinds(x.Count),
			rows: func() item {
				it := item{basis: x.name("b")}
				it.node = x.counted("[1]")
				cells := x.nodeCells(it.node, row, column)
				x.line("UNWIND %s AS c", cells)
				x.line("WITH %s, c[2] AS %s", it.node, it.basis)
				return it
			},
			order: func(it item) []key {
				return x.orderKeys([]graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}, it)
			},
		})
		made = x.gather(out.listed, "["+row+", "+column+"]", lists)
	})
	out.column = x.result(lists)
	out.to, _, _, out.axes = x.places(made, &p.Select, nil, nil, &p.Want)
	return out
}

// isValue is whether what stands for a value in the sums is the value with a key.
func (x *tallier) isValue(a *axis, variable, key string) string {
	p := x.param(key)
	if _, ok := a.Axis.Kind(); !ok || key == graph.Unplaced {
		return variable + " = " + p
	}
	n := x.name("n")
	return fmt.Sprintf("any(%s IN %s WHERE id(%s) = %s AND %s.id = %s)", n, a.values, n, variable, n, p)
}

// Tally answers with one statement.
func (v *view) Tally(ctx context.Context, t graph.Tally) (*graph.Matrix, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	c := newCompiler()
	compiled := c.tally(&t)
	row, err := v.one(ctx, c.statement())
	if err != nil {
		return nil, err
	}
	return compiled.read(&reader{row: row})
}
