package revise

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// A series is the versions of one plan.
type series struct {
	// plan is the ID of its plan, the same in every version.
	plan graph.ID
	// node is the plan as it stands; nil if the document starts the series.
	node *graph.Node
	// ids are those of the plan.
	ids circle
	// prefix stands before the IDs of its things; empty for the first series of a graph.
	prefix string
	why    string
}

const (
	// hardly is the share of a document's things below which a plan of the same title is not taken for an earlier version
	// of it.
	hardly = 0.2
	// mostly is the share of a document's things above which a plan of another title is not taken for another plan.
	mostly = 0.5
)

// chooseSeries finds the series that a document belongs to. What cannot be told is graph.ErrInvalid with what to say.
func (s *standing) chooseSeries(r *Reading, opt Options, h *History) (*series, error) {
	if opt.Continues != "" {
		return s.continued(opt.Continues)
	}
	plan := r.plan()
	if opt.Separate {
		return s.separate(r, plan), nil
	}
	var alike, others []*graph.Node
	for _, n := range s.kinds[graph.KindPlan] {
		if samePlan(n, plan) {
			alike = append(alike, n)
		} else {
			others = append(others, n)
		}
	}
	shares := s.overlaps(r, h)
	if len(alike) > 1 {
		return s.clearest(alike, shares)
	}
	if len(alike) == 1 {
		if share := s.shareOf(alike[0], shares); share < hardly {
			return nil, graph.Errorf(graph.ErrInvalid, "it is called what %s is called, but only %.0f %% of its things stand in that plan: if it is the next version of it, say --continues %s; if it is another plan, say --separate", alike[0].ID, 100*share, alike[0].ID)
		}
		why := "it has the same title"
		if alike[0].ID == plan.ID || slices.Contains(alike[0].PreviousIDs, plan.ID) {
			why = "it has the same ID"
		}
		return s.next(alike[0], why), nil
	}
	for _, n := range others {
		if share := shares[n.ID]; share >= mostly {
			return nil, graph.Errorf(graph.ErrInvalid, "it is called something else than %s (“%s”), but %.0f %% of its things stand in that plan: if it is the next version of it, say --continues %s; if it is another plan, say --separate", n.ID, n.Title, 100*share, n.ID)
		}
	}
	return s.first(plan.ID), nil
}

// continued is the series of a plan that a person named.
func (s *standing) continued(id graph.ID) (*series, error) {
	n := s.find(id)
	if n == nil || n.Kind != graph.KindPlan {
		var known []string
		for id := range s.documents() {
			known = append(known, string(id))
		}
		slices.Sort(known)
		if known == nil {
			return nil, graph.Errorf(graph.ErrNotFound, "there is no plan %q to continue: the graph has none yet", id)
		}
		return nil, graph.Errorf(graph.ErrNotFound, "there is no plan %q to continue; those imported are %s", id, strings.Join(known, ", "))
	}
	return s.next(n, "so it was said"), nil
}

// shareOf is the share of a document's things that stand in a plan that is called alike. One that documents only name is
// as the documents are that name it.
func (s *standing) shareOf(plan *graph.Node, shares map[graph.ID]float64) float64 {
	share, read := shares[plan.ID]
	for i := range plan.Evidence {
		if p := s.find(plan.Evidence[i].Plan); p != nil && !read {
			share = max(share, shares[p.ID])
		}
	}
	return share
}

// clearest is the series, of several plans that are called alike, whose things the document has.
func (s *standing) clearest(alike []*graph.Node, shares map[graph.ID]float64) (*series, error) {
	slices.SortFunc(alike, func(a, b *graph.Node) int {
		return cmp.Or(cmp.Compare(s.shareOf(b, shares), s.shareOf(a, shares)), cmp.Compare(a.ID, b.ID))
	})
	if best, second := s.shareOf(alike[0], shares), s.shareOf(alike[1], shares); best >= hardly && second <= best/2 {
		return s.next(alike[0], fmt.Sprintf("it has the same title, and %.0f %% of its things stand in that plan", 100*best)), nil
	}
	ids := list(alike, func(n *graph.Node) string { return string(n.ID) })
	return nil, graph.Errorf(graph.ErrInvalid, "several plans are called what it is called (%s): say which one it is the next version of (--continues PLAN), or that it is another plan (--separate)", ids)
}

// separate is a series of the document's own: the ID of its plan has the document's name if another plan has the plain one.
func (s *standing) separate(r *Reading, plan *graph.Node) *series {
	id := plan.ID
	if s.find(id) != nil {
		name, _, _ := strings.Cut(r.Document, ".")
		id = graph.NodeID(graph.KindPlan, graph.Slug(plan.Title+" "+name))
		if id == plan.ID || id == s.find(plan.ID).ID { // the title alone fills a slug
			id = graph.NodeID(graph.KindPlan, graph.Slug(name)+"-"+slugOf(plan.ID))
		}
	}
	if n := s.find(id); n != nil {
		return s.next(n, "it was imported apart before")
	}
	se := s.first(id)
	se.why = "so it was said"
	return se
}

