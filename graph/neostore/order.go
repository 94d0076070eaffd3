package neostore

import (
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// An order is a sort made ready: the keys as variables that a WITH made, the ID after them.
type order struct {
	keys []orderKey
	// id is the expression that decides last.
	id string
}

type orderKey struct {
	graph.Order
	// variable holds the key's value.
	variable string
	// sent says that the value must be sent, because it is not a field of the node.
	sent bool
}

// sortBy are the terms of an ORDER BY, turned round if the page is taken from the end. Null is greater than everything in
// Cypher, as it is here.
func (o *order) sortBy(backward bool) string {
	terms := make([]string, 0, len(o.keys)+1)
	for _, k := range o.keys {
		terms = append(terms, k.variable+direction(k.Descending != backward))
	}
	return strings.Join(append(terms, o.id+direction(backward)), ", ")
}

func direction(descending bool) string {
	if descending {
		return " DESC"
	}
	return ""
}

// beyond is whether an item comes after a place in the order, or before it if backward. It is never null.
func (c *compiler) beyond(o *order, cursor *graph.Cursor, backward bool) string {
	id := fmt.Sprintf("%s %s %s", o.id, map[bool]string{false: ">", true: "<"}[backward], c.param(string(cursor.ID)))
	text := "coalesce(" + id + ", false)"
	for i := len(o.keys) - 1; i >= 0; i-- {
		var value graph.Value
		if i < len(cursor.Keys) {
			value = cursor.Keys[i]
		}
		text = c.beyondKey(o.keys[i].variable, value, o.keys[i].Descending != backward, text)
	}
	return text
}

// beyondKey decides by one key, and by rest where the key is the same.
func (c *compiler) beyondKey(key string, value graph.Value, descending bool, rest string) string {
	switch {
	case value.IsNull() && descending:
		return fmt.Sprintf("CASE WHEN %s IS NOT NULL THEN true ELSE %s END", key, rest)
	case value.IsNull():
		return fmt.Sprintf("CASE WHEN %s IS NULL THEN %s ELSE false END", key, rest)
	default:
		p := c.param(plainValue(value))
		if descending {
			return fmt.Sprintf("CASE WHEN %s < %s THEN true WHEN %s = %s THEN %s ELSE false END", key, p, key, p, rest)
		}
		return fmt.Sprintf("CASE WHEN %s > %s OR %s IS NULL THEN true WHEN %s = %s THEN %s ELSE false END", key, p, key, key, p, rest)
	}
}
