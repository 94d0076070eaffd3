package plan

import (
	"fmt"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
)

// MostChanges is the most changes of a changesApply.
const MostChanges = 500

// A Change is what a mutation field asks for.
type Change struct {
	edit.Request
	ClientMutationID *string
	// Select is what is wanted of the node the change is about, and Link of the link.
	Select graph.Selection
	Link   graph.LinkSelection
	// Current is what is wanted of what stands in the way, at its place.
	Current graph.Selection
	// members are the names of the changes of a list; nil for a single change.
	members []string
}

// At is the path of an edit in the field's arguments, or of the whole.
func (c *Change) At(edit int) []string {
	at := []string{"input"}
	if edit >= 0 && edit < len(c.members) {
		at = append(at, "changes", strconv.Itoa(edit), c.members[edit])
	}
	return at
}

// Deletes reports whether the change is one of removing something: then the payload shows it as it was.
func (c *Change) Deletes() bool {
	if c.members != nil || len(c.Edits) != 1 {
		return false
	}
	switch c.Edits[0].(type) {
	case edit.Delete, edit.Disconnect:
		return true
	}
	return false
}

// Change plans a mutation field. The kind is that of the entity it is about, 0 where that is not one kind.
func (b *Builder) Change(p *Place, kind graph.Kind) (*Change, error) {
	input, _ := b.args["input"].(map[string]any)
	a := arguments(input)
	c := &Change{}
	c.Reason, _ = a.text("reason")
	c.Key, _ = a.text("idempotencyKey")
	if id, ok := a.text("clientMutationId"); ok {
		c.ClientMutationID = &id
	}
	if b.field.Name == "changesApply" {
		c.readList(a)
	} else {
		c.Edits = []edit.Edit{readEdit(b.field.Name, kind, a)}
	}
	return c, b.payload(p, kind, c)
}

// readList reads what the members of a list want done.
func (c *Change) readList(a arguments) {
	list := asList(a["changes"])
	if len(list) == 0 || len(list) > MostChanges {
		c.Edits = []edit.Edit{edit.Wrong{Field: "changes", Message: fmt.Sprintf("%d changes were given: at least one is needed, and at most %d can be made at once", len(list), MostChanges)}}
		return
	}
	c.members = make([]string, len(list))
	for i, v := range list {
		member, _ := v.(map[string]any) // exactly one, the schema has seen to that
		for name, input := range member {
			c.members[i] = name
			c.Edits = append(c.Edits, readMember(name, input))
		}
	}
}

func readMember(name string, v any) edit.Edit {
	input, ok := v.(map[string]any)
	if !ok {
		return edit.Wrong{Message: "null is no change"}
	}
	for _, whole := range ofAll {
		if _, given := input[whole]; given {
			return edit.Wrong{Field: whole, Message: "give it once, for all changes"}
		}
	}
	kind, _ := kindOfChange(name)
	return readEdit(name, kind, input)
}

// ofAll are the members that every change has, and a list of changes has once.
var ofAll = []string{"reason", "idempotencyKey", "clientMutationId"}

// payload plans what is selected of the payload.
func (b *Builder) payload(p *Place, kind graph.Kind, c *Change) error {
	kinds := allKinds
	if kind != 0 {
		kinds = graph.Kinds(kind)
	}
	return b.each(b.field.Selections, b.field.Definition.Type.Name(), p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "userErrors":
			return b.each(f.Selections, "UserError", child, func(f graphql.CollectedField, child *Place) error {
				if f.Name != "current" {
					return nil
				}
				return b.nodes(f.Selections, allKinds, child, &c.Current)
			})
		case "results":
			return b.each(f.Selections, "ChangeResult", child, func(f graphql.CollectedField, child *Place) error {
				return b.subject(f, child, allKinds, c)
			})
		}
		return b.subject(f, child, kinds, c)
	})
}

// subject plans what is selected of what the change is about.
func (b *Builder) subject(f graphql.CollectedField, p *Place, kinds graph.KindSet, c *Change) error {
	switch {
	case f.Name == "link":
		return b.link(f.Selections, p, &c.Link)
	case len(f.Selections) > 0:
		return b.nodes(f.Selections, kinds, p, &c.Select)
	}
	return nil
}
