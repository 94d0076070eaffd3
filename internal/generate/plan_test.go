package generate_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/generate"
)

func plan(t *testing.T, o generate.Options) *generate.Plan {
	t.Helper()
	p, err := generate.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// whole are all parts of a plan in one.
func whole(t *testing.T, o generate.Options) (nodes []*graph.Node, links []*graph.Link) {
	t.Helper()
	p := plan(t, o)
	for i := range p.Steps() {
		c := p.Step(i)
		if err := c.Check(); err != nil {
			t.Fatalf("part %d: %v", i+1, err)
		}
		for k := range c.Put {
			nodes = append(nodes, &c.Put[k])
		}
		for k := range c.Link {
			links = append(links, &c.Link[k])
		}
	}
	return nodes, links
}

// What is made of some options never changes without a new form: a load that was interrupted could not go on.
func TestTheSameOptionsMakeTheSameGraph(t *testing.T) {
	for _, c := range []struct {
		options generate.Options
		name    string
		hash    string
	}{
		{generate.Options{Actions: 1}, "generate 1 actions, seed 0, form 1", "9763acdaec1bc36f2de3550e580aa17bf6c5825af495e3e1ce58873090966a0e"},
		{generate.Options{Actions: 500, Seed: 1}, "generate 500 actions, seed 1, form 1", "03c203ab692859ecd3cac0e041a30733720a20fff13b0288c81aba7de1096273"},
		{generate.Options{Actions: 500, Seed: 2}, "generate 500 actions, seed 2, form 1", "84ac48bf9e1151f0f74e6430356c838bf83372ec155e0adb2c0dc59301df54a7"},
		{generate.Options{Actions: 500, Seed: 2, NoEvidence: true}, "generate 500 actions, seed 2, no evidence, form 1", "e5a0b5239b391a713256d0a34edcd116bd1581ed6dab942ecc5150dbaefaf906"},
	} {
		if hash := graph.HashGraph(whole(t, c.options)); hash != c.hash || plan(t, c.options).Name() != c.name {
			t.Errorf("%s has the hash %s; if that is meant to be, it is another form", plan(t, c.options).Name(), hash)
		}
	}
}

func TestAPartDependsOnNothingBefore(t *testing.T) {
	o := generate.Options{Actions: 1500, Seed: 3}
	one, two := plan(t, o), plan(t, o)
	for i := range one.Steps() {
		one.Step(i)
	}
	for _, i := range []int{one.Steps() - 1, 1, 0} {
		if a, b := one.Step(i), two.Step(i); hash(a) != hash(b) {
			t.Errorf("part %d is another one when it is made by itself", i+1)
		}
	}
}

func hash(c graph.Changes) string {
	var h graph.GraphHash
	for i := range c.Put {
		h.AddNode(&c.Put[i])
	}
	for i := range c.Link {
		h.AddLink(&c.Link[i])
	}
	return h.String()
}

func TestSizesThatAreNone(t *testing.T) {
	for _, n := range []int{0, -1, generate.MostActions + 1} {
		if _, err := generate.New(generate.Options{Actions: n}); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%d actions: %v", n, err)
		}
	}
}

func TestThereAreAsManyActionsAsWereAskedFor(t *testing.T) {
	for _, n := range []int{1, 2, 23, 24, 25, 48, 601, 2500} {
		nodes, _ := whole(t, generate.Options{Actions: n, Seed: uint64(n)})
		positions := map[graph.Kind][]int{}
		for _, node := range nodes {
			positions[node.Kind] = append(positions[node.Kind], node.Position)
		}
		if got := len(positions[graph.KindAction]); got != n {
			t.Errorf("%d actions were asked for, %d made", n, got)
		}
		for kind, list := range positions {
			slices.Sort(list)
			for i, position := range list {
				if position != i+1 {
					t.Errorf("%d actions: %s %d of %d has position %d", n, kind, i+1, len(list), position)
					break
				}
			}
		}
	}
}

// A shape is what a plan's links look like.
type shape struct {
	*testing.T
	nodes map[graph.ID]*graph.Node
	links map[graph.ID]*graph.Link
	out   map[graph.Relation]map[graph.ID][]*graph.Link
	in    map[graph.Relation]map[graph.ID][]*graph.Link
}

func shapeOf(t *testing.T, o generate.Options) *shape {
	s := &shape{
		T: t, nodes: map[graph.ID]*graph.Node{}, links: map[graph.ID]*graph.Link{},
		out: map[graph.Relation]map[graph.ID][]*graph.Link{}, in: map[graph.Relation]map[graph.ID][]*graph.Link{},
	}
	nodes, links := whole(t, o)
	for _, n := range nodes {
		if s.nodes[n.ID] != nil {
			t.Errorf("%s is made twice", n.ID)
		}
		s.nodes[n.ID] = n
	}
	for _, r := range graph.AllRelations {
		s.out[r], s.in[r] = map[graph.ID][]*graph.Link{}, map[graph.ID][]*graph.Link{}
	}
	for _, l := range links {
		if s.links[l.ID] != nil {
			t.Errorf("%s is made twice", l.ID)
		}
		s.links[l.ID] = l
		s.out[l.Relation][l.From] = append(s.out[l.Relation][l.From], l)
		s.in[l.Relation][l.To] = append(s.in[l.Relation][l.To], l)
	}
	return s
}

