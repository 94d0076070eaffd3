package neostore

import (
	"context"
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A Finding is something in the database that no Apply has made: somebody changed the graph by hand. Questions pass over
// such things or read what is missing as empty.
type Finding struct {
	// ID is the node's or link's; where it has none, Neo4j's own.
	ID string
	// Problem says what is wrong, in words.
	Problem string
}

// A suspicion is a statement that finds things with one problem: it returns what names each of them.
type suspicion struct{ problem, text string }

// suspicions are about what no Apply writes. Labels and types stand in parameters.
var suspicions = []suspicion{
	{"a node with none of the labels that are known", "MATCH (n) WHERE NOT any(l IN labels(n) WHERE l IN $labels) RETURN coalesce(toStringOrNull(n.id), elementId(n))"},
	{"a node with the label of a kind but without :Entity", "MATCH (n) WHERE NOT n:Entity AND any(l IN labels(n) WHERE l IN $kinds) RETURN coalesce(toStringOrNull(n.id), elementId(n))"},
	{"an entity without the property id, kind, title, position or revision", "MATCH (n:Entity) WHERE n.id IS NULL OR n.kind IS NULL OR n.title IS NULL OR n.position IS NULL OR n.revision IS NULL RETURN coalesce(toStringOrNull(n.id), elementId(n))"},
	{"an entity whose label, kind and ID do not agree", "MATCH (n:Entity) WHERE n.id IS NOT NULL AND n.kind IS NOT NULL AND NOT ($label[toStringOrNull(n.kind)] IN labels(n) AND toStringOrNull(n.id) STARTS WITH toLower(toStringOrNull(n.kind)) + ':') RETURN toStringOrNull(n.id)"},
	{"an entity whose words for comparing and searching are not those of its title", "MATCH (n:Entity) WHERE n.title IS NOT NULL AND (n.titleFold IS NULL OR n.titleWords IS NULL) RETURN coalesce(toStringOrNull(n.id), elementId(n))"},
	{"an entity without evidence", "MATCH (n:Entity) WHERE n.evidence IS NULL RETURN coalesce(toStringOrNull(n.id), elementId(n))"},
	{"a relationship of a type that is not known", "MATCH (a)-[r]->(b) WHERE NOT type(r) IN $types RETURN coalesce(toStringOrNull(r.id), elementId(r))"},
	{"a link without the property id, basis or revision", "MATCH (:Entity)-[r]->(:Entity) WHERE type(r) IN $types AND (r.id IS NULL OR r.basis IS NULL OR r.revision IS NULL) RETURN coalesce(toStringOrNull(r.id), elementId(r))"},
	{"a link that leads from or to a wrong kind of node", "MATCH (a)-[r]->(b) WHERE type(r) IN $types AND r.relation IS NULL AND NOT (any(l IN labels(a) WHERE l IN $from[type(r)]) AND any(l IN labels(b) WHERE l IN $to[type(r)])) RETURN coalesce(toStringOrNull(r.id), elementId(r))"},
	{"a link whose ID does not name its relation and ends", "MATCH (a:Entity)-[r]->(b:Entity) WHERE type(r) IN $types AND toStringOrNull(r.id) <> $prefix[coalesce(toStringOrNull(r.relation), type(r))] + toStringOrNull(a.id) + '>' + toStringOrNull(b.id) RETURN toStringOrNull(r.id)"},
	{"a link without evidence", "MATCH (:Entity)-[r]->(:Entity) WHERE type(r) IN $types AND r.evidence IS NULL AND r.basis <> 1 RETURN coalesce(toStringOrNull(r.id), elementId(r))"},
}

// Foreign lists what is in the database that no Apply has made, up to limit for each kind of problem, and nodes and links
// without evidence.
func (s *Store) Foreign(ctx context.Context, limit int) ([]Finding, error) {
	params := expected()
	params["limit"] = int64(limit)
	var findings []Finding
	for _, x := range suspicions {
		rows, err := s.read(ctx, statement{text: x.text + " AS id ORDER BY id LIMIT $limit", params: params})
		if err != nil {
			return nil, fmt.Errorf("look for %s: %w", x.problem, err)
		}
		for _, row := range rows {
			findings = append(findings, Finding{ID: asText(row[0]), Problem: x.problem})
		}
	}
	return findings, nil
}

// expected are the labels and types that an Apply writes.
func expected() map[string]any {
	labels, types := []string{"Entity", "Alias", "Change", "Touch", "Key", "Meta"}, []string{rejected}
	var kinds []string
	label, from, to, prefix := map[string]any{}, map[string]any{}, map[string]any{}, map[string]any{}
	for _, k := range graph.AllKinds {
		kinds = append(kinds, k.Info().Type)
		label[k.String()] = k.Info().Type
	}
	for _, r := range graph.AllRelations {
		types = append(types, r.String())
		from[r.String()], to[r.String()] = kindLabels(r.Info().From), kindLabels(r.Info().To)
		prefix[r.String()] = strings.TrimSuffix(string(graph.LinkID(r, "", "")), ">")
	}
	return map[string]any{
		"labels": labels, "kinds": kinds, "label": label, "types": types, "from": from, "to": to, "prefix": prefix,
	}
}

func kindLabels(kinds graph.KindSet) []string {
	var out []string
	for _, k := range graph.AllKinds {
		if kinds.Has(k) {
			out = append(out, k.Info().Type)
		}
	}
	return out
}
