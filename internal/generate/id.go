package generate

import (
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// longest is how long the part of an ID is that comes from a title, in bytes; it ends with a whole word.
const longest = 40

// newID makes an ID of a title that is not taken yet, behind a prefix for what belongs to one service.
func newID(taken map[graph.ID]bool, k graph.Kind, prefix, title string) graph.ID {
	slug := graph.Slug(title)
	if len(slug) > longest {
		slug = slug[:strings.LastIndexByte(slug[:longest+1], '-')]
	}
	base := prefix + slug
	id := graph.NodeID(k, base)
	for n := 2; taken[id]; n++ {
		id = graph.NodeID(k, base+"-"+strconv.Itoa(n))
	}
	taken[id] = true
	return id
}
