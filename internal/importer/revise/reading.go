package revise

import (
	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
)

// A Reading is a document as an importer read it.
type Reading struct {
	// Changes are the nodes and links that it makes (Put and Link), with IDs as if nothing else stood, the importer's
	// Actor and the Reason.
	Changes graph.Changes
	// Plan is the plan, among the nodes, that the document is.
	Plan graph.ID
	// Document is its name.
	Document string
}

// NewReading makes a reading of what an importer gives.
func NewReading(c graph.Changes, r *importer.Report) *Reading {
	return &Reading{Changes: c, Plan: r.Plan, Document: r.Document}
}

// Options are what a person says of a document beside its text.
type Options struct {
	// Continues is the plan that the document is the next version of; empty to find out.
	Continues graph.ID
	// Separate makes the document start a series of its own, whatever it looks like.
	Separate bool
}

// shared reports whether things of a kind are the same in every plan that names them alike. What a plan says in its own
// words is its own.
func shared(k graph.Kind) bool {
	return k == graph.KindPartner || k == graph.KindSite || k == graph.KindProgramme
}

// named reports whether things of a kind are names rather than sentences: names that are not the same are other things,
// however alike.
func named(k graph.Kind) bool { return shared(k) || k == graph.KindTheme }

// plan is the node of the document's plan.
func (r *Reading) plan() *graph.Node {
	for i := range r.Changes.Put {
		if r.Changes.Put[i].ID == r.Plan {
			return &r.Changes.Put[i]
		}
	}
	return nil
}

// check refuses a reading that no importer gives.
func (r *Reading) check() error {
	if err := r.Changes.Check(); err != nil {
		return err
	}
	if r.plan() == nil {
		return graph.Errorf(graph.ErrInvalid, "the plan %q is not among what was read", r.Plan)
	}
	return nil
}
