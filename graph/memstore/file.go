package memstore

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/gofrs/flock"
	"github.com/goldenthread/goldenthread/graph"
)

// The names of what is in a store's folder.
const (
	fileName = "goldenthread.db"
	lockName = "goldenthread.lock"
)

// A file keeps a graph in an SQLite file.
type file struct {
	path string
	lock *flock.Flock
	// write is the one connection that writes, or that looks for what was written; read is for the journal.
	write *sql.Conn
	dbs   []*sql.DB
	read  *sql.DB
	stmts statements
	// format is the file's: the present one, unless it is open for reading only.
	format int
	// emptied is set if the file is there without anything in it, though a store was kept in it.
	emptied bool
	// seen is SQLite's data version at the last refresh.
	seen int64
	// columns is held while columns are written.
	columns sync.Mutex
	// standing is set if the columns beside the file are of it.
	standing bool
}

// openFile opens the file in a folder and loads what it holds.
func openFile(ctx context.Context, dir string, opt Options) (*file, *snapshot, error) {
	f := &file{path: filepath.Join(dir, fileName)}
	snap, err := f.open(ctx, dir, opt)
	if err != nil {
		_ = f.close()
		return nil, nil, f.explain(err)
	}
	return f, snap, nil
}

func (f *file) open(ctx context.Context, dir string, opt Options) (*snapshot, error) {
	if opt.ReadOnly {
		if _, err := os.Stat(f.path); errors.Is(err, os.ErrNotExist) {
			return nil, graph.Errorf(graph.ErrNotFound, "there is no store in %s", dir)
		}
	} else if err := f.takeFolder(dir); err != nil {
		return nil, err
	}
	columns, none := f.look()
	if opt.ByRows {
		columns, none = nil, graph.Errorf(graph.ErrNotFound, "all rows are to be read")
	}
	if err := f.stand(columns != nil, opt.ReadOnly); err != nil {
		return nil, err
	}
	if err := f.connect(ctx, opt.ReadOnly); err != nil {
		return nil, err
	}
	quickCheck := f.quickCheck
	if columns != nil {
		quickCheck = func(context.Context) error { return nil } // it reads all of the file
	}
	steps := []func(context.Context) error{f.create, f.checkFormat, quickCheck, f.tryWriting, f.mark, f.upgrade, f.prepare}
	if opt.ReadOnly {
		steps = []func(context.Context) error{f.begun, f.checkFormat, quickCheck}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	if columns != nil {
		snap, err := f.catchUp(ctx, columns)
		if err == nil || ctx.Err() != nil {
			return snap, err
		}
		none = err
		if err := errors.Join(f.stand(false, opt.ReadOnly), f.quickCheck(ctx)); err != nil {
			return nil, err
		}
	}
	if !errors.Is(none, graph.ErrNotFound) {
		opt.heard("the columns beside "+f.path+" cannot be used, and its rows are read", none)
	}
	return f.readGraph(ctx)
}

// takeFolder makes the folder if there is none and makes this process its one writer.
func (f *file) takeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return graph.Errorf(graph.ErrUnavailable, "the data folder cannot be used: %v", err)
	}
	lock := flock.New(filepath.Join(dir, lockName))
	ok, err := lock.TryLock()
	if err != nil {
		return graph.Errorf(graph.ErrUnavailable, "the data folder %s cannot be locked for writing: %v", dir, err)
	}
	if !ok {
		return graph.Errorf(graph.ErrUnavailable, "the data folder %s is in use by another process that writes to it: stop that one, or open it for reading only", dir)
	}
	f.lock = lock
	kept, err := os.Stat(lock.Path())
	if err != nil {
		return graph.Errorf(graph.ErrUnavailable, "the data folder cannot be used: %v", err)
	}
	f.emptied = kept.Size() > 0 && exists(f.path)
	return nil
}

func (f *file) connect(ctx context.Context, readOnly bool) error {
	pragmas := url.Values{"_pragma": {"busy_timeout(10000)"}}
	if readOnly {
		pragmas.Set("mode", "ro")
		pragmas.Add("_pragma", "query_only(1)")
	} else {
		pragmas.Add("_pragma", "journal_mode(WAL)")
		pragmas.Add("_pragma", "synchronous(FULL)")
	}
	err := f.connectAs(ctx, pragmas)
	if !readOnly || !isCode(err, codeCannotOpen) && !isCode(err, codeReadOnly) {
		return err
	}
	// The folder cannot be written to, as even readers do beside a writer.
	if exists(f.path + "-wal") {
		return graph.Errorf(graph.ErrUnavailable, "%s has a log beside it that a writer uses or has left, and reading that takes a user who may write to the folder: %v", f.path, err)
	}
	pragmas.Set("immutable", "1") // no writer is there, and none left anything to finish
	return f.connectAs(ctx, pragmas)
}

