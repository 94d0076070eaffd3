package memstore

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/goldenthread/goldenthread/graph"
)

// columnsName is a file beside the database with the graph in columns, as it was at some revision: reading it takes a
// hundredth of the time that rows take. All that is in it is in the database too.
const columnsName = "goldenthread.columns"

const (
	// leastColumns is how many nodes and links are worth such a file.
	leastColumns = 10_000
	// replayedPage is how many entries are in memory at once when they are replayed.
	replayedPage = 256
)

func (f *file) columnsPath() string { return filepath.Join(filepath.Dir(f.path), columnsName) }

func (f *file) columnsPart() string { return f.columnsPath() + ".part" }

// trusted reports whether the columns stand for the rows: either the database has not been touched since the columns were
// given its time, or it was by somebody who has it open or was killed, which what is in its log shows.
func (f *file) trusted() bool {
	columns, err := os.Stat(f.columnsPath())
	if err != nil {
		return false
	}
	database, err := os.Stat(f.path)
	if err != nil {
		return false
	}
	log, err := os.Stat(f.path + "-wal")
	return err == nil && log.Size() > 0 || columns.ModTime().Equal(database.ModTime())
}

// stand notes whether the columns stand for the database. If they do not a writer removes them before he writes a
// log, which would have the next one trust them.
func (f *file) stand(standing, readOnly bool) error {
	f.standing = standing
	if standing || readOnly {
		return nil
	}
	if err := errors.Join(remove(f.columnsPath()), remove(f.columnsPart())); err != nil {
		return unwritable(f.columnsPath(), err)
	}
	return nil
}

// stamp gives the columns the time of the database.
func (f *file) stamp() error {
	if !f.standing {
		return nil
	}
	database, err := os.Stat(f.path)
	if err != nil {
		return err
	}
	stands := database.ModTime()
	return os.Chtimes(f.columnsPath(), stands, stands)
}

// look reads the columns. ErrNotFound is that there are none that can be trusted.
func (f *file) look() (*snapshot, error) {
	if !f.trusted() {
		return nil, graph.Errorf(graph.ErrNotFound, "there are no columns of this database as it is")
	}
	in, err := os.Open(f.columnsPath())
	if err != nil {
		return nil, err
	}
	defer in.Close() // what was read counts
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	return readColumns(in, int(info.Size()))
}

// catchUp brings columns up to what the database has, unless reading that would take as long.
func (f *file) catchUp(ctx context.Context, s *snapshot) (*snapshot, error) {
	var next *snapshot
	err := f.atOneRevision(ctx, func() (err error) {
		next, err = f.replay(ctx, s, leastFolded+s.parts()/foldShare)
		return err
	})
	return next, err
}

// replay makes the changes of the journal that came after a snapshot, and finds out whether they lead to what the database
// says that it is. So many nodes and links may change.
func (f *file) replay(ctx context.Context, s *snapshot, most int) (*snapshot, error) {
	b := s.build()
	for q := (graph.JournalQuery{After: s.revision, Limit: replayedPage}); ; q.After = b.revision {
		entries, err := f.readJournal(ctx, f.write, q)
		if err != nil {
			return nil, err
		}
		for i := range entries {
			if err := b.again(&entries[i]); err != nil {
				return nil, err
			}
		}
		if b.changed-s.changed > most {
			return nil, graph.Errorf(graph.ErrTooLarge, "more than %d nodes and links have changed since revision %d", most, s.revision)
		}
		if len(entries) < replayedPage {
			break
		}
	}
	var err error
	if b.load, err = f.load(ctx); err != nil {
		return nil, err
	}
	next := s
	if b.revision != s.revision || b.load != s.load {
		next = b.publish()
	}
	return next, f.verify(ctx, next)
}

// keepColumns puts the columns of a snapshot that was folded in the place of those there are.
func (f *file) keepColumns(s *snapshot) error {
	f.columns.Lock()
	defer f.columns.Unlock()
	err := writeTo(f.columnsPart(), s.writeColumns)
	if err == nil {
		err = settle(f.columnsPart(), f.columnsPath())
	}
	f.standing = f.standing || err == nil
	if err = errors.Join(err, f.stamp()); err != nil {
		return errors.Join(unwritable(f.columnsPath(), err), remove(f.columnsPart()))
	}
	s.base.kept.Store(true)
	return nil
}

func writeTo(path string, write func(io.Writer) error) error {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(write(out), out.Close())
}
