package neostore

import (
	"encoding/json"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// What comes back is read leniently: people may change the graph by hand, and a missing or odd property must not take
// an answer down. It reads as the zero value; Foreign lists such things.

// nodeColumns are the properties of a node that every answer has, in the order of readNode.
var nodeColumns = []string{"id", "kind", "code", "title", "description", "position", "previousIds", "revision", "own"}

// evidenceColumns come after them where evidence is wanted.
var evidenceColumns = []string{"evidence", "scheduleEvidence"}

// readNode makes a node of the columns; evidence may be missing from the end.
func readNode(row []any) *graph.Node {
	id := graph.ID(asText(row[0]))
	kind, err := graph.ParseKind(asText(row[1]))
	if err != nil {
		kind, _ = id.Kind()
	}
	n := &graph.Node{
		ID: id, Kind: kind, Code: asText(row[2]), Title: asText(row[3]), Description: asText(row[4]),
		Position: int(asInt(row[5])), PreviousIDs: asIDs(row[6]), Revision: graph.Revision(asInt(row[7])),
	}
	fromJSON(row[8], &n.Own)
	if len(row) > len(nodeColumns) {
		fromJSON(row[9], &n.Evidence)
		var schedule [][]graph.Citation
		fromJSON(row[10], &schedule)
		for i := range min(len(schedule), len(n.Schedule)) {
			n.Schedule[i].Evidence = schedule[i]
		}
	}
	return n
}

// linkColumns are the properties of a link, after its type, in the order of readLink.
var linkColumns = []string{"id", "basis", "score", "rows", "note", "revision", "relation"}

// readLink makes a link of its type, the columns, and its evidence if that is there.
func readLink(row []any) *graph.Link {
	l := &graph.Link{
		ID: graph.ID(asText(row[1])), Basis: graph.Basis(asInt(row[2])), State: graph.LinkStateActive,
		Rows: asIDs(row[4]), Note: asText(row[5]), Revision: graph.Revision(asInt(row[6])),
	}
	name := asText(row[0])
	if name == rejected {
		l.State, name = graph.LinkStateRejected, asText(row[7])
	}
	l.Relation, _ = graph.ParseRelation(name) // none is 0
	_, l.From, l.To, _ = l.ID.Link()
	if score, ok := row[3].(float64); ok {
		l.Score = &score
	}
	if len(row) > 1+len(linkColumns) {
		fromJSON(row[1+len(linkColumns)], &l.Evidence)
	}
	return l
}

// columns writes the properties of a variable as the elements of a Cypher list.
func columns(variable string, properties []string) string {
	var b strings.Builder
	for i, p := range properties {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(variable + "." + p)
	}
	return b.String()
}

func asText(v any) string {
	s, _ := v.(string)
	return s
}

func asInt(v any) int64 {
	switch n := v.(type) {
	case int64:
		return n
	case float64:
		return int64(n)
	}
	return 0
}

func asBool(v any) bool {
	b, _ := v.(bool)
	return b
}

func asList(v any) []any {
	l, _ := v.([]any)
	return l
}

func asIDs(v any) []graph.ID {
	list := asList(v)
	if len(list) == 0 {
		return nil
	}
	ids := make([]graph.ID, len(list))
	for i, id := range list {
		ids[i] = graph.ID(asText(id))
	}
	return ids
}

func fromJSON(v any, into any) {
	if text, ok := v.(string); ok {
		_ = json.Unmarshal([]byte(text), into) // what cannot be read stays zero; Foreign lists it
	}
}
