package memstore_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// A columned is a folder with a store that keeps columns.
type columned struct {
	*testing.T
	dir string
	// heard is what the store said when it was last opened.
	heard []error
}

// newColumned makes a store, and closes it.
func newColumned(t *testing.T, changes ...graph.Changes) *columned {
	c := &columned{T: t, dir: t.TempDir()}
	s := c.open(memstore.Options{})
	for _, change := range changes {
		apply(t, s, change)
	}
	closeStore(t, s)
	return c
}

func (c *columned) open(opt memstore.Options) *memstore.Store {
	c.Helper()
	s, err := c.try(opt)
	if err != nil {
		c.Fatal(err)
	}
	return s
}

func (c *columned) try(opt memstore.Options) (*memstore.Store, error) {
	c.heard = nil
	opt.Heard = func(_ string, err error) { c.heard = append(c.heard, err) }
	return memstore.OpenWithColumns(c.Context(), c.dir, opt)
}

func (c *columned) path(name string) string { return filepath.Join(c.dir, name) }

// read gives the columns' file, write puts one there that has the time of the database.
func (c *columned) read() []byte {
	c.Helper()
	text, err := os.ReadFile(c.path("goldenthread.columns"))
	if err != nil {
		c.Fatal(err)
	}
	return text
}

func (c *columned) write(columns []byte) {
	c.Helper()
	if err := os.WriteFile(c.path("goldenthread.columns"), columns, 0o600); err != nil {
		c.Fatal(err)
	}
	c.trust()
}

func (c *columned) trust() {
	c.Helper()
	info, err := os.Stat(c.path("goldenthread.db"))
	if err == nil {
		err = os.Chtimes(c.path("goldenthread.columns"), info.ModTime(), info.ModTime())
	}
	if err != nil {
		c.Fatal(err)
	}
}

// holds fails unless a store holds what its status says, and that is as wanted.
func (c *columned) holds(s graph.Store, want graph.Status) {
	c.Helper()
	got := status(c.T, s)
	nodes, links, err := graphtest.Dump(c.Context(), s)
	if want.ReadOnly = got.ReadOnly; got != want || err != nil || graph.HashGraph(nodes, links) != want.Hash {
		c.Errorf("%+v, %v; want %+v, and what is of its hash", got, err, want)
	}
}

// statusOf is how a store is that the same changes make.
func statusOf(t *testing.T, changes ...graph.Changes) graph.Status {
	s := memstore.New()
	for _, change := range changes {
		apply(t, s, change)
	}
	return status(t, s)
}

// No row is read where there are columns: a store opens with all it holds when the tables are empty, which it notices only
// when it is asked to read them, or sees that somebody else wrote to the file.
func TestNoRowIsReadWhereThereAreColumns(t *testing.T) {
	c := newColumned(t, graphtest.Large(300))
	want := statusOf(t, graphtest.Large(300))
	change(t, c.dir, "DELETE FROM nodes; DELETE FROM links")
	c.trust()
	for _, readOnly := range []bool{true, false} {
		s := c.open(memstore.Options{ReadOnly: readOnly})
		c.holds(s, want)
		closeStore(t, s)
	}
	_, err := c.try(memstore.Options{ReadOnly: true, ByRows: true})
	wantKind(t, err, graph.ErrDamaged, "its nodes and links are not those of revision 1")
	change(t, c.dir, "UPDATE links SET note = 'other'; DELETE FROM touched WHERE revision = 1")
	_, err = c.try(memstore.Options{ReadOnly: true})
	wantKind(t, err, graph.ErrDamaged, "its nodes and links are not those of revision 1")
}

// What came after the columns is made again out of the journal.
func TestColumnsOfAnEarlierRevision(t *testing.T) {
	first := graphtest.Large(300)
	c := newColumned(t, first)
	early := c.read()
	s := c.open(memstore.Options{})
	more := []graph.Changes{sites(0, 40), {Actor: "t", Drop: []graph.ID{"action:7"}, Alias: []graph.Alias{{Old: "action:7", New: "action:8"}}}}
	for _, change := range more {
		apply(t, s, change)
	}
	closeStore(t, s)
	if bytes.Equal(c.read(), early) {
		t.Error("a store that was closed leaves the columns as they were")
	}
	c.write(early)
	s = c.open(memstore.Options{ReadOnly: true})
	defer closeStore(t, s)
	if !s.FromColumns() || len(c.heard) > 0 {
		t.Errorf("the columns were not used: %v", c.heard)
	}
	c.holds(s, statusOf(t, append([]graph.Changes{first}, more...)...))
}

