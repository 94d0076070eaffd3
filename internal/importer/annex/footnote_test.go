package annex_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// noted are the references and measures of a change: "3 see 1 STATED", "3 by Number of bins".
func noted(c graph.Changes) (out []string) {
	titles := map[graph.ID]string{}
	for _, n := range c.Put {
		titles[n.ID] = n.Title
	}
	for _, l := range c.Link {
		from := strings.TrimPrefix(string(l.From), "priority:")
		switch l.Relation {
		case graph.RelationRefersTo:
			out = append(out, from+" see "+strings.TrimPrefix(string(l.To), "priority:")+" "+l.Basis.String())
		case graph.RelationMeasuredBy:
			out = append(out, from+" by "+titles[l.To])
		}
	}
	slices.Sort(out)
	return out
}

// TestFootnotesBelongWhereTheirSignSays reads footnotes that stand in their row, at the end of a page or of the table, for
// one row or several, by number and by words.
func TestFootnotesBelongWhereTheirSignSays(t *testing.T) {
	for text, want := range map[string][]string{
		"1. Cut waste\n\n- Buy\n\n2. Light up\n\n*See Cut waste activities + number of lamps\n":                                                        {"2 by Number of lamps", "2 see 1 INFERRED"},
		"1. Cut waste\n\n- Buy\n\n2. Light up\n\n†As for priority 1\n\n‡ number of lamps\n":                                                            {"2 by Number of lamps", "2 see 1 STATED"},
		"1. Cut waste\n\n- Buy\n\n2. Light up†\n\n3. Grow food\n\n- Dig\n- Sow\n\n† See 1; percentage of lamps that work\n":                            {"2 by Percentage of lamps that work", "2 see 1 STATED"},
		"1. Cut waste*\n\n2. Light up *\n\n3. Grow food\n\n- Dig\n- Sow\n\n* See priority 3\n":                                                         {"1 see 3 STATED", "2 see 3 STATED"},
		"1. Cut waste*\n\n* See row 3\n\n2. Light up*\n\n3. Grow food\n\n- Dig\n- Sow\n\n* rate of growth\n":                                           {"1 see 3 STATED", "2 by Rate of growth"},
		"1. Cut waste¹\n\n2. Light up²\n\n3. Grow food\n\nFood for all (Place)*\n\n- Dig\n- Sow*\n\n¹ See 3\n\n² Please see 1, 3\n\n* Number of beans": {"1 see 3 STATED", "2 see 1 STATED", "2 see 3 STATED", "3 by Number of beans"},
	} {
		changes, report := read(t, head+text)
		if got := noted(changes); !slices.Equal(got, want) {
			t.Errorf("%s\ngives %q; want %q", text, got, want)
		}
		for _, d := range report.Doubts {
			t.Errorf("%s\ndoubts %+v", text, d)
		}
		for _, n := range changes.Put {
			if strings.ContainsAny(n.Title, "*†‡¹²") {
				t.Errorf("%s: the sign is in the title %q", text, n.Title)
			}
		}
	}
}
