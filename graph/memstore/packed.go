package memstore

import (
	"encoding/binary"
	"math"
)

// Packed is a list of values one after the other, each as short as it can be.
type packed []byte

func (p *packed) uint(v uint64) { *p = binary.AppendUvarint(*p, v) }

func (p *packed) int(v int64) { *p = binary.AppendVarint(*p, v) }

func (p *packed) float(v float64) { *p = binary.LittleEndian.AppendUint64(*p, math.Float64bits(v)) }

func (p *packed) text(s string) {
	p.uint(uint64(len(s)))
	*p = append(*p, s...)
}

// record appends what stands in another list, with its length first so that it can be passed over.
func (p *packed) record(r packed) {
	p.uint(uint64(len(r)))
	*p = append(*p, r...)
}

// An unpacker reads a packed list. What is read beyond its end is zero.
type unpacker struct{ left []byte }

func (u *unpacker) uint() uint64 {
	v, n := binary.Uvarint(u.left)
	u.pass(n)
	return v
}

func (u *unpacker) int() int64 {
	v, n := binary.Varint(u.left)
	u.pass(n)
	return v
}

func (u *unpacker) float() float64 {
	if len(u.left) < 8 {
		u.left = nil
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(u.left))
	u.pass(8)
	return v
}

func (u *unpacker) text() string { return string(u.record()) }

// record is what the next record holds.
func (u *unpacker) record() []byte {
	n := u.uint()
	if n > uint64(len(u.left)) {
		n = uint64(len(u.left))
	}
	r := u.left[:n:n]
	u.left = u.left[n:]
	return r
}

func (u *unpacker) pass(n int) {
	if n <= 0 {
		u.left = nil
		return
	}
	u.left = u.left[n:]
}