// Columns that cannot be used cost time and nothing else: the rows are read, the reason is told, and a writer makes others.
func TestColumnsThatCannotBeUsed(t *testing.T) {
	first := graphtest.Large(60)
	whole := newColumned(t, first).read()
	other := newColumned(t, graphtest.Large(40)).read()
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for name, unfit := range map[string]struct {
		columns []byte
		kind    error
	}{
		"empty":                  {nil, nil},
		"cut":                    {whole[:len(whole)-1], nil},
		"longer":                 {append(bytes.Clone(whole), 0), graph.ErrDamaged},
		"one bit":                {flipped, graph.ErrDamaged},
		"of another version":     {bytes.Replace(whole, []byte(`"Made":"`), []byte(`"MADE":"`), 1), graph.ErrDamaged},
		"of another database":    {other, graph.ErrDamaged},
		"something else":         {[]byte("SQLite format 3\x00"), graph.ErrDamaged},
		"of a revision to come":  {newColumned(t, first, sites(0, 3)).read(), graph.ErrDamaged},
		"with a length too long": {append([]byte{255, 255, 255, 255, 255, 255, 255, 127}, whole[8:]...), graph.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			c := newColumned(t, first)
			c.write(unfit.columns)
			for _, readOnly := range []bool{true, false} {
				s := c.open(memstore.Options{ReadOnly: readOnly})
				c.holds(s, statusOf(t, first))
				if len(c.heard) != 1 || unfit.kind != nil && !errors.Is(c.heard[0], unfit.kind) {
					t.Errorf("it told of %v", c.heard)
				}
				closeStore(t, s)
			}
			s := c.open(memstore.Options{})
			defer closeStore(t, s)
			if !s.FromColumns() || len(c.heard) > 0 {
				t.Errorf("the columns are not mended: %v", c.heard)
			}
			c.holds(s, statusOf(t, first))
		})
	}
}

// Where columns cannot be written the store works, and says why its next start is slow.
func TestColumnsThatCannotBeWritten(t *testing.T) {
	c := newColumned(t, graphtest.Large(300))
	if err := os.Mkdir(c.path("goldenthread.columns.part"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(c.path("goldenthread.columns.part/in-the-way"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := c.open(memstore.Options{})
	apply(t, s, sites(0, 3))
	closeStore(t, s)
	if len(c.heard) == 0 {
		t.Error("it told nothing")
	}
	s = c.open(memstore.Options{ReadOnly: true})
	defer closeStore(t, s)
	c.holds(s, statusOf(t, graphtest.Large(300), sites(0, 3)))
}

// A restored store does not go by the columns of the one it replaces.
func TestARestoredStoreHasNoColumnsOfAnother(t *testing.T) {
	c := newColumned(t, graphtest.Large(300))
	backup := filepath.Join(t.TempDir(), "backup")
	if _, err := memstore.Backup(t.Context(), c.dir, backup, false, nil); err != nil {
		t.Fatal(err)
	}
	s := c.open(memstore.Options{})
	apply(t, s, sites(0, 3))
	closeStore(t, s)
	if _, _, err := memstore.Restore(t.Context(), backup, c.dir, true, nil); err != nil {
		t.Fatal(err)
	}
	s = c.open(memstore.Options{})
	defer closeStore(t, s)
	c.holds(s, statusOf(t, graphtest.Large(300)))
}

// Columns depend on how texts are folded and split into words, and on how fields are written. If this fails, raise
// columnsFormat: files with the old ones are then read row by row, once.
func TestColumnsFormat(t *testing.T) {
	sum := sha256.New()
	for r := rune(1); r < 0x20000; r++ {
		_, _ = fmt.Fprintln(sum, graph.Fold("a"+string(r)+"B"), graph.Words("a"+string(r)+"B"))
	}
	var fields func(of reflect.Type)
	fields = func(of reflect.Type) {
		for i := range of.NumField() {
			f := of.Field(i)
			_, _ = fmt.Fprintln(sum, f.Name, f.Tag, f.Type)
			if f.Type.Kind() == reflect.Struct {
				fields(f.Type)
			}
		}
	}
	fields(reflect.TypeFor[graph.Own]())
	fields(reflect.TypeFor[graph.Link]())
	fields(reflect.TypeFor[graph.Citation]())
	fields(reflect.TypeFor[graph.Quarter]())
	const want = "a7148e87f3999ba0b91ba699354ae00ebb07ade3675b794f57ef8ec8aff16f00"
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("what columns depend on has the hash %s, not %s", got, want)
	}
}

// Whatever a file of columns holds, it is refused, or gives what was written.
func FuzzReadColumns(f *testing.F) {
	s := memstore.New()
	c := sites(0, 4)
	c.Put = append(c.Put, graph.Node{ID: "action:a", Kind: graph.KindAction, Code: "1.1", Title: "A", Description: "longer", Position: 1, Own: graph.Own{Schedule: []graph.ScheduledQuarter{{Quarter: graph.Quarter{Year: "2022/23", Number: 1}}}}})
	c.Link = []graph.Link{
		{Relation: graph.RelationTakesPlaceAt, From: "action:a", To: "site:1", Basis: graph.BasisStated, State: graph.LinkStateActive, Rows: []graph.ID{"priority:3"}, Evidence: c.Put[0].Evidence},
		{Relation: graph.RelationTakesPlaceAt, From: "action:a", To: "site:2", Basis: graph.BasisMentioned, State: graph.LinkStateRejected, Note: "note"},
	}
	c.Alias = []graph.Alias{{Old: "site:former", New: "site:3"}}
	apply(f, s, c)
	whole, err := s.Columns()
	if err != nil {
		f.Fatal(err)
	}
	want := status(f, s).Hash
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, columns []byte) {
		if got, err := memstore.ReadColumns(columns); err == nil && got != want {
			t.Errorf("it holds %s", got)
		}
	})
}
