package memstore

import (
	"context"
	"errors"

	"github.com/goldenthread/goldenthread/graph"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What SQLite says to a reader that may not make the files it shares with a writer.
const (
	codeCannotOpen = sqlite3.SQLITE_CANTOPEN
	codeReadOnly   = sqlite3.SQLITE_READONLY
)

// isCode reports whether an error is SQLite's with a primary result code.
func isCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == code
}

func isDamage(err error) bool {
	return isCode(err, sqlite3.SQLITE_CORRUPT) || isCode(err, sqlite3.SQLITE_NOTADB)
}

// explain turns an error of SQLite into one of ours that names the file.
func (f *file) explain(err error) error {
	var e *sqlite.Error
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), !errors.As(err, &e):
		return err
	case isDamage(err), isCode(err, sqlite3.SQLITE_ERROR): // a table or column is missing: the statements are ours, and right
		return graph.Errorf(graph.ErrDamaged, "%s is damaged: %v", f.path, err)
	case isCode(err, sqlite3.SQLITE_FULL):
		return graph.Errorf(graph.ErrUnavailable, "%s cannot grow: the disk is full", f.path)
	case isCode(err, codeReadOnly):
		return graph.Errorf(graph.ErrUnavailable, "%s cannot be written to: %v", f.path, err)
	case isCode(err, sqlite3.SQLITE_IOERR):
		return graph.Errorf(graph.ErrUnavailable, "%s cannot be read or written, the disk or a limit on files does not let it: %v", f.path, err)
	}
	return graph.Errorf(graph.ErrUnavailable, "%s cannot be used: %v", f.path, err)
}

// unwritable is the error for a file beside the store's that cannot be written.
func unwritable(path string, err error) error {
	if isCode(err, sqlite3.SQLITE_FULL) {
		return graph.Errorf(graph.ErrUnavailable, "%s cannot be written: the disk is full", path)
	}
	return graph.Errorf(graph.ErrUnavailable, "%s cannot be written: %v", path, err)
}
