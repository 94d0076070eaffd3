package importer

import "github.com/goldenthread/goldenthread/graph"

// A Report says what an import found, what it repaired and what it doubts. It is written as JSON for machines and by
// [Report.Print] for people.
type Report struct {
	// Document is the name of the file that was read.
	Document string `json:"document"`
	// Plan is the plan that the document became. IDs are those of the graph; empty for what people removed before.
	Plan graph.ID `json:"plan"`
	// Year is the plan's year; empty where the document names none.
	Year string `json:"year,omitempty"`
	// Columns are the headings, in document order, with what each was taken for.
	Columns []Column `json:"columns"`
	// Nodes and Links count what was found.
	Nodes []NodeCount `json:"nodes"`
	Links []LinkCount `json:"links"`
	// Rows are the rows of the table, in document order.
	Rows []Row `json:"rows"`
	// Repairs are the changes made to what was printed, in document order.
	Repairs []Repair `json:"repairs"`
	// Doubts are the places to look at: what could not be read, or was read in one of several ways.
	Doubts []Doubt `json:"doubts"`
	// Similar are the pairs of actions worded nearly alike, best first.
	Similar []Similar `json:"similar"`
}

// Rename puts the IDs of the graph in the place of those that the document alone gives.
func (r *Report) Rename(id func(graph.ID) graph.ID) {
	r.Plan = id(r.Plan)
	for i := range r.Columns {
		if c := &r.Columns[i]; c.Plan != "" {
			c.Plan = id(c.Plan)
		}
	}
	for i := range r.Rows {
		r.Rows[i].Priority = id(r.Rows[i].Priority)
	}
	for i := range r.Similar {
		s := &r.Similar[i]
		s.First, s.Second = id(s.First), id(s.Second)
	}
}

// A Column is a heading of the table.
type Column struct {
	// Kind is what the things in the column were taken for.
	Kind graph.Kind `json:"kind"`
	// Heading is its wording on one line, repaired.
	Heading string `json:"heading"`
	// Plan is the plan that the heading names; empty where it names none.
	Plan graph.ID `json:"plan,omitempty"`
	// Line and LastLine are where it stands.
	Line     int `json:"line"`
	LastLine int `json:"lastLine"`
}

// A NodeCount is how many nodes of a kind were found.
type NodeCount struct {
	Kind  graph.Kind `json:"kind"`
	Count int        `json:"count"`
}

// A LinkCount is how many links of a relation were found on one ground.
type LinkCount struct {
	Relation graph.Relation `json:"relation"`
	Basis    graph.Basis    `json:"basis"`
	Count    int            `json:"count"`
}

// A Row is a row of the table as it was read.
type Row struct {
	// Label is its number as printed.
	Label string `json:"label"`
	// Priority is the priority that it is the row of.
	Priority graph.ID `json:"priority"`
	Title    string   `json:"title"`
	// Line and LastLine are the first and last line of it, blank lines at its end left out.
	Line     int `json:"line"`
	LastLine int `json:"lastLine"`
	// Promises, Activities and Actions count what stands in it.
	Promises   int `json:"promises"`
	Activities int `json:"activities"`
	Actions    int `json:"actions"`
	// Footnotes are the words of the footnotes that stand in it.
	Footnotes []string `json:"footnotes,omitempty"`
}

// A Repair is one change made to what was printed.
type Repair struct {
	Line   int    `json:"line"`
	Before string `json:"before"`
	After  string `json:"after"`
	// Certainty is how sure the repair is, 0 to 1; 1 for a reviewed correction.
	Certainty float64 `json:"certainty"`
	// Why is the reason in words.
	Why string `json:"why"`
}

// A Doubt is a place that somebody should look at.
type Doubt struct {
	Line     int `json:"line"`
	LastLine int `json:"lastLine"`
	// Text is what stands there.
	Text string `json:"text,omitempty"`
	// Why says what is doubtful and what was made of it.
	Why string `json:"why"`
	// Unread is true when nothing was made of it.
	Unread bool `json:"unread,omitempty"`
}

// Similar is a pair of actions worded nearly alike, kept apart.
type Similar struct {
	First  graph.ID `json:"first"`
	Second graph.ID `json:"second"`
	// Score is how alike they are, 0 to 1.
	Score float64 `json:"score"`
	// Reason says what they share and what they do not.
	Reason string `json:"reason"`
}
