package graph

// The catalogue is what schema.graphqls declares, as data: both stores and the API work from it and from nothing else.
// Its values are generated into catalogue.gen.go.

// A KindInfo describes a kind of node.
type KindInfo struct {
	// Kind is the kind described.
	Kind Kind
	// Type is its name in the API: "Action".
	Type string
	// Singular and Plural are its root fields: "action", "actions".
	Singular, Plural string
	// Rank is how near it is to purpose: means such as partners have 0, priorities and themes the most of what is done.
	// A step of a thread goes towards purpose if the rank rises.
	Rank int
	// Description is what it is, in a sentence.
	Description string
	// Fields are the fields that can be compared or ordered by, the common ones first.
	Fields []Field
	// Relations are the fields that lead to other nodes, in the order of the schema.
	Relations []RelationField
}

// A Field is a field of a kind that can be compared or ordered by.
type Field struct {
	// Name is its name in the API, and of its property in a store.
	Name FieldName
	// Type is what its values are.
	Type FieldType
	// Enum is the name of its enum in the API, where Type is FieldEnum.
	Enum string
	// Filter and Order say whether the API filters by it and orders by it.
	Filter, Order bool
}

// A FieldName names a field of a node: "title".
type FieldName string

// The fields that every kind has.
const (
	FieldID          FieldName = "id"
	FieldCode        FieldName = "code"
	FieldTitle       FieldName = "title"
	FieldDescription FieldName = "description"
	FieldPosition    FieldName = "position"
	FieldRevision    FieldName = "revision"
	// FieldStart is the first quarter of a schedule; only scheduled kinds have it.
	FieldStart FieldName = "start"
)

// A FieldType is what the values of a field are.
type FieldType uint8

// The types of field.
const (
	FieldText FieldType = iota + 1
	FieldInt
	FieldEnum
	// FieldNaturalCode compares as text and orders naturally: 2.2 before 2.10 (see CodeKey).
	FieldNaturalCode
	// FieldIdentity compares and orders by Unicode code point, without folding.
	FieldIdentity
	// FieldQuarter is a quarter, ordered by time.
	FieldQuarter
)

// A RelationField is a field that leads to other nodes.
type RelationField struct {
	// Name is its name in the API: "themes".
	Name string
	// Target is the kind it leads to.
	Target Kind
	// Route is how.
	Route Route
	// Description is what it leads to, in a sentence.
	Description string
}

// A RelationInfo describes a relation.
type RelationInfo struct {
	Relation Relation
	// From and To are the kinds it may join.
	From, To KindSet
	// Undirected relations hold both ways alike.
	Undirected bool
	// Description is what it says, in a sentence.
	Description string
}

// Derived reports whether the field is followed over two or more links, or over alternatives: then its edges have no
// single link but those of a path.
func (r *RelationField) Derived() bool { return r.Route.Derived() }

// Info describes the kind.
func (k Kind) Info() *KindInfo { return &kindInfos[k] }

// Info describes the relation.
func (r Relation) Info() *RelationInfo { return &relationInfos[r] }

// Undirected reports whether the relation holds both ways alike.
func (r Relation) Undirected() bool { return relationInfos[r].Undirected }

// Field finds a field of the kind by its name.
func (k *KindInfo) Field(name FieldName) (*Field, bool) {
	for i := range k.Fields {
		if k.Fields[i].Name == name {
			return &k.Fields[i], true
		}
	}
	return nil, false
}

// Relation finds a relation field of the kind by its name.
func (k *KindInfo) Relation(name string) (*RelationField, bool) {
	for i := range k.Relations {
		if k.Relations[i].Name == name {
			return &k.Relations[i], true
		}
	}
	return nil, false
}

// RelationTo finds the field that leads to a kind: the first one declared.
func (k *KindInfo) RelationTo(target Kind) (*RelationField, bool) {
	for i := range k.Relations {
		if k.Relations[i].Target == target {
			return &k.Relations[i], true
		}
	}
	return nil, false
}
