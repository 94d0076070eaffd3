package neostore

import (
	"encoding/json"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// What comes back is read leniently: people may change the graph by hand, and a missing or odd property must not take
// an answer down. It reads as the zero value; Foreign lists such things.

// nodeColumns are the properties of a node, in the order of readNode.
var nodeColumns = []string{"id", "kind", "code", "title", "description", "position", "previousIds", "revision", "own"}

// nodeParts are the parts of a node that they are.
var nodeParts = []graph.NodeParts{graph.PartID, 0, graph.PartCode, graph.PartTitle, graph.PartDescription, graph.PartPosition, graph.PartPreviousIDs, graph.PartRevision, graph.PartOwn}

// evidenceColumns come after them where evidence is wanted.
var evidenceColumns = []string{"evidence", "scheduleEvidence"}

// nodeFields are the elements of the list that readNode reads, for the node n. The kind stands in the ID too, so it is read
// where everything is.
func nodeFields(sel *graph.Selection) string {
	if sel.Evidence {
		return columns("n", nodeColumns) + ", " + columns("n", evidenceColumns)
	}
	if sel.Only == 0 {
		return columns("n", nodeColumns)
	}
	fields, last := make([]string, len(nodeColumns)), 0
	for i, name := range nodeColumns {
		fields[i] = "null"
		if (sel.Only|graph.PartID)&nodeParts[i] != 0 {
			fields[i], last = "n."+name, i
		}
	}
	return strings.Join(fields[:last+1], ", ")
}

// readNode makes a node of the columns; some may be missing from the end.
func readNode(row []any) *graph.Node {
	var all [11]any
	row = append(all[:0], row...)[:max(len(row), len(nodeColumns))]
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

// linkColumns are the properties of a link, after what linkFields begins with.
var linkColumns = []string{"id", "basis", "score", "rows", "note", "revision", "relation"}

// linkFields are the elements of the list that readLink reads, for the link r.
var linkFields = "type(r), startNode(r).id, endNode(r).id, " + columns("r", linkColumns)

// beforeColumns is how many elements come before the columns, rowsField where the rows are.
const (
	beforeColumns = 3
	rowsField     = beforeColumns + 3
)

// readLink makes a link of its type, its ends, the columns, and its evidence if that is there.
func readLink(row []any) *graph.Link {
	c := row[beforeColumns:]
	l := &graph.Link{
		ID: graph.ID(asText(c[0])), From: graph.ID(asText(row[1])), To: graph.ID(asText(row[2])),
		Basis: graph.Basis(asInt(c[1])), State: graph.LinkStateActive,
		Rows: asIDs(row[rowsField]), Note: asText(c[4]), Revision: graph.Revision(asInt(c[5])),
	}
	name := asText(row[0])
	if name == rejected {
		l.State, name = graph.LinkStateRejected, asText(c[6])
	}
	l.Relation, _ = graph.ParseRelation(name) // none is 0
	if l.ID == "" {
		l.ID = graph.LinkID(l.Relation, l.From, l.To)
	}
	if score, ok := c[2].(float64); ok {
		l.Score = &score
	}
	if len(c) > len(linkColumns) {
		fromJSON(c[len(linkColumns)], &l.Evidence)
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
