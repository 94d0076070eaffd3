package neostore

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// format is the version of what stands in the database (see the package). A newer one is refused, an older one is brought
// up to date by prepare.
const format = 3

// fullText is the name of the full-text index.
const fullText = "entity_words"

// schema are the constraints and indexes, each created if it is missing.
func schema() []string {
	texts := []string{
		"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
		"CREATE CONSTRAINT alias_id IF NOT EXISTS FOR (n:Alias) REQUIRE n.id IS UNIQUE",
		"CREATE CONSTRAINT change_revision IF NOT EXISTS FOR (n:Change) REQUIRE n.revision IS UNIQUE",
		"CREATE CONSTRAINT meta_id IF NOT EXISTS FOR (n:Meta) REQUIRE n.id IS UNIQUE",
		"CREATE INDEX alias_target IF NOT EXISTS FOR (n:Alias) ON (n.target)",
		"CREATE INDEX change_key IF NOT EXISTS FOR (n:Change) ON (n.key)",
		"CREATE INDEX change_token IF NOT EXISTS FOR (n:Change) ON (n.token)",
		"CREATE INDEX key IF NOT EXISTS FOR (n:Key) ON (n.key)",
		"CREATE INDEX touch IF NOT EXISTS FOR (n:Touch) ON (n.subject, n.revision)",
		// Eventually consistent, because a consistent one makes each write ten times dearer; a search waits for it.
		"CREATE FULLTEXT INDEX " + fullText + " IF NOT EXISTS FOR (n:Entity) ON EACH [n.codeWords, n.titleWords, n.descriptionWords] " +
			"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: true}}",
	}
	for _, r := range graph.AllRelations {
		if basisIndexed.Has(r) {
			texts = append(texts, fmt.Sprintf("CREATE INDEX %s_basis IF NOT EXISTS FOR ()-[r:%s]-() ON (r.basis, r.revision)", strings.ToLower(r.String()), r))
		}
	}
	for _, k := range graph.AllKinds {
		info := k.Info()
		for _, property := range orderedProperties(info) {
			texts = append(texts, fmt.Sprintf("CREATE INDEX %s_%s IF NOT EXISTS FOR (n:%s) ON (n.%s)", info.Singular, property, info.Type, property))
		}
		for _, property := range []string{foldProperty(graph.FieldCode), foldProperty(graph.FieldTitle)} {
			if property != orderProperty(graph.FieldTitle) {
				texts = append(texts, fmt.Sprintf("CREATE INDEX %s_%s IF NOT EXISTS FOR (n:%s) ON (n.%s)", info.Singular, property, info.Type, property))
			}
		}
	}
	return texts
}

// orderedProperties are the properties that a kind is ordered by.
func orderedProperties(k *graph.KindInfo) []string {
	var properties []string
	for i := range k.Fields {
		if k.Fields[i].Order {
			properties = append(properties, orderProperty(k.Fields[i].Name))
		}
	}
	return properties
}

// meta is what the Meta node says.
type meta struct {
	format   int64
	revision graph.Revision
	hash     string
	// load is the bulk load that is not finished; empty if there is none.
	load string
}

// metaColumns are what metaOf reads, for a Meta node m.
const metaColumns = "m.format, m.revision, m.hash, m.load"

var readMeta = statement{text: "MATCH (m:Meta {id: 'graph'}) RETURN " + metaColumns}

func (s *Store) meta(ctx context.Context) (meta, error) {
	rows, err := s.read(ctx, readMeta)
	if err != nil {
		return meta{}, err
	}
	if len(rows) == 0 {
		return meta{}, errNoMeta
	}
	return metaOf(rows[0]), nil
}

var errNoMeta = graph.Errorf(graph.ErrDamaged, "the database has lost its Meta node: was it emptied by hand? Open it again to start anew")

func metaOf(row []any) meta {
	return meta{format: asInt(row[0]), revision: graph.Revision(asInt(row[1])), hash: asText(row[2]), load: asText(row[3])}
}

// prepare checks the format, and creates what is missing of the schema. It asks first, because in a database that is
// complete nothing must be locked.
func (s *Store) prepare(ctx context.Context) error {
	m, err := s.meta(ctx)
	switch {
	case err == nil && m.format > format:
		return graph.Errorf(graph.ErrUnavailable, "the database is of format %d and this program knows %d: use a newer program", m.format, format)
	case err == nil && m.format == format:
		return nil
	case err == nil && m.format < 1:
		return graph.Errorf(graph.ErrDamaged, "the database says that its format is %d: was its Meta node changed by hand?", m.format)
	case err != nil && !errors.Is(err, graph.ErrDamaged):
		return err
	case err == nil && s.options.ReadOnly:
		return graph.Errorf(graph.ErrReadOnly, "the database is of the older format %d, and the store is open for reading only: open it once for writing, which brings it to format %d", m.format, format)
	case s.options.ReadOnly:
		return graph.Errorf(graph.ErrReadOnly, "the database is not prepared, and the store is open for reading only")
	}
	if err := s.create(ctx); err != nil {
		return err
	}
	return s.upgrade(ctx)
}

// create makes the schema and the Meta node last, so that a database with a Meta node is complete.
func (s *Store) create(ctx context.Context) error {
	for _, text := range append(schema(), "CALL db.awaitIndexes(300)", "MERGE (m:Meta {id: 'graph'}) "+
		"ON CREATE SET m.format = $format, m.revision = 0, m.hash = $hash") {
		err := s.write(ctx, func(ctx context.Context, tx neo4j.ExplicitTransaction) error {
			_, err := rowsOf(ctx, tx, text, map[string]any{"format": format, "hash": graph.GraphHash{}.String()})
			return err
		})
		if err != nil && !madeMeanwhile(err) {
			return err
		}
	}
	return nil
}

// madeMeanwhile reports whether a part of the schema is there because another program has made it at the same time, which
// IF NOT EXISTS does not see.
func madeMeanwhile(err error) bool {
	made := (*neo4j.Neo4jError)(nil)
	return errors.As(err, &made) && strings.HasSuffix(made.Code, ".EquivalentSchemaRuleAlreadyExists")
}

// rowsOf runs a statement in a transaction.
func rowsOf(ctx context.Context, tx neo4j.ExplicitTransaction, text string, params map[string]any) ([][]any, error) {
	result, err := tx.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	var rows [][]any
	for result.Next(ctx) {
		rows = append(rows, result.Record().Values)
	}
	return rows, result.Err()
}
