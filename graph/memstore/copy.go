package memstore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// copyTo writes what the file holds at one revision to a new file, which has its name only when all of it is on the disk and
// check, if there is one, has nothing against it.
func (f *file) copyTo(ctx context.Context, path string, check func(part string) error) error {
	part := path + ".part"
	if err := remove(part); err != nil { // what one that was interrupted has left
		return unwritable(path, err)
	}
	if _, err := f.write.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		switch {
		case ctx.Err() != nil:
			err = ctx.Err()
		case !isDamage(err):
			err = unwritable(path, err)
		}
		return errors.Join(f.explain(err), remove(part))
	}
	if check != nil {
		if err := check(part); err != nil {
			return errors.Join(err, remove(part))
		}
	}
	if err := settle(part, path); err != nil {
		return errors.Join(unwritable(path, err), remove(part))
	}
	return nil
}

// remove removes a file, if it is there.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// settle gives a file that is complete its name, so that after a power failure it has that name and is complete, or
// does not have it.
func settle(part, path string) error {
	if err := syncPath(part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return syncPath(filepath.Dir(path))
}

// syncPath has a file, or the names in a folder, on the disk.
func syncPath(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