func (f *file) connectAs(ctx context.Context, pragmas url.Values) error {
	dsn := "file:" + (&url.URL{Path: f.path}).EscapedPath() + "?" + pragmas.Encode()
	for range 2 {
		db, err := sql.Open("sqlite", dsn)
		if err != nil {
			return err
		}
		f.dbs = append(f.dbs, db)
	}
	n := len(f.dbs)
	conn, err := f.dbs[n-2].Conn(ctx)
	if err != nil {
		return err
	}
	f.write, f.read = conn, f.dbs[n-1]
	var tables int
	return conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// create makes the tables of a new file.
func (f *file) create(ctx context.Context) error {
	var tables int
	if err := f.write.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil || tables > 0 {
		return err
	}
	if f.emptied {
		return graph.Errorf(graph.ErrDamaged, "%s is empty, but a store was kept in it: put a copy back, or remove the file to start anew", f.path)
	}
	return f.transaction(ctx, func() error {
		if err := f.climb(ctx, 0); err != nil {
			return err
		}
		_, err := f.write.ExecContext(ctx, "INSERT INTO meta VALUES ('format', ?), ('revision', '0'), ('hash', ?)", strconv.Itoa(format), graph.GraphHash{}.String())
		return err
	})
}

// begun refuses to read a file that is there and whose tables are still to be made: its writer is about to, or was
// interrupted, and nothing was ever kept in it.
func (f *file) begun(ctx context.Context) error {
	var tables int
	if err := f.write.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil || tables > 0 {
		return err
	}
	dir := filepath.Dir(f.path)
	if kept, err := os.Stat(filepath.Join(dir, lockName)); err == nil && kept.Size() == 0 {
		return graph.Errorf(graph.ErrNotFound, "there is no store in %s yet: making it was begun and has not ended", dir)
	}
	return nil // a store was kept here: what checks the format says that it is gone
}

// tryWriting finds out whether the file can be written: where it cannot, SQLite falls back to reading alone, and says so only
// when something is written.
func (f *file) tryWriting(ctx context.Context) error {
	_, err := f.write.ExecContext(ctx, "UPDATE meta SET value = value WHERE false")
	return err
}

// mark notes beside the file that a store is kept in it: from then on an empty file is one that was emptied.
func (f *file) mark(context.Context) error {
	if kept, err := os.Stat(f.lock.Path()); err == nil && kept.Size() > 0 {
		return nil
	}
	if err := os.WriteFile(f.lock.Path(), []byte("The process that has locked this file writes to "+fileName+".\n"), 0o644); err != nil {
		return unwritable(f.lock.Path(), err)
	}
	return nil
}

// transaction makes all of what do does durable, or nothing.
func (f *file) transaction(ctx context.Context, do func() error) error {
	if _, err := f.write.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := do()
	if err == nil {
		_, err = f.write.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		// Where SQLite has rolled back already this fails, which is as well.
		_, _ = f.write.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

// checkFormat refuses files of newer versions, and files of something else.
func (f *file) checkFormat(ctx context.Context) error {
	text, err := f.meta(ctx, "format")
	if err != nil {
		if isDamage(err) {
			return err
		}
		return graph.Errorf(graph.ErrDamaged, "%s is no store of Golden Thread, or its beginning is damaged: %v", f.path, err)
	}
	version, err := strconv.Atoi(text)
	switch {
	case err != nil || version < 1:
		return graph.Errorf(graph.ErrDamaged, "%s says that its format is %q", f.path, text)
	case version > format:
		return graph.Errorf(graph.ErrUnavailable, "%s was written by a newer version: its format is %d, and this version knows up to %d", f.path, version, format)
	}
	f.format = version
	return nil
}

func (f *file) meta(ctx context.Context, name string) (string, error) {
	var value string
	err := f.write.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = ?", name).Scan(&value)
	return value, err
}

// load is the bulk load that the file says is not finished; empty if there is none.
func (f *file) load(ctx context.Context) (string, error) {
	name, err := f.meta(ctx, "load")
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil // as older versions left it
	}
	return name, err
}

// quickCheck has SQLite look for damage to the file's structure.
func (f *file) quickCheck(ctx context.Context) error {
	rows, err := f.write.QueryContext(ctx, "PRAGMA quick_check(5)")
	if err != nil {
		return err
	}
	defer rows.Close()
	var problems []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			problems = append(problems, line)
		}
	}
	if len(problems) > 0 {
		return graph.Errorf(graph.ErrDamaged, "%s is damaged: %s", f.path, strings.Join(problems, "; "))
	}
	return rows.Err()
}

func (f *file) revision(ctx context.Context) (graph.Revision, error) {
	text, err := f.meta(ctx, "revision")
	if err != nil {
		return 0, f.explain(err)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, graph.Errorf(graph.ErrDamaged, "%s says that its revision is %q", f.path, text)
	}
	return graph.Revision(n), nil
}

// close closes the file; what is in the write-ahead log goes into the file then.
func (f *file) close() error {
	var errs []error
	f.stmts.close()
	if f.write != nil {
		errs = append(errs, f.write.Close())
	}
	for _, db := range f.dbs {
		errs = append(errs, db.Close())
	}
	if f.lock != nil {
		errs = append(errs, f.stamp())
		errs = append(errs, f.lock.Unlock())
	}
	if err := errors.Join(errs...); err != nil {
		return f.explain(err)
	}
	return nil
}
