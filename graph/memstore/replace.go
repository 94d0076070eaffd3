package memstore

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// replace puts a new file in the place of the store's, which keeps a name of its own that is given; empty if there was
// none. At each moment there is one file or the other. The folder must be ours.
func (f *file) replace(ctx context.Context, part string) (aside string, err error) {
	if err := remove(f.columnsPath()); err != nil { // they are of the old file
		return "", unwritable(f.columnsPath(), err)
	}
	if !exists(f.path) {
		if err := errors.Join(remove(f.path+"-wal"), remove(f.path+"-shm")); err != nil { // of what is no more
			return "", unwritable(f.path, err)
		}
		return "", f.settle(part)
	}
	f.finishLog(ctx)
	if aside, err = f.linkAside(); err != nil {
		return "", err
	}
	// A log that is still there belongs to the old file, and stands beside it by now.
	if err := errors.Join(remove(f.path+"-wal"), remove(f.path+"-shm")); err != nil {
		return "", unwritable(f.path, err)
	}
	return aside, f.settle(part)
}

func (f *file) settle(part string) error {
	if err := settle(part, f.path); err != nil {
		return unwritable(f.path, err)
	}
	return nil
}

// finishLog has SQLite bring what a killed writer left into the file. Where the file is too damaged for that, both stay as
// they are.
func (f *file) finishLog(ctx context.Context) {
	old := &file{path: f.path}
	_ = old.connect(ctx, false)
	_ = old.close()
}

// linkAside gives the old file, and the log beside it if there is one, another name.
func (f *file) linkAside() (string, error) {
	aside := f.path + ".replaced-" + time.Now().UTC().Format("20060102T150405.000Z")
	for _, ending := range []string{"", "-wal"} {
		if !exists(f.path + ending) {
			continue
		}
		if err := os.Link(f.path+ending, aside+ending); err != nil {
			return "", unwritable(aside+ending, err)
		}
	}
	if err := syncPath(filepath.Dir(f.path)); err != nil {
		return "", unwritable(aside, err)
	}
	return aside, nil
}

// copyFile copies a file, a piece at a time so that somebody who waits is told and may give up.
func copyFile(ctx context.Context, from, to string, progress Progress) error {
	in, err := os.Open(from)
	if err != nil {
		return graph.Errorf(graph.ErrUnavailable, "%s cannot be read: %v", from, err)
	}
	defer in.Close() // what was read counts
	info, err := in.Stat()
	if err != nil {
		return graph.Errorf(graph.ErrUnavailable, "%s cannot be read: %v", from, err)
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return unwritable(to, err)
	}
	err = copyPieces(ctx, out, in, info.Size(), progress)
	if err = errors.Join(err, out.Close()); err != nil && ctx.Err() == nil {
		return unwritable(to, err)
	}
	return err
}

func copyPieces(ctx context.Context, out io.Writer, in io.Reader, size int64, progress Progress) error {
	const piece = 16 << 20
	for done := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.CopyN(out, in, piece)
		done += n
		progress.tell("copied MiB", int(done>>20), int(size>>20))
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}
