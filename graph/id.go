package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ID names a node or a link. A node's is its kind in lower case, a colon and a slug ("priority:3",
// "action:review-existing-partnerships"); a link's is made from its relation and its ends (see [LinkID]). IDs come from
// the data and are the same in every store.
type ID string

// Revision counts the changes of a graph, from 1. 0 is the empty graph before any change.
type Revision int64

const linkPrefix = "link:"

// NodeID makes the ID of a node from its kind and a slug.
func NodeID(k Kind, slug string) ID { return ID(strings.ToLower(k.String()) + ":" + slug) }

// In is the ID of a node in a series of plans that has a prefix: "priority:1" in "parks-plan" is "priority:parks-plan/1".
func (id ID) In(prefix string) ID {
	kind, slug, _ := strings.Cut(string(id), ":")
	return ID(kind + ":" + prefix + "/" + slug)
}

// LinkID makes the ID of the one link of a relation between two nodes:
// "link:serves:action:review-museum-storage>priority:9". An undirected relation has one link a pair, whichever way it
// is given: its ends are put in order first (see [Link.Normal]).
func LinkID(r Relation, from, to ID) ID {
	name := strings.ReplaceAll(strings.ToLower(r.String()), "_", "-")
	return ID(linkPrefix + name + ":" + string(from) + ">" + string(to))
}

// IsLink reports whether the ID has the form of a link's. It does not say that such a link exists.
func (id ID) IsLink() bool { return strings.HasPrefix(string(id), linkPrefix) }

// Kind is the kind of node that the ID names. ok is false for a link's ID and for what is no ID at all.
func (id ID) Kind() (k Kind, ok bool) {
	prefix, slug, found := strings.Cut(string(id), ":")
	if !found || slug == "" {
		return 0, false
	}
	k, err := ParseKind(strings.ToUpper(prefix))
	return k, err == nil && strings.ToLower(k.String()) == prefix
}

// Valid reports whether the ID is well formed: that of a node of a known kind, or of a link of a known relation between
// two such nodes.
func (id ID) Valid() bool {
	if !id.IsLink() {
		_, ok := id.Kind()
		return ok && utf8.ValidString(string(id)) && !strings.ContainsFunc(string(id), foreign)
	}
	_, _, _, ok := id.Link()
	return ok
}

// foreign reports whether a character cannot stand in a node's ID.
func foreign(r rune) bool {
	return r == '>' || r == '@' || unicode.IsSpace(r) || unicode.IsControl(r)
}

// Link takes a link's ID apart. ok is false when it is not well formed.
func (id ID) Link() (r Relation, from, to ID, ok bool) {
	name, ends, found := strings.Cut(strings.TrimPrefix(string(id), linkPrefix), ":")
	if !id.IsLink() || !found {
		return 0, "", "", false
	}
	r, err := ParseRelation(strings.ToUpper(strings.ReplaceAll(name, "-", "_")))
	a, b, found := strings.Cut(ends, ">")
	from, to = ID(a), ID(b)
	ok = err == nil && found && !from.IsLink() && from.Valid() && !to.IsLink() && to.Valid()
	return r, from, to, ok && LinkID(r, from, to) == id
}
