package plan

import (
	"fmt"
	"maps"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
)

// kindOfChange takes the name of a kind's mutation apart: "actionCreate".
func kindOfChange(name string) (graph.Kind, string) {
	for _, k := range graph.AllKinds {
		if verb, ok := strings.CutPrefix(name, k.Info().Singular); ok && (verb == "Create" || verb == "Update" || verb == "Delete") {
			return k, verb
		}
	}
	return 0, name
}

// readEdit reads the input of a mutation, by its name. What is wrong with it is for the payload to say, like anything else
// that cannot be done.
func readEdit(name string, kind graph.Kind, a arguments) edit.Edit {
	seen, _, err := a.number("expectedRevision")
	if v, given := a["expectedRevision"]; err != nil || given && (v == nil || seen < 1) {
		return edit.Wrong{Field: "expectedRevision", Message: "revisions count from 1; leave it out to change what stands"}
	}
	id, expected := a.name("id"), graph.Revision(seen)
	switch _, verb := kindOfChange(name); verb {
	case "Create":
		return readCreate(kind, a)
	case "Update":
		return edit.Update{ID: id, Kind: kind, Expect: expected, Fields: a.fields("id", "expectedRevision")}
	case "Delete":
		return edit.Delete{ID: id, Kind: kind, Expect: expected, WithLinks: a.flag("withLinks")}
	case "linkCreate":
		return readConnect(a)
	case "linkDelete":
		return edit.Disconnect{ID: id, Expect: expected}
	case "linkConfirm":
		return edit.Confirm{ID: id, Expect: expected, Note: a.note()}
	case "linkReject":
		return edit.Reject{ID: id, Expect: expected, Note: a.note()}
	case "entitiesMerge":
		return edit.Merge{Into: a.name("into"), From: a.names("from"), Expect: expected}
	case "entityRestore":
		return edit.Restore{ID: graph.ID(id)}
	}
	return edit.Wrong{Message: "there is no change " + name}
}

func readCreate(kind graph.Kind, a arguments) edit.Create {
	c := edit.Create{Kind: kind, Links: map[string][]edit.Name{}, Plans: a.names("plans")}
	c.Ref, _ = a.text("ref")
	others := []string{"plans", "ref"}
	for _, r := range kind.Info().Relations {
		if _, given := a[r.Name]; given {
			c.Links[r.Name] = a.names(r.Name)
			others = append(others, r.Name)
		}
	}
	c.Fields = a.fields(others...)
	return c
}

func readConnect(a arguments) edit.Edit {
	name, _ := a.text("relation")
	relation, err := graph.ParseRelation(name)
	if err != nil {
		return edit.Wrong{Field: "relation", Message: err.Error()}
	}
	c := edit.Connect{Relation: relation, From: a.name("from"), To: a.name("to")}
	c.Note, _ = a.text("note")
	if v, given := a["score"]; given && v != nil {
		score, ok := asFloat(v)
		if !ok {
			return edit.Wrong{Field: "score", Message: fmt.Sprintf("%v is not a number", v)}
		}
		c.Score = &score
	}
	return c
}

// fields are the members that set fields: all but those named and those that every change has.
func (a arguments) fields(others ...string) edit.Fields {
	out := edit.Fields(maps.Clone(a))
	for _, name := range append(others, ofAll...) {
		delete(out, name)
	}
	return out
}

func (a arguments) name(name string) edit.Name {
	s, _ := a.text(name)
	return edit.Name(s)
}

func (a arguments) names(name string) []edit.Name {
	if a[name] == nil {
		return nil
	}
	var out []edit.Name
	for _, v := range asList(a[name]) {
		s, _ := arguments{"id": v}.text("id")
		out = append(out, edit.Name(s))
	}
	return out
}

// note is a new note, nil if it is to stay.
func (a arguments) note() *string {
	if _, given := a["note"]; !given {
		return nil
	}
	s, _ := a.text("note")
	return &s
}