// rowFacts are the relations that say in which rows something stands.
var rowFacts = map[graph.Kind]graph.Relation{
	graph.KindPromise: graph.RelationSupports, graph.KindActivity: graph.RelationContributesTo, graph.KindAction: graph.RelationServes,
}

// rows are those that a node stands in.
func (s *shape) rows(id graph.ID) (rows []graph.ID) {
	for _, l := range s.out[rowFacts[s.nodes[id].Kind]][id] {
		rows = append(rows, l.To)
	}
	return rows
}

// Two things are co-listed in exactly the rows of one plan that both stand in.
func TestCoListedLinksHoldInTheRowsThatBothStandIn(t *testing.T) {
	s := shapeOf(t, generate.Options{Actions: 2000, Seed: 4})
	coListed := map[graph.Relation]bool{graph.RelationFulfils: true, graph.RelationDelivers: true, graph.RelationKeeps: true}
	n := 0
	for _, l := range s.links {
		if coListed[l.Relation] != (l.Basis == graph.BasisCoListed) {
			t.Fatalf("%s is %s", l.ID, l.Basis)
		}
		if l.Basis != graph.BasisCoListed {
			continue
		}
		n++
		to := s.rows(l.To)
		shared := slices.DeleteFunc(s.rows(l.From), func(row graph.ID) bool { return !slices.Contains(to, row) })
		slices.Sort(shared)
		if !slices.Equal(shared, l.Rows) {
			t.Errorf("%s was read in %v, but both stand in %v", l.ID, l.Rows, shared)
		}
		if len(l.Evidence) != 2*len(l.Rows) {
			t.Errorf("%s has %d citations for %d rows", l.ID, len(l.Evidence), len(l.Rows))
		}
	}
	if n < 4000 {
		t.Errorf("only %d links are co-listed", n)
	}
}

// What is said to be read is there: quotes stand in what is printed, names in the texts that mention them, and lines follow
// each other.
func TestEvidenceIsWhatIsPrinted(t *testing.T) {
	s := shapeOf(t, generate.Options{Actions: 800, Seed: 5})
	check := func(id graph.ID, citations []graph.Citation) {
		if len(citations) == 0 {
			t.Errorf("%s has no evidence", id)
		}
		for _, c := range citations {
			if s.nodes[c.Plan] == nil || c.LastLine-c.Line != strings.Count(c.AsPrinted, "\n") || !strings.Contains(strings.ReplaceAll(c.AsPrinted, "\n", " "), c.Quote) {
				t.Errorf("%s: %+v", id, c)
			}
		}
	}
	for id, n := range s.nodes {
		check(id, n.Evidence)
		for _, q := range n.Schedule {
			check(id, q.Evidence)
		}
	}
	for id, l := range s.links {
		check(id, l.Evidence)
		if l.Basis == graph.BasisMentioned {
			if text, name := s.nodes[l.From].Title, l.Evidence[0].Quote; !strings.Contains(text, name) || !strings.EqualFold(name, s.nodes[l.To].Title) {
				t.Errorf("%q does not name %q", text, s.nodes[l.To].Title)
			}
		}
		if l.Relation == graph.RelationSimilarTo && (l.Score == nil || *l.Score <= 0 || *l.Score > 1 || l.Note == "") {
			t.Errorf("%s: %v, %q", id, l.Score, l.Note)
		}
	}
}

func TestTheShapeIsThatOfRealPlans(t *testing.T) {
	const actions = 5000
	s := shapeOf(t, generate.Options{Actions: actions, Seed: 6})
	if perAction := float64(len(s.links)) / actions; perAction < 6 || perAction > 9 {
		t.Errorf("%.1f links an action", perAction)
	}
	for _, r := range graph.AllRelations {
		if len(s.out[r]) == 0 {
			t.Errorf("there is no link %s", r)
		}
	}
	several, quiet := 0, 0
	for id, n := range s.nodes {
		switch n.Kind {
		case graph.KindAction:
			if len(s.out[graph.RelationServes][id]) >= 3 {
				several++
			}
		case graph.KindPriority:
			if len(s.in[graph.RelationServes][id]) > 0 && !s.inQuarter(id, 3) {
				quiet++
			}
		}
	}
	empty := 0
	for id, n := range s.nodes {
		if n.Kind == graph.KindPriority && len(s.in[graph.RelationServes][id]) == 0 {
			empty++
		}
	}
	if several < actions/400 || quiet == 0 || empty == 0 {
		t.Errorf("%d actions serve three priorities or more, %d priorities have nothing in a quarter, %d nothing at all", several, quiet, empty)
	}
	for _, r := range []graph.Relation{graph.RelationServes, graph.RelationInvolves, graph.RelationUses} {
		most, all := 0, 0
		for _, links := range s.in[r] {
			most, all = max(most, len(links)), all+len(links)
		}
		if mean := all / len(s.in[r]); most < 4*mean {
			t.Errorf("%s: the node with most links has %d, the mean is %d: it is not skewed", r, most, mean)
		}
	}
}

// inQuarter reports whether an action of a priority is profiled to a quarter.
func (s *shape) inQuarter(priority graph.ID, quarter int) bool {
	for _, l := range s.in[graph.RelationServes][priority] {
		for _, q := range s.nodes[l.From].Schedule {
			if q.Number == quarter {
				return true
			}
		}
	}
	return false
}
