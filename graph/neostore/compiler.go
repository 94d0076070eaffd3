package neostore

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A compiler writes the one statement of a question. It is a straight line of subqueries, each of which adds a list to
// what is known: the edges of a step, then the distinct nodes or links at their ends, then the edges from there. The
// last clause returns one row with what is sent of each list.
type compiler struct {
	// prelude comes before everything else: it resolves the aliases among the IDs of the question.
	prelude, body strings.Builder
	params        map[string]any
	names         int
	// globals are the variables that the prelude makes; every subquery imports them.
	globals []string
	// returned are the expressions of the last clause.
	returned []string
	depth    int
}

func newCompiler() *compiler { return &compiler{params: map[string]any{}} }

// statement is what was compiled.
func (c *compiler) statement() statement {
	globals := strings.Join(c.globals, ", ")
	further := ""
	if globals != "" {
		further = ", " + globals
	}
	body := strings.NewReplacer(allGlobals, globals, furtherGlobals, further).Replace(c.body.String())
	return statement{text: c.prelude.String() + body + "RETURN " + strings.Join(c.returned, ",\n  "), params: c.params}
}

// param makes a parameter of a value.
func (c *compiler) param(v any) string {
	name := "p" + strconv.Itoa(len(c.params)+1)
	c.params[name] = v
	return "$" + name
}

// name makes a variable that is used nowhere else.
func (c *compiler) name(prefix string) string {
	c.names++
	return prefix + strconv.Itoa(c.names)
}

// line writes a clause.
func (c *compiler) line(format string, args ...any) {
	c.body.WriteString(strings.Repeat("  ", c.depth))
	fmt.Fprintf(&c.body, format, args...)
	c.body.WriteByte('\n')
}

// These stand for the globals in the head of a subquery, because not all of them are known when it is written.
const (
	allGlobals     = "\x00"
	furtherGlobals = "\x01"
)

// call writes a subquery that sees the variables. One that comes after another should see something of it, needed or
// not: then the plan goes from one to the other instead of multiplying the two.
func (c *compiler) call(variables []string, inner func()) {
	globals := allGlobals
	if len(variables) > 0 {
		globals = furtherGlobals
	}
	c.line("CALL (%s%s) {", strings.Join(variables, ", "), globals)
	c.depth++
	inner()
	c.depth--
	c.line("}")
}

// result adds an expression to the last clause and gives its index in the row.
func (c *compiler) result(expression string) int {
	c.returned = append(c.returned, expression)
	return len(c.returned) - 1
}

// id makes a variable of an ID, in place of which an alias of it may stand in the question.
func (c *compiler) id(id graph.ID) string {
	name, p := c.name("g"), c.param(string(id))
	known := append(slices.Clone(c.globals), "")
	fmt.Fprintf(&c.prelude, "OPTIONAL MATCH (a:Alias {id: %s})\nWITH %scoalesce(a.target, %s) AS %s\n", p, strings.Join(known, ", "), p, name)
	c.globals = append(c.globals, name)
	return name
}

// distinct writes a subquery that makes a list of the distinct elements of a list of lists.
func (c *compiler) distinct(lists, prefix string) string {
	name := c.name(prefix)
	c.call([]string{lists}, func() {
		c.line("UNWIND %s AS l UNWIND l AS x WITH DISTINCT x", lists)
		c.line("RETURN collect(x) AS %s", name)
	})
	return name
}