// next is the series of a plan that stands.
func (s *standing) next(n *graph.Node, why string) *series {
	se := &series{plan: n.ID, node: n, ids: circle{}, why: why}
	for _, id := range names(n) {
		se.ids[id] = true
	}
	se.prefix = s.prefixOf(se)
	return se
}

// first is a series that starts.
func (s *standing) first(plan graph.ID) *series {
	se := &series{plan: plan, ids: circle{plan: true}, why: "no plan that stands is called so"}
	se.prefix = s.prefixOf(se)
	return se
}

// prefixOf is the prefix of a series' IDs: that of its things that stand; none for the first series of a graph.
func (s *standing) prefixOf(se *series) string {
	mine, others := false, false
	for _, n := range s.nodes {
		switch {
		case n.Kind == graph.KindPlan || shared(n.Kind) || len(n.Evidence) == 0:
		case !se.ids.cites(n.Evidence):
			others = true
		case !se.ids.foreign(n.Evidence):
			mine = true
			for plan := range se.ids {
				if prefix := slugOf(plan); slices.ContainsFunc(names(n), func(id graph.ID) bool { return strings.HasPrefix(slugOf(id), prefix+"/") }) {
					return prefix
				}
			}
		}
	}
	if others && !mine {
		return slugOf(se.plan)
	}
	return ""
}

func slugOf(id graph.ID) string {
	_, slug, _ := strings.Cut(string(id), ":")
	return slug
}

// documents are the plans that documents were imported as.
func (s *standing) documents() map[graph.ID]bool {
	known := map[graph.ID]bool{}
	for _, n := range s.nodes {
		for i := range n.Evidence {
			if p := s.find(n.Evidence[i].Plan); p != nil {
				known[p.ID] = true
			}
		}
	}
	return known
}

var years = regexp.MustCompile(`\b(?:19|20)\d\d(?:\s*[/–-]\s*(?:(?:19|20)\d\d|\d\d))?\b`)

// undated is a title without years, squeezed.
func undated(title string) string { return phrase.Squeeze(years.ReplaceAllString(title, " ")) }

// samePlan reports whether a plan that stands is called what a plan is called, whatever the year.
func samePlan(stands, plan *graph.Node) bool {
	return slices.Contains(names(stands), plan.ID) || undated(stands.Title) != "" && undated(stands.Title) == undated(plan.Title)
}

// overlaps says, by plan, what share of a document's things stand in it: by their wording, or by their code and much of
// it. Things that people removed count, for the document is known by them.
func (s *standing) overlaps(r *Reading, h *History) map[graph.ID]float64 {
	all, worded, coded := 0, map[string]int{}, map[string][]int{}
	keys := make([]string, len(r.Changes.Put))
	for i := range r.Changes.Put {
		n := &r.Changes.Put[i]
		if named(n.Kind) || n.Kind == graph.KindPlan {
			continue
		}
		all++
		keys[i] = phrase.Squeeze(n.Title)
		worded[kindKey(n.Kind, keys[i])] = i
		if n.Code != "" {
			coded[kindKey(n.Kind, n.Code)] = append(coded[kindKey(n.Kind, n.Code)], i)
		}
	}
	here := map[graph.ID]map[int]bool{}
	count := func(n *graph.Node) {
		key := phrase.Squeeze(n.Title)
		if i, ok := worded[kindKey(n.Kind, key)]; ok {
			s.countIn(here, n, i)
		}
		for _, i := range coded[kindKey(n.Kind, n.Code)] {
			if phrase.Letters(keys[i], key) > 0.5 {
				s.countIn(here, n, i)
			}
		}
	}
	for _, n := range s.nodes {
		count(n)
		if base, by := h.node(n); by != nil && base != nil {
			count(base)
		}
	}
	for _, l := range h.ghosts(func(id graph.ID) bool { return s.nodes[id] != nil }) {
		count(l.base)
	}
	shares := map[graph.ID]float64{}
	for plan, things := range here {
		shares[plan] = float64(len(things)) / float64(all)
	}
	return shares
}

// countIn counts a thing of the document in every plan that cites a node.
func (s *standing) countIn(here map[graph.ID]map[int]bool, n *graph.Node, thing int) {
	for i := range n.Evidence {
		p := s.find(n.Evidence[i].Plan)
		if p == nil {
			continue
		}
		if here[p.ID] == nil {
			here[p.ID] = map[int]bool{}
		}
		here[p.ID][thing] = true
	}
}

func kindKey(k graph.Kind, key string) string { return k.String() + " " + key }
