package memstore

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"github.com/goldenthread/goldenthread/graph"
)

// Progress is told how far long work has come. It may be nil.
type Progress func(what string, done, total int)

func (p Progress) tell(what string, done, total int) {
	if p != nil {
		p(what, done, total)
	}
}

// Backup writes what the store in a folder holds at one revision to a file, while a writer may go on. The file has its name
// only when it was read again and found whole. One that is there already is replaced only with force (ErrInvalid). What is
// given is how the store in the file stands.
func Backup(ctx context.Context, dir, path string, force bool, progress Progress) (graph.Status, error) {
	if err := mayWrite(path, force); err != nil {
		return graph.Status{}, err
	}
	s, err := Open(ctx, dir, Options{ReadOnly: true})
	if err != nil {
		return graph.Status{}, err
	}
	defer s.Close(ctx) // nothing was written to it
	f := s.keep.(*file)
	// The store's file is open for reading alone all the same; but another is written.
	if _, err := f.write.ExecContext(ctx, "PRAGMA query_only = off"); err != nil {
		return graph.Status{}, f.explain(err)
	}
	var status graph.Status
	err = f.copyTo(ctx, path, func(part string) error {
		status, err = inspect(ctx, part, progress)
		return err
	})
	return status, err
}

// mayWrite refuses a path that something stands at.
func mayWrite(path string, force bool) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return unwritable(path, err)
	case info.IsDir():
		return graph.Errorf(graph.ErrInvalid, "%s is a folder: name a file in it", path)
	case !force:
		return graph.Errorf(graph.ErrInvalid, "%s is there already: it is replaced only with --force", path)
	}
	return nil
}

// inspect reads a file that nobody writes to, and finds out whether all of it is whole: its structure, its graph, and every
// entry of its journal.
func inspect(ctx context.Context, path string, progress Progress) (graph.Status, error) {
	f := &file{path: path}
	status, err := f.inspect(ctx, progress)
	return status, errors.Join(f.explain(err), f.close())
}

func (f *file) inspect(ctx context.Context, progress Progress) (status graph.Status, err error) {
	// What is declared not to change is read without making files beside it.
	if err := f.connectAs(ctx, url.Values{"mode": {"ro"}, "immutable": {"1"}}); err != nil {
		return status, err
	}
	for _, step := range []func(context.Context) error{f.checkFormat, f.quickCheck} {
		if err := step(ctx); err != nil {
			return status, err
		}
	}
	snap, err := f.readGraph(ctx)
	if err != nil {
		return status, err
	}
	status = snap.status()
	for q := (graph.JournalQuery{Limit: upgradePage}); q.After < snap.revision; {
		entries, err := f.readJournal(ctx, f.read, q)
		if err != nil {
			return status, err
		}
		if len(entries) == 0 || entries[0].Revision != q.After+1 || int(entries[len(entries)-1].Revision-q.After) != len(entries) {
			return status, graph.Errorf(graph.ErrDamaged, "%s is damaged: its journal has gaps after revision %d", f.path, q.After)
		}
		q.After = entries[len(entries)-1].Revision
		progress.tell("checked revision", int(q.After), int(snap.revision))
	}
	return status, nil
}

// Restore puts the store that a backup holds into a folder. A folder that holds a store already is refused (ErrInvalid)
// unless force is set, which keeps that store beside the new one under the name that is given as aside. Nothing is put in
// place before it was read and found whole. A folder that somebody writes to is ErrUnavailable.
func Restore(ctx context.Context, path, dir string, force bool, progress Progress) (status graph.Status, aside string, err error) {
	if !exists(path) {
		return status, "", graph.Errorf(graph.ErrNotFound, "there is no file %s", path)
	}
	if exists(path + "-wal") {
		return status, "", graph.Errorf(graph.ErrInvalid, "%s is the file of a store in use, or of one that was not closed: make a backup of that store first", path)
	}
	if status, err = inspect(ctx, path, progress); err != nil {
		return status, "", err
	}
	f := &file{path: filepath.Join(dir, fileName)}
	if err := f.takeFolder(dir); err != nil {
		return status, "", err
	}
	defer func() { err = errors.Join(err, f.close()) }()
	if exists(f.path) && !force {
		return status, "", graph.Errorf(graph.ErrInvalid, "%s holds a graph already: restore into an empty folder, or keep that one aside with --force", dir)
	}
	part := f.path + ".part"
	if err := copyFile(ctx, path, part, progress); err != nil {
		return status, "", errors.Join(err, remove(part))
	}
	copied, err := inspect(ctx, part, nil)
	if err == nil && copied != status {
		err = graph.Errorf(graph.ErrDamaged, "the copy of %s is not what was copied", path)
	}
	if err == nil {
		aside, err = f.replace(ctx, part)
	}
	if err != nil {
		return status, "", errors.Join(err, remove(part))
	}
	return status, aside, f.mark(ctx)
}
