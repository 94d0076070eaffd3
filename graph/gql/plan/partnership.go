package plan

import (
	"github.com/goldenthread/goldenthread/graph"
)

// DefaultStems are the beginnings of words that speak of partnership, in English. An organisation can set its own.
var DefaultStems = []string{"partner", "co-operat", "cooperat", "collaborat", "consorti", "jointly", "alliance"}

// Partnership plans partnershipActions: a walk with a reason for each route.
func (b *Builder) Partnership(p *Place) (graph.Walk, error) {
	w := graph.Walk{Kind: graph.KindAction}
	basis, err := b.args.bases()
	if err != nil {
		return w, b.wrap(err)
	}
	routes := asList(b.args["routes"])
	if len(routes) == 0 {
		return w, b.wrap(graph.Errorf(graph.ErrInvalid, "routes: [] would leave nothing; name at least one of NAMED, THEME and ACTIVITY"))
	}
	seen := map[string]bool{}
	for _, v := range routes {
		name, _ := v.(string)
		if !seen[name] {
			w.Reasons = append(w.Reasons, b.reason(name, basis))
		}
		seen[name] = true
	}
	w.MinReasons = 1
	if b.args["match"] == "ALL" {
		w.MinReasons = len(w.Reasons)
	}
	w.Order = append([]graph.Order{{By: graph.ByReasons, Descending: true}, {By: graph.ByBasis}}, byPosition...)
	return w, b.roots(p, &w, "PartnershipAction")
}

// reason is a route of partnershipActions as a way to qualify.
func (b *Builder) reason(name string, basis graph.BasisSet) graph.Reason {
	action := graph.KindAction.Info()
	filter := graph.LinkFilter{Basis: basis}
	wording := graph.Wording{Stems: b.Stems}
	reason := graph.Reason{Name: name, Filter: filter}
	switch name {
	case "THEME":
		themes, _ := action.Relation("themes")
		reason.Route, reason.Where = themes.Route, wording
	case "ACTIVITY":
		activities, _ := action.Relation("activities")
		partners, _ := graph.KindActivity.Info().Relation("partners")
		reason.Route = activities.Route
		reason.Where = graph.Any{wording, graph.Linked{Route: partners.Route, Filter: filter, Quantifier: graph.Some}}
	default:
		partners, _ := action.Relation("partners")
		reason.Route = partners.Route
		// Wording is the text speaking for itself, so it stands or falls with MENTIONED.
		if basis == 0 || basis.Has(graph.BasisMentioned) {
			reason.Wording = &wording
		}
	}
	return reason
}
