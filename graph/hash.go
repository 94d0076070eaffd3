package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/bits"
)

// A GraphHash is a hash of a whole graph: of everything in its nodes and links, revisions and rejected links included;
// not of the journal's times. Two stores with the same graph have the same hash, whatever the order in which it came to
// be. It is the sum of the hashes of the parts, so a store keeps it up to date with each change. The zero GraphHash is
// that of the empty graph. It finds accidents, not forgeries.
type GraphHash [4]uint64

// HashGraph is the hash of a graph as text.
func HashGraph(nodes []*Node, links []*Link) string {
	var h GraphHash
	for _, n := range nodes {
		h.AddNode(n)
	}
	for _, l := range links {
		h.AddLink(l)
	}
	return h.String()
}

// AddNode counts a node in.
func (h *GraphHash) AddNode(n *Node) { h.add(hashNode(n)) }

// RemoveNode takes a node out that was counted in.
func (h *GraphHash) RemoveNode(n *Node) { h.remove(hashNode(n)) }

// AddLink counts a link in.
func (h *GraphHash) AddLink(l *Link) { h.add(hashLink(l)) }

// RemoveLink takes a link out that was counted in.
func (h *GraphHash) RemoveLink(l *Link) { h.remove(hashLink(l)) }

// String is the hash in hexadecimal digits.
func (h GraphHash) String() string {
	b := make([]byte, 0, sha256.Size)
	for _, word := range h {
		b = binary.BigEndian.AppendUint64(b, word)
	}
	return hex.EncodeToString(b)
}

func (h *GraphHash) add(o GraphHash) {
	var carry uint64
	for i := len(h) - 1; i >= 0; i-- {
		h[i], carry = bits.Add64(h[i], o[i], carry)
	}
}

func (h *GraphHash) remove(o GraphHash) {
	var borrow uint64
	for i := len(h) - 1; i >= 0; i-- {
		h[i], borrow = bits.Sub64(h[i], o[i], borrow)
	}
}

// A part is what one node or link adds to the hash: its fields one after the other, each text and list with its length
// first, so that nothing can be read in two ways.
type part []byte

func (p *part) text(s string) {
	*p = binary.AppendUvarint(*p, uint64(len(s)))
	*p = append(*p, s...)
}

func (p *part) int(i int) { *p = binary.AppendVarint(*p, int64(i)) }

func (p *part) ids(ids []ID) {
	p.int(len(ids))
	for _, id := range ids {
		p.text(string(id))
	}
}

func (p *part) citations(citations []Citation) {
	p.int(len(citations))
	for i := range citations {
		c := &citations[i]
		for _, s := range []string{string(c.Plan), c.Document, c.Row, c.Column, c.Quote, c.AsPrinted} {
			p.text(s)
		}
		p.int(c.Line)
		p.int(c.LastLine)
	}
}

func (p part) sum() GraphHash {
	digest := sha256.Sum256(p)
	var h GraphHash
	for i := range h {
		h[i] = binary.BigEndian.Uint64(digest[8*i:])
	}
	return h
}

func hashNode(n *Node) GraphHash {
	p := make(part, 0, 512)
	p.text("node")
	for _, s := range []string{string(n.ID), n.Kind.String(), n.Code, n.Title, n.Description, n.Type.String(), n.Year} {
		p.text(s)
	}
	p.int(n.Position)
	p.int(int(n.Revision))
	p.ids(n.PreviousIDs)
	p.citations(n.Evidence)
	p.int(len(n.Schedule))
	for i := range n.Schedule {
		p.text(n.Schedule[i].Label())
		p.citations(n.Schedule[i].Evidence)
	}
	p.int(len(n.ColumnTitles))
	for _, c := range n.ColumnTitles {
		p.text(c.Kind.String())
		p.text(c.Title)
	}
	return p.sum()
}

func hashLink(l *Link) GraphHash {
	p := make(part, 0, 512)
	p.text("link")
	for _, s := range []string{string(l.ID), l.Basis.String(), l.State.String(), l.Note} {
		p.text(s)
	}
	if l.Score == nil {
		p.int(0)
	} else {
		p.int(1)
		p = binary.BigEndian.AppendUint64(p, math.Float64bits(*l.Score))
	}
	p.int(int(l.Revision))
	p.ids(l.Rows)
	p.citations(l.Evidence)
	return p.sum()
}
