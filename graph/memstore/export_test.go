package memstore

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// LimitPages has the file grow to so many pages at most, as a full disk would.
func (s *Store) LimitPages(ctx context.Context, pages int) error {
	_, err := s.keep.(*file).write.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	return err
}

// JournalPlan is how SQLite goes about a question to the journal, a step to a line.
func (s *Store) JournalPlan(ctx context.Context, q graph.JournalQuery) (string, error) {
	f := s.keep.(*file)
	text, args, err := f.journalStatement(&q)
	if err != nil {
		return "", err
	}
	rows, err := f.read.QueryContext(ctx, "EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			return "", err
		}
		plan.WriteString(detail + "\n")
	}
	return plan.String(), rows.Err()
}

// Keep has a timeline keep so many revisions of a small graph.
func (t *Timeline) Keep(revisions int) { t.keep = revisions * leastWeight }

// Looked is how many nodes and links a store looks at to answer a question.
func (s *Store) Looked(ctx context.Context, question any) (int, error) {
	a := s.snap.Load().ask(ctx)
	var err error
	switch q := question.(type) {
	case graph.Lookup:
		_, err = a.lookup(&q)
	case graph.Walk:
		_, err = a.walk(&q)
	case graph.Tally:
		_, err = a.tally(&q)
	case graph.SearchQuery:
		_, err = a.search(&q)
	case graph.PathQuery:
		_, err = a.paths(&q)
	default:
		err = fmt.Errorf("%T is no question", question)
	}
	return a.work + a.looked, err
}

// Take has the store take so many links at most.
func (s *Store) Take(links int) { s.most = links }

// FoldEvery has the store fold every so many-th revision at once.
func (s *Store) FoldEvery(revisions graph.Revision) *Store {
	s.foldEvery, s.refold = revisions, (*snapshot).fold
	return s
}

// FoldToColumnsEvery has the store fold every so many-th revision at once, and go on from what its columns are read as.
func (s *Store) FoldToColumnsEvery(revisions graph.Revision) *Store {
	s.foldEvery = revisions
	s.refold = func(snap *snapshot) *snapshot {
		var columns bytes.Buffer
		if err := snap.fold().writeColumns(&columns); err != nil {
			panic(err)
		}
		read, err := readColumns(&columns, columns.Len())
		if err != nil {
			panic(err)
		}
		read.load = snap.load
		return read
	}
	return s
}

// OpenWithColumns opens a store that has columns however small it is.
func OpenWithColumns(ctx context.Context, dir string, opt Options) (*Store, error) {
	opt.leastColumns = 1
	return Open(ctx, dir, opt)
}

// FromColumns reports whether what the store holds was read from columns or stands in them.
func (s *Store) FromColumns() bool { return s.snap.Load().base.kept.Load() }

// Columns are the columns of what a store holds.
func (s *Store) Columns() ([]byte, error) {
	var columns bytes.Buffer
	err := s.snap.Load().fold().writeColumns(&columns)
	return columns.Bytes(), err
}

// ReadColumns reads columns, and gives the hash of what was read.
func ReadColumns(columns []byte) (string, error) {
	snap, err := readColumns(bytes.NewReader(columns), len(columns))
	if err != nil {
		return "", err
	}
	return snap.hash.String(), nil
}

// SortFirst is sortFirst.
func SortFirst[T any](list []T, n int, compare func(a, b T) int) { sortFirst(list, n, compare) }

// MatricesKept is how many matrices the newest snapshot keeps.
func (s *Store) MatricesKept() int {
	c := s.snap.Load().counted
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.kept)
}

// Settle waits until nothing is being folded, and what was is taken over. Nobody may write meanwhile.
func (s *Store) Settle() {
	s.rest() // whoever leads may yet begin a folding
	s.folders.Wait()
	s.rest()
}

// Changed is how much was changed since the base was made.
func (s *Store) Changed() int { return s.snap.Load().changed }
