package memstore

import (
	"context"
	"embed"
	"fmt"
	"strconv"

	"github.com/goldenthread/goldenthread/graph"
)

// format is the version of the file that this code writes. Older ones are upgraded, newer ones refused.
const format = 2

// upgradePage is how many journal entries an upgrade has in memory at once.
const upgradePage = 100

//go:embed schema/*.sql
var schema embed.FS

// fillings fill what the tables of a format hold from what was there before. The tables of format 3 are made by
// schema/3.sql and filled by fillings[3]; a new file is made in the same steps.
var fillings = map[int]func(*file, context.Context) error{
	formatTouched: (*file).touchAll,
}

// climb brings the file from a format to the present one, step by step. It is called within a transaction.
func (f *file) climb(ctx context.Context, from int) error {
	for next := from + 1; next <= format; next++ {
		text, err := schema.ReadFile(fmt.Sprintf("schema/%d.sql", next))
		if err != nil {
			return err
		}
		if _, err := f.write.ExecContext(ctx, string(text)); err != nil {
			return err
		}
		if fill := fillings[next]; fill != nil {
			if err := fill(f, ctx); err != nil {
				return err
			}
		}
	}
	f.format = format
	return nil
}

// upgrade brings an older file to the present format, all of it or nothing, after a copy of the file as it is was put
// beside it.
func (f *file) upgrade(ctx context.Context) error {
	from := f.format
	if from == format {
		return nil
	}
	revision, err := f.revision(ctx)
	if err != nil {
		return err
	}
	if err := f.copyTo(ctx, f.keptAs(from, revision), nil); err != nil {
		return err
	}
	err = f.transaction(ctx, func() error {
		if err := f.climb(ctx, from); err != nil {
			return err
		}
		_, err := f.write.ExecContext(ctx, "UPDATE meta SET value = ? WHERE name = 'format'", strconv.Itoa(format))
		return err
	})
	if err != nil {
		f.format = from
	}
	return err
}

// keptAs is the name of the copy of a file that is upgraded. It says what is in it, so that another copy of the same
// name holds the same.
func (f *file) keptAs(from int, at graph.Revision) string {
	return fmt.Sprintf("%s.format%d-revision%d", f.path, from, at)
}
