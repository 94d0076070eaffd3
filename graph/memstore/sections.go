package memstore

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// Sections are the parts of a file, one after the other, each with its length in bytes first and a checksum last. The same
// calls write and read them, so that what a file holds is declared once. The first error stays, and ends all else.
type sections struct {
	// to is where they are written; nil if they are read from from, which has left bytes more.
	to   *bufio.Writer
	from io.Reader
	left int
	// sum is the checksum of the section so far, of its length too.
	sum   uint32
	piece []byte
	err   error
}

const sectionPiece = 64 << 10

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func writeSections(w io.Writer) *sections {
	return &sections{to: bufio.NewWriterSize(w, sectionPiece), piece: make([]byte, sectionPiece)}
}

func readSections(r io.Reader, size int) *sections {
	return &sections{from: bufio.NewReaderSize(r, sectionPiece), left: size, piece: make([]byte, sectionPiece)}
}

func (s *sections) reading() bool { return s.to == nil }

func (s *sections) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// pass writes bytes, or fills them with what is read.
func (s *sections) pass(b []byte) {
	if s.err != nil {
		return
	}
	if s.reading() {
		_, s.err = io.ReadFull(s.from, b)
		s.left -= len(b)
	} else {
		_, s.err = s.to.Write(b)
	}
	s.sum = crc32.Update(s.sum, castagnoli, b)
}

// begin begins a section. It gives its length: as given, or as read.
func (s *sections) begin(length int) int {
	s.sum = 0
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(length))
	s.pass(b[:])
	if s.reading() {
		if read := binary.LittleEndian.Uint64(b[:]); read <= uint64(max(s.left, 0)) {
			length = int(read)
		} else {
			s.fail(graph.Errorf(graph.ErrDamaged, "a section of %d bytes begins where %d are left", read, s.left))
		}
	}
	if s.err != nil {
		return 0
	}
	return length
}

// end ends a section.
func (s *sections) end() {
	sum := s.sum
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], sum)
	s.pass(b[:])
	if s.reading() && binary.LittleEndian.Uint32(b[:]) != sum {
		s.fail(graph.Errorf(graph.ErrDamaged, "a section does not have the checksum that it says"))
	}
}

// close ends the last section, and gives the first error.
func (s *sections) close() error {
	switch {
	case s.err != nil:
	case !s.reading():
		s.err = s.to.Flush()
	case s.left != 0:
		s.fail(graph.Errorf(graph.ErrDamaged, "%d bytes follow the last section", s.left))
	}
	return s.err
}

// bytes is a section of bytes.
func (s *sections) bytes(list *[]byte) {
	if n := s.begin(len(*list)); s.reading() {
		*list = make([]byte, n)
	}
	s.pass(*list)
	s.end()
}

// json is a section of a value, for what is small.
func (s *sections) json(v any) {
	var text []byte
	if !s.reading() {
		var err error
		if text, err = json.Marshal(v); err != nil {
			s.fail(err)
		}
	}
	s.bytes(&text)
	if s.reading() && s.err == nil {
		if err := json.Unmarshal(text, v); err != nil {
			s.fail(graph.Errorf(graph.ErrDamaged, "a section cannot be read: %v", err))
		}
	}
}

// fixed is a section of items that take the same number of bytes each.
func fixed[T any](s *sections, list *[]T, width int, put, get func(b []byte, item *T)) {
	n := s.begin(len(*list) * width)
	if s.reading() {
		if n%width != 0 {
			s.fail(graph.Errorf(graph.ErrDamaged, "a section of items of %d bytes has %d", width, n))
		}
		*list = make([]T, n/width)
	}
	for part := range slices.Chunk(*list, sectionPiece/width) {
		b := s.piece[:len(part)*width]
		if !s.reading() {
			for i := range part {
				put(b[i*width:], &part[i])
			}
		}
		s.pass(b)
		if s.reading() {
			for i := range part {
				get(b[i*width:], &part[i])
			}
		}
	}
	s.end()
}

// numbers is a section of numbers of 32 bits.
func numbers[T ~int32 | ~uint32](s *sections, list *[]T) {
	fixed(s, list, 4, func(b []byte, v *T) { binary.LittleEndian.PutUint32(b, uint32(*v)) }, func(b []byte, v *T) { *v = T(binary.LittleEndian.Uint32(b)) })
}

// fields are sections of as many texts as there are.
func fields[T ~string](s *sections, list *[]T) {
	at := func(i int) *T { return &(*list)[i] }
	sizes := lengths(len(*list), at)
	numbers(s, &sizes)
	if s.reading() {
		*list = make([]T, len(sizes))
	}
	spans(s, sizes, at, func(n int) T { return T(s.text(n)) })
}

// field are sections of a text that each of n items has.
func field[T ~string](s *sections, n int, at func(i int) *T) {
	var list []uint32
	if !s.reading() {
		list = lengths(n, at)
	}
	numbers(s, &list)
	if len(list) != n {
		s.fail(graph.Errorf(graph.ErrDamaged, "%d texts stand where there are %d", len(list), n))
		return
	}
	spans(s, list, at, func(n int) T { return T(s.text(n)) })
}

func lengths[T ~string | ~[]byte](n int, at func(i int) *T) []uint32 {
	list := make([]uint32, n)
	for i := range list {
		list[i] = uint32(len(*at(i)))
	}
	return list
}

// spans is a section of texts or runs of bytes of some lengths. Those that are read share one piece of memory.
func spans[T ~string | ~[]byte](s *sections, lengths []uint32, at func(i int) *T, whole func(length int) T) {
	total := 0
	for _, length := range lengths {
		total += int(length)
	}
	if n := s.begin(total); n != total {
		s.fail(graph.Errorf(graph.ErrDamaged, "%d bytes of texts stand where there are %d", n, total))
		return
	}
	if s.reading() {
		if all := whole(total); s.err == nil {
			for i, length := range lengths {
				*at(i), all = all[:length], all[length:]
			}
		}
	} else {
		for i := range lengths {
			for v := *at(i); len(v) > 0; {
				some := copy(s.piece, v)
				s.pass(s.piece[:some])
				v = v[some:]
			}
		}
	}
	s.end()
}

// text reads a text that is so long, run so many bytes.
func (s *sections) text(length int) string {
	var b strings.Builder
	b.Grow(length)
	for left := length; left > 0 && s.err == nil; {
		part := s.piece[:min(left, len(s.piece))]
		s.pass(part)
		b.Write(part)
		left -= len(part)
	}
	return b.String()
}

func (s *sections) run(length int) []byte {
	b := make([]byte, length)
	s.pass(b)
	return b
}
