package annex

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/gazetteer"
	"github.com/goldenthread/goldenthread/internal/importer/ocr"
)

// Actor is who makes the change that an import is.
const Actor = "import"

// Options are what an import may be told beside the text.
type Options struct {
	// Document is the name of the file, for citations.
	Document string
	// Gazetteer knows names; nil for the default one.
	Gazetteer *gazetteer.Gazetteer
	// Corrections are what a person has reviewed; they overrule every repair.
	Corrections []importer.Correction
	// PlanYear is the year that quarters are of, such as "2022/23"; empty to take it from the document.
	PlanYear string
	// Progress is told how far a long import is, if it is not nil.
	Progress func(done, total int)
}

// Import reads the text of a flattened alignment table, as OCR leaves it, and gives it as a change of a graph, with a
// report. The same text gives the same change. What is no such table is graph.ErrInvalid, with the lines that show it; a row of
// thousands of things is graph.ErrTooLarge.
func Import(text []byte, opt Options) (graph.Changes, *importer.Report, error) {
	if opt.Gazetteer == nil {
		opt.Gazetteer = gazetteer.Default()
	}
	if opt.PlanYear != "" && !(graph.Quarter{Year: opt.PlanYear, Number: 1}).Valid() {
		return graph.Changes{}, nil, graph.Errorf(graph.ErrInvalid, "%q is no plan year: write it as 2022/23", opt.PlanYear)
	}
	src, err := readSource(text)
	if err != nil {
		return graph.Changes{}, nil, err
	}
	d := &document{source: src, opt: opt}
	if err := d.readRows(); err != nil {
		return graph.Changes{}, nil, err
	}
	r := ocr.NewRepairer(opt.Gazetteer.Has, opt.Corrections)
	d.repair(r)
	if err := d.checkWords(); err != nil {
		return graph.Changes{}, nil, err
	}
	d.name()
	d.interpret()
	b := newBuilder(d)
	if err := b.build(); err != nil {
		return graph.Changes{}, nil, err
	}
	return b.changes(), d.report(b, r), nil
}

// name finds the plan's name and year, and the plans that the headings name.
func (d *document) name() {
	for _, c := range d.heading.columns {
		c.namePlan()
	}
	d.plan = graph.NodeID(graph.KindPlan, graph.Slug(d.title.Text))
	d.year = d.opt.PlanYear
	texts := []string{d.title.Text}
	for _, c := range slices.Backward(d.heading.columns) {
		texts = append([]string{c.heading.Text}, texts...)
	}
	slices.SortStableFunc(d.heading.columns, func(a, b *column) int { return cmp.Compare(a.lines[0].number, b.lines[0].number) })
	for _, c := range d.heading.columns {
		if c.kind == graph.KindAction {
			texts = append([]string{c.heading.Text}, texts...)
		}
	}
	for _, t := range texts {
		if y, ok := findYear(t); ok && d.year == "" {
			d.year = y
		}
	}
}

// report says what was found.
func (d *document) report(b *builder, r *ocr.Repairer) *importer.Report {
	rep := &importer.Report{Document: d.opt.Document, Plan: d.plan, Year: d.year, Repairs: append(d.repairs, r.Repairs()...)}
	slices.SortStableFunc(rep.Repairs, func(a, b importer.Repair) int { return cmp.Compare(a.Line, b.Line) })
	for _, c := range d.heading.columns {
		col := importer.Column{Kind: c.kind, Heading: c.heading.Text, Line: c.lines[0].number, LastLine: c.lines[len(c.lines)-1].number}
		if c.plan != "" {
			col.Plan = b.plans[c]
		}
		rep.Columns = append(rep.Columns, col)
	}
	for _, r := range d.rows {
		rep.Rows = append(rep.Rows, d.reportRow(r))
	}
	rep.Nodes, rep.Links = b.count()
	rep.Doubts = append(d.doubts, r.Doubts()...)
	slices.SortStableFunc(rep.Doubts, func(a, b importer.Doubt) int { return cmp.Compare(a.Line, b.Line) })
	for _, p := range b.similar {
		rep.Similar = append(rep.Similar, importer.Similar{First: p.first.node.ID, Second: p.second.node.ID, Score: p.score, Reason: p.reason})
	}
	return rep
}

func (d *document) reportRow(r *row) importer.Row {
	out := importer.Row{
		Label: r.label, Priority: r.id, Title: r.title(), Line: r.lines[0].number, LastLine: r.lines[len(r.lines)-1].number,
	}
	for _, c := range r.cells {
		switch c.kind {
		case graph.KindPromise:
			out.Promises++
		case graph.KindActivity:
			out.Activities++
		case graph.KindAction:
			out.Actions++
		case graph.KindMeasure:
			out.Footnotes = append(out.Footnotes, c.passage.Text)
		}
	}
	return out
}
