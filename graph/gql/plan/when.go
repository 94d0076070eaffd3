package plan

import (
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A When names a revision: by its number, or by a moment.
type When struct {
	// Name is that of the argument.
	Name     string
	Revision graph.Revision
	// At is set if it is named by a moment: the last revision made by then is meant.
	At *time.Time
	// Given is false if nothing was given.
	Given bool
}

// When reads which revision is meant by two arguments, of which exactly one must be given.
func (b *Builder) When(number, moment string) (When, error) {
	w, err := b.when(number, moment)
	if err == nil && !w.Given {
		err = graph.Errorf(graph.ErrInvalid, "give one of %s and %s", number, moment)
	}
	return w, b.wrap(err)
}

// when reads which revision is meant, if one is.
func (b *Builder) when(number, moment string) (When, error) {
	n, byNumber, err := b.args.number(number)
	if err != nil {
		return When{}, err
	}
	text, byMoment := b.args.text(moment)
	switch {
	case byNumber && byMoment:
		return When{}, graph.Errorf(graph.ErrInvalid, "%s and %s exclude each other: give one of them", number, moment)
	case byNumber && n < 0:
		return When{}, graph.Errorf(graph.ErrInvalid, "%s: there is no revision %d: they count from 1, and 0 is before the first", number, n)
	case byNumber:
		return When{Name: number, Revision: graph.Revision(n), Given: true}, nil
	case byMoment:
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			err = graph.Errorf(graph.ErrInvalid, "%s: %q is no moment: write it like 2026-03-01T09:30:00Z", moment, text)
		}
		return When{Name: moment, At: &at, Given: true}, err
	}
	return When{}, nil
}
