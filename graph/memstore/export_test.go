package memstore

import (
	"context"
	"fmt"
)

// LimitPages has the file grow to so many pages at most, as a full disk would.
func (s *Store) LimitPages(ctx context.Context, pages int) error {
	_, err := s.keep.(*file).write.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	return err
}
