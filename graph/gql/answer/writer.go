package answer

import (
	"strconv"

	"github.com/99designs/gqlgen/graphql"
)

// A writer writes the answer to one root field as JSON, just as gqlgen's marshalers would.
type writer struct {
	buf []byte
	op  *graphql.OperationContext
	// pooled is what buf came out of the pool in.
	pooled *[]byte
}

// unusual is thrown where the reference has to say what the answer is: a null where none may be, an error below the root.
type unusual struct{}

// Write implements io.Writer, for types that write themselves.
func (w *writer) Write(p []byte) (int, error) {
	w.buf = append(w.buf, p...)
	return len(p), nil
}

func (w *writer) byte(c byte)     { w.buf = append(w.buf, c) }
func (w *writer) null()           { w.buf = append(w.buf, "null"...) }
func (w *writer) number(n int)    { w.buf = strconv.AppendInt(w.buf, int64(n), 10) }
func (w *writer) truth(b bool)    { w.buf = strconv.AppendBool(w.buf, b) }
func (w *writer) float(n float64) { w.buf = strconv.AppendFloat(w.buf, n, 'g', -1, 64) }
func (w *writer) name(s string)   { w.buf = append(append(append(w.buf, '"'), s...), '"') }

// key writes the name of a field, behind a comma unless it is the first.
func (w *writer) key(f *field, i int) {
	if i > 0 {
		w.buf = append(w.buf, ',')
	}
	w.buf = append(w.buf, f.key...)
}

const hex = "0123456789ABCDEF"

// text writes a string, escaped where JSON requires it.
func (w *writer) text(s string) {
	b := append(w.buf, '"')
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '\\' && c != '"' {
			continue
		}
		b = append(b, s[start:i]...)
		start = i + 1
		switch c {
		case '\t':
			b = append(b, '\\', 't')
		case '\r':
			b = append(b, '\\', 'r')
		case '\n':
			b = append(b, '\\', 'n')
		case '\\', '"':
			b = append(b, '\\', c)
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
		}
	}
	w.buf = append(append(b, s[start:]...), '"')
}
