package memstore

import (
	"bytes"
	"hash/maphash"
	"slices"
	"sort"
	"sync/atomic"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/klauspost/compress/zstd"
)

// Citations are the citations of a base, each once, by number. Evidence is most of a graph and least of what is asked for,
// so it is kept compressed, in blocks of neighbours; a later base shares the blocks of the one before.
type citations struct {
	// names are the plans, documents, rows and columns cited.
	names  []string
	blocks []citationBlock
	count  uint32
	// opened are the blocks that were looked into last.
	opened *[openedBlocks]atomic.Pointer[openedBlock]
}

// A citationBlock is some citations, compressed.
type citationBlock struct {
	// first is the number of the first one.
	first uint32
	data  []byte
}

// An openedBlock is known by its data: bases share blocks, and not all of them.
type openedBlock struct {
	data *byte
	list []graph.Citation
}

const (
	// blockSize is how large a block is before it is compressed, in bytes.
	blockSize    = 16 << 10
	openedBlocks = 64
)

func newCitations() *citations {
	return &citations{opened: new([openedBlocks]atomic.Pointer[openedBlock])}
}

// at gives the citations with some numbers.
func (c *citations) at(numbers []uint32) []graph.Citation {
	if len(numbers) == 0 {
		return nil
	}
	list := make([]graph.Citation, len(numbers))
	for i, n := range numbers {
		block := sort.Search(len(c.blocks), func(b int) bool { return c.blocks[b].first > n }) - 1
		list[i] = c.open(block)[n-c.blocks[block].first]
	}
	return list
}

// open gives the citations of a block.
func (c *citations) open(block int) []graph.Citation {
	slot := &c.opened[block%openedBlocks]
	if o := slot.Load(); o != nil && o.data == &c.blocks[block].data[0] {
		return o.list
	}
	raw, err := decompressor.DecodeAll(c.blocks[block].data, nil)
	if err != nil {
		panic("memstore: a block of citations that was checked cannot be read: " + err.Error())
	}
	end := c.count
	if block+1 < len(c.blocks) {
		end = c.blocks[block+1].first
	}
	o := &openedBlock{data: &c.blocks[block].data[0], list: make([]graph.Citation, end-c.blocks[block].first)}
	u := unpacker{raw}
	for i := range o.list {
		o.list[i] = c.unpack(&u)
	}
	slot.Store(o)
	return o.list
}

func (c *citations) unpack(u *unpacker) graph.Citation {
	out := graph.Citation{
		Plan: graph.ID(c.name(u.uint())), Document: c.name(u.uint()), Row: c.name(u.uint()), Column: c.name(u.uint()),
		Line: int(u.int()), LastLine: int(u.int()), Quote: u.text(),
	}
	out.LastLine += out.Line
	if out.AsPrinted = out.Quote; u.uint() == printedOtherwise {
		out.AsPrinted = u.text()
	}
	return out
}

func (c *citations) name(n uint64) string { return c.names[n] }

// How a citation's words are printed: as they are quoted, or otherwise.
const (
	printedAlike = iota
	printedOtherwise
)

// The one compressor and decompressor: both are safe for use by many.
var (
	compressor   = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(blockSize*4)))
	decompressor = must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true)))
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A citing makes the citations of a base.
type citing struct {
	*citations
	byName map[string]uint32
	// known are the numbers of the citations that were made, by two hashes of what is packed.
	known map[[2]uint64]uint32
	seeds [2]maphash.Seed
	raw   packed
	first uint32
	one   packed
	// squeezed is memory for the block being made.
	squeezed []byte
}

// cite goes on from the citations of another base.
func (c *citations) cite() *citing {
	next := &citing{
		citations: &citations{names: slices.Clip(c.names), blocks: slices.Clip(c.blocks), count: c.count, opened: c.opened},
		byName:    map[string]uint32{}, known: map[[2]uint64]uint32{}, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, first: c.count,
	}
	for i, name := range c.names {
		next.byName[name] = uint32(i)
	}
	return next
}

// put gives a citation its number.
func (c *citing) put(cited *graph.Citation) uint32 {
	c.one = c.one[:0]
	for _, name := range []string{string(cited.Plan), cited.Document, cited.Row, cited.Column} {
		c.one.uint(uint64(c.number(name)))
	}
	c.one.int(int64(cited.Line))
	c.one.int(int64(cited.LastLine - cited.Line))
	c.one.text(cited.Quote)
	if cited.AsPrinted == cited.Quote {
		c.one.uint(printedAlike)
	} else {
		c.one.uint(printedOtherwise)
		c.one.text(cited.AsPrinted)
	}
	key := [2]uint64{maphash.Bytes(c.seeds[0], c.one), maphash.Bytes(c.seeds[1], c.one)}
	if n, ok := c.known[key]; ok {
		return n
	}
	n := c.count
	c.known[key] = n
	c.count++
	if c.raw = append(c.raw, c.one...); len(c.raw) >= blockSize {
		c.seal()
	}
	return n
}

func (c *citing) number(name string) uint32 {
	n, ok := c.byName[name]
	if !ok {
		n = uint32(len(c.names))
		c.byName[name] = n
		c.names = append(c.names, name)
	}
	return n
}

// seal compresses what was made since the last block.
func (c *citing) seal() {
	if len(c.raw) > 0 {
		c.squeezed = compressor.EncodeAll(c.raw, c.squeezed[:0])
		c.blocks = append(c.blocks, citationBlock{c.first, bytes.Clone(c.squeezed)})
		c.raw, c.first = c.raw[:0], c.count
	}
}

// numbers packs the numbers of citations: those that follow each other are the most usual.
func (p *packed) numbers(numbers []uint32) {
	p.uint(uint64(len(numbers)))
	last := int64(0)
	for _, n := range numbers {
		p.int(int64(n) - last)
		last = int64(n)
	}
}

func (u *unpacker) numbers() []uint32 {
	n := u.uint()
	if n > uint64(len(u.left)) {
		n = 0
	}
	numbers := make([]uint32, n)
	last := int64(0)
	for i := range numbers {
		last += u.int()
		numbers[i] = uint32(last)
	}
	return numbers
}
