package neostore

import (
	"encoding/json"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// foldProperty is the property that holds a text field folded, for comparing.
func foldProperty(f graph.FieldName) string { return string(f) + "Fold" }

// orderProperty is the property that a field is ordered by.
func orderProperty(f graph.FieldName) string {
	switch f {
	case graph.FieldID, graph.FieldStart, graph.FieldPosition, graph.FieldRevision:
		return string(f)
	case graph.FieldCode:
		return "codeKey"
	}
	return foldProperty(f)
}

// nodeProperties are the properties of a node, without those that have no value.
func nodeProperties(n *graph.Node) map[string]any {
	p := map[string]any{"id": string(n.ID), "kind": n.Kind.String()}
	for i := range n.Kind.Info().Fields {
		f := n.Kind.Info().Fields[i].Name
		v := n.Value(f)
		if v.IsNull() {
			continue
		}
		p[string(f)] = plainValue(v)
		if v.Type == graph.TextValue && f != graph.FieldID && f != graph.FieldStart {
			p[foldProperty(f)] = graph.Fold(v.Text)
			p[orderProperty(f)] = plainValue(n.OrderKey(f))
		}
	}
	var cites citedPlans
	cites.add(n.Evidence)
	own := n.Own
	if len(n.Schedule) > 0 {
		var quarters []string
		var evidence [][]graph.Citation
		own.Schedule = slices.Clone(n.Schedule)
		for i := range own.Schedule {
			quarters = append(quarters, own.Schedule[i].Label())
			evidence = append(evidence, own.Schedule[i].Evidence)
			cites.add(own.Schedule[i].Evidence)
			own.Schedule[i].Evidence = nil
		}
		p["quarters"], p["scheduleEvidence"] = quarters, asJSON(evidence)
	}
	if text := asJSON(own); text != "{}" {
		p["own"] = text
	}
	if len(n.Evidence) > 0 {
		p["evidence"] = asJSON(n.Evidence)
	}
	putList(p, "previousIds", texts(n.PreviousIDs))
	putList(p, "cites", cites)
	putList(p, "codeWords", graph.Words(n.Code))
	putList(p, "titleWords", graph.Words(n.Title))
	putList(p, "descriptionWords", n.DescriptionWords())
	return p
}

// linkProperties are the properties of a link, without those that have no value.
func linkProperties(l *graph.Link) map[string]any {
	p := map[string]any{"id": string(l.ID), "basis": int64(l.Basis), "revision": int64(l.Revision)}
	if l.State == graph.LinkStateRejected {
		p["relation"] = l.Relation.String()
	}
	if l.Score != nil {
		p["score"] = *l.Score
	}
	if l.Note != "" {
		p["note"] = l.Note
	}
	if len(l.Evidence) > 0 {
		p["evidence"] = asJSON(l.Evidence)
	}
	var cites citedPlans
	cites.add(l.Evidence)
	putList(p, "rows", texts(l.Rows))
	putList(p, "cites", cites)
	return p
}

// relationshipType is the type of the relationship that a link is.
func relationshipType(l *graph.Link) string {
	if l.State == graph.LinkStateRejected {
		return rejected
	}
	return l.Relation.String()
}

// rejected is the type of all rejected links, so that no pattern for a relation matches them.
const rejected = "REJECTED"

// citedPlans are the plans that citations cite, in ID order.
type citedPlans []string

func (c *citedPlans) add(citations []graph.Citation) {
	for i := range citations {
		plan := string(citations[i].Plan)
		if at, found := slices.BinarySearch(*c, plan); !found && plan != "" {
			*c = slices.Insert(*c, at, plan)
		}
	}
}

func putList[S ~[]string](p map[string]any, name string, values S) {
	if len(values) > 0 {
		p[name] = []string(values)
	}
}

func texts[T ~string](values []T) []string {
	if values == nil {
		return nil
	}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func plainValue(v graph.Value) any {
	switch v.Type {
	case graph.TextValue:
		return v.Text
	case graph.IntValue:
		return v.Int
	case graph.FloatValue:
		return v.Float
	}
	return nil
}

// asJSON writes what can always be written: values of ours without cycles, channels or functions.
func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
