package memstore

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"unicode"

	"github.com/goldenthread/goldenthread/graph"
)

// columnsFormat is the version of the columns as they stand in a file. It is raised whenever they, or what the orders and
// words in them come from, change: a file of another one is not read.
const columnsFormat = 2

// A columns is a snapshot as a file keeps it: a base, and the little that is beside it.
type columns struct {
	*base
	head columnsHead
	// Aliases and Rejected are the former IDs and the rejected links.
	beside struct {
		Aliases  []graph.Alias
		Rejected []*graph.Link
	}
}

// A columnsHead says what the columns are of.
type columnsHead struct {
	// Made is what they depend on besides the graph.
	Made      string
	Revision  graph.Revision
	Hash      graph.GraphHash
	Outdated  int
	Citations uint32
}

// columnsMade is a short text for all that columns depend on: the formats, the numbers of kinds and relations, and the
// tables of Unicode that texts are folded by.
func columnsMade() string {
	sum := sha256.Sum256(fmt.Append(nil, columnsFormat, format, graph.AllKinds, graph.AllRelations, graph.AllBasiss, graph.AllLinkStates, unicode.Version))
	return hex.EncodeToString(sum[:])
}

// columns are those of a snapshot that has changed nothing since its base was made.
func (s *snapshot) columns() *columns {
	c := &columns{base: s.base, head: columnsHead{columnsMade(), s.revision, s.hash, s.base.outdated, s.base.cites.count}}
	c.beside.Aliases, c.beside.Rejected = s.beside()
	return c
}

// writeColumns writes the columns of a snapshot. It must have changed nothing since its base was made.
func (s *snapshot) writeColumns(w io.Writer) error {
	s.base.text() // so that the first who searches after a start need not wait for it
	file := writeSections(w)
	s.columns().pass(file)
	return file.close()
}

// readColumns reads a snapshot that was written as columns. ErrDamaged is what they are not whole, ErrUnavailable what
// another version wrote.
func readColumns(r io.Reader, size int) (*snapshot, error) {
	file := readSections(r, size)
	c := &columns{base: newBase()}
	c.pass(file)
	if err := file.close(); err != nil {
		return nil, err
	}
	if err := c.derive(); err != nil {
		return nil, err
	}
	c.kept.Store(true)
	return on(c.base).with(c.head.Revision, c.head.Hash, c.beside.Aliases, c.beside.Rejected), nil
}

// pass writes the columns, or reads them.
func (c *columns) pass(s *sections) {
	s.json(&c.head)
	if c.head.Made != columnsMade() {
		s.fail(graph.Errorf(graph.ErrUnavailable, "they are of another version"))
		return
	}
	s.json(&c.beside)
	c.passNodes(s)
	c.passLinks(s)
	c.passLists(s)
	c.passCitations(s)
	for k := range c.byPosition {
		numbers(s, &c.byPosition[k])
		numbers(s, &c.byTitle[k])
		numbers(s, &c.byCode[k])
	}
	fields(s, &c.textIndex.words)
	s.bytes((*[]byte)(&c.textIndex.postings))
	numbers(s, &c.textIndex.starts)
}

func (c *columns) passNodes(s *sections) {
	fixed(s, &c.nodes, 9, func(b []byte, n *node) {
		binary.LittleEndian.PutUint32(b, uint32(n.Position))
		binary.LittleEndian.PutUint32(b[4:], n.at)
		b[8] = byte(n.Kind)
	}, func(b []byte, n *node) {
		n.Position, n.at, n.Kind = int32(binary.LittleEndian.Uint32(b)), binary.LittleEndian.Uint32(b[4:]), graph.Kind(b[8])
	})
	field(s, len(c.nodes), func(i int) *graph.ID { return &c.nodes[i].ID })
	field(s, len(c.nodes), func(i int) *string { return &c.nodes[i].Title })
	s.bytes((*[]byte)(&c.nodeData))
}

func (c *columns) passLinks(s *sections) {
	numbers(s, &c.out)
	fixed(s, &c.links, 11, func(b []byte, l *link) {
		binary.LittleEndian.PutUint32(b, uint32(l.to))
		binary.LittleEndian.PutUint32(b[4:], l.rows)
		b[8], b[9], b[10] = byte(l.Relation), byte(l.Basis), byte(l.State)
	}, func(b []byte, l *link) {
		l.to, l.rows = int32(binary.LittleEndian.Uint32(b)), binary.LittleEndian.Uint32(b[4:])
		l.Relation, l.Basis, l.State = graph.Relation(b[8]), graph.Basis(b[9]), graph.LinkState(b[10])
	})
	numbers(s, &c.to)
	numbers(s, &c.in)
	s.bytes((*[]byte)(&c.linkData))
}

// passLists are the lists of rows, whose IDs are few, and those of quarters.
func (c *columns) passLists(s *sections) {
	var rows []graph.ID
	var sizes, ids []uint32
	if !s.reading() {
		rows, sizes, ids = flatten(c.rowSets)
	}
	fields(s, &rows)
	numbers(s, &sizes)
	numbers(s, &ids)
	if s.reading() && s.err == nil {
		var err error
		c.rowSets, err = unflatten(rows, sizes, ids)
		s.fail(err)
	}
	s.json(&c.schedules)
}

// flatten gives the different items of some lists, how long each list is, and the items of all as places among them.
func flatten[T comparable](lists [][]T) (items []T, sizes, places []uint32) {
	known := map[T]uint32{}
	for _, list := range lists {
		sizes = append(sizes, uint32(len(list)))
		for _, item := range list {
			at, ok := known[item]
			if !ok {
				at = uint32(len(items))
				known[item], items = at, append(items, item)
			}
			places = append(places, at)
		}
	}
	return items, sizes, places
}

// unflatten gives the lists again.
func unflatten[T any](items []T, sizes, places []uint32) ([][]T, error) {
	all := make([]T, len(places))
	for i, at := range places {
		if int(at) >= len(items) {
			return nil, graph.Errorf(graph.ErrDamaged, "a list has item %d of %d", at, len(items))
		}
		all[i] = items[at]
	}
	lists := make([][]T, len(sizes))
	for i, n := range sizes {
		if int(n) > len(all) {
			return nil, graph.Errorf(graph.ErrDamaged, "lists have more items than there are")
		}
		lists[i], all = all[:n:n], all[n:]
	}
	return lists, nil
}

func (c *columns) passCitations(s *sections) {
	cites := c.cites
	cites.count = c.head.Citations
	s.json(&cites.names)
	fixed(s, &cites.blocks, 4, func(b []byte, of *citationBlock) { binary.LittleEndian.PutUint32(b, of.first) },
		func(b []byte, of *citationBlock) { of.first = binary.LittleEndian.Uint32(b) })
	at := func(i int) *[]byte { return &cites.blocks[i].data }
	sizes := lengths(len(cites.blocks), at)
	numbers(s, &sizes)
	if len(sizes) != len(cites.blocks) {
		s.fail(graph.Errorf(graph.ErrDamaged, "%d sizes of %d blocks", len(sizes), len(cites.blocks)))
		return
	}
	spans(s, sizes, at, s.run)
}
