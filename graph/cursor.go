package graph

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"math"
)

// A cursor travels as text: base64 of a version, a fingerprint of the order it belongs to, its keys and its ID. It is
// opaque to clients, and short because it stands at every edge.
const cursorVersion = 1

// EncodeCursor writes a cursor as text that only DecodeCursor with the same order reads. The order is any text that is
// the same for the same question and different for another order.
func EncodeCursor(c Cursor, order string) string {
	b := make([]byte, 0, 32+len(c.ID))
	b = append(b, cursorVersion)
	b = append(b, fingerprint(order)...)
	b = binary.AppendUvarint(b, uint64(len(c.Keys)))
	for _, key := range c.Keys {
		b = appendValue(b, key)
	}
	b = append(b, c.ID...)
	return base64.RawURLEncoding.EncodeToString(b)
}

// DecodeCursor reads what EncodeCursor wrote. Text that is no cursor, of another version, or of another order gives
// ErrInvalid.
func DecodeCursor(s, order string) (Cursor, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) < 6 {
		return Cursor{}, Errorf(ErrInvalid, "%q is no cursor: use one that this list gave out", s)
	}
	if b[0] != cursorVersion {
		return Cursor{}, Errorf(ErrInvalid, "the cursor %q is of version %d; this is version %d: start from the first page", s, b[0], cursorVersion)
	}
	if string(b[1:5]) != string(fingerprint(order)) {
		return Cursor{}, Errorf(ErrInvalid, "the cursor %q belongs to another list or order: use it where it came from", s)
	}
	c, ok := readCursor(b[5:])
	if !ok {
		return Cursor{}, Errorf(ErrInvalid, "%q is no cursor: use one that this list gave out", s)
	}
	return c, nil
}

func fingerprint(order string) []byte {
	h := fnv.New32a()
	h.Write([]byte(order))
	return h.Sum(nil)
}

func appendValue(b []byte, v Value) []byte {
	b = append(b, byte(v.Type))
	switch v.Type {
	case TextValue:
		b = binary.AppendUvarint(b, uint64(len(v.Text)))
		b = append(b, v.Text...)
	case IntValue:
		b = binary.AppendVarint(b, v.Int)
	case FloatValue:
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(v.Float))
	}
	return b
}

func readCursor(b []byte) (Cursor, bool) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) {
		return Cursor{}, false
	}
	b = b[size:]
	var c Cursor
	for range n {
		var v Value
		var ok bool
		if v, b, ok = readValue(b); !ok {
			return Cursor{}, false
		}
		c.Keys = append(c.Keys, v)
	}
	c.ID = ID(b)
	return c, true
}

func readValue(b []byte) (v Value, rest []byte, ok bool) {
	if len(b) == 0 {
		return v, nil, false
	}
	v.Type = ValueType(b[0])
	b = b[1:]
	switch v.Type {
	case Null:
		return v, b, true
	case TextValue:
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) {
			return v, nil, false
		}
		end := size + int(n)
		v.Text = string(b[size:end])
		return v, b[end:], true
	case IntValue:
		i, size := binary.Varint(b)
		if size <= 0 {
			return v, nil, false
		}
		v.Int = i
		return v, b[size:], true
	case FloatValue:
		if len(b) < 8 {
			return v, nil, false
		}
		v.Float = math.Float64frombits(binary.BigEndian.Uint64(b))
		return v, b[8:], !math.IsNaN(v.Float)
	}
	return v, nil, false
}
