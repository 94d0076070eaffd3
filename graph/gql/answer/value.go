package answer

import (
	"fmt"

	"github.com/99designs/gqlgen/graphql"
)

// must is a value that was got without an error. An error below the root is the reference's to tell.
func must[T any](v T, err error) T {
	if err != nil {
		panic(unusual{})
	}
	return v
}

func writeText(w *writer, _ *selection, v string)   { w.text(v) }
func writeNumber(w *writer, _ *selection, v int)    { w.number(v) }
func writeTruth(w *writer, _ *selection, v bool)    { w.truth(v) }
func writeFloat(w *writer, _ *selection, v float64) { w.float(v) }

// writeNamed writes a value of an enum of the domain.
func writeNamed[T fmt.Stringer](w *writer, _ *selection, v T) { w.name(v.String()) }

// writeName writes a value of an enum of the API.
func writeName[T ~string](w *writer, _ *selection, v T) { w.name(string(v)) }

// writeMarshaler writes a value that writes itself.
func writeMarshaler[T graphql.Marshaler](w *writer, _ *selection, v T) { v.MarshalGQL(w) }

// writePointer writes what a pointer leads to, or null.
func writePointer[T any](w *writer, s *selection, v *T, write func(*writer, *selection, T)) {
	if v == nil {
		w.null()
		return
	}
	write(w, s, *v)
}

// writeOrNull writes an object, or null if there is none.
func writeOrNull[T comparable](w *writer, s *selection, v T, write func(*writer, *selection, T)) {
	var none T
	if v == none {
		w.null()
		return
	}
	write(w, s, v)
}

// writeList writes a list.
func writeList[T any](w *writer, s *selection, list []T, write func(*writer, *selection, T)) {
	w.byte('[')
	for i := range list {
		if i > 0 {
			w.byte(',')
		}
		write(w, s, list[i])
	}
	w.byte(']')
}

// writeListOrNull writes a list, or null if there is none.
func writeListOrNull[T any](w *writer, s *selection, list []T, write func(*writer, *selection, T)) {
	if list == nil {
		w.null()
		return
	}
	writeList(w, s, list, write)
}
