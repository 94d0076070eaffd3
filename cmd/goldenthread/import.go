package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/gazetteer"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
	"github.com/goldenthread/goldenthread/internal/ingest"
	"github.com/goldenthread/goldenthread/internal/open"
	"github.com/goldenthread/goldenthread/internal/transfer"
)

// An importVerb is the verb import with its options.
type importVerb struct {
	*program
	store                        storeFlags
	dryRun, json                 bool
	corrections, gazetteer, year string
	series                       revise.Options
}

func (p *program) importCommand() *cobra.Command {
	v := &importVerb{program: p}
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read plans into the graph",
		Long: `Reads alignment tables, as text that OCR or a PDF reader leaves of them, into the graph, and reports what was found,
repaired and doubted, and what that adds, changes and retires. FILE may be - for the standard input.

All files are read before anything is written: if one cannot be, the graph stays as it is. Each file is one change of
the graph. Importing a file again changes nothing.

A file whose plan is called as one that stands, in whatever year, is its next version: things keep their IDs, what people
changed, confirmed, rejected or removed stays so, and what the plan has no more is retired. Any other file starts a plan of
its own. Where that cannot be told, --continues and --separate say it.`,
		Example: `  goldenthread import annex.txt
  goldenthread import annex.txt --dry-run --json
  goldenthread import annex-2024.txt --continues plan:annex
  goldenthread import annex.txt --corrections reviewed.tsv --gazetteer council.txt
  pdftotext -layout plan.pdf - | goldenthread import -`,
		Args: arguments(1, -1, "the file"),
		RunE: v.run,
	}
	v.store.add(v.program, c)
	c.Flags().BoolVar(&v.dryRun, "dry-run", false, "report, and write nothing")
	c.Flags().BoolVar(&v.json, "json", false, "write the report as JSON")
	c.Flags().StringVar(&v.corrections, "corrections", "", "a `file` of reviewed corrections: line number or *, before and after, parted by tabs")
	c.Flags().StringVar(&v.gazetteer, "gazetteer", "", "a `file` of partners, sites and programmes to find, beside the known ones")
	c.Flags().StringVar(&v.year, "year", "", "the plan's `year`, such as 2022/23, instead of the one that the document names")
	c.Flags().StringVar((*string)(&v.series.Continues), "continues", "", "the `ID` of the plan that the file is the next version of")
	c.Flags().BoolVar(&v.series.Separate, "separate", false, "the file is a plan of its own, whatever it is called")
	return c
}

// A document is a file that was read, and what became of it.
type document struct {
	File   string           `json:"file"`
	Report *importer.Report `json:"report"`
	// Account is what the document changes of what stands.
	Account *importer.Account `json:"account"`
	reading *revise.Reading
	// Changed says whether the graph did, and Revision at which it stands; neither in a dry run.
	Changed  bool           `json:"changed"`
	Revision graph.Revision `json:"revision,omitempty"`
}

func (v *importVerb) run(c *cobra.Command, args []string) error {
	if i := slices.Index(args, "-"); i >= 0 && slices.Contains(args[i+1:], "-") {
		return usagef("the standard input can be read only once")
	}
	if err := onlyOne(c, "continues", "separate"); err != nil {
		return err
	}
	if v.series.Continues != "" && len(args) > 1 {
		return usagef("--continues is about one file: import the others by themselves")
	}
	documents, err := v.readAll(c.Context(), args)
	if err != nil {
		return err
	}
	work := v.apply
	if v.dryRun {
		work = v.preview
	}
	if err := work(c, documents); err != nil {
		return err
	}
	if v.json {
		return writeIndented(v.out, map[string]any{"dryRun": v.dryRun, "documents": documents})
	}
	return v.print(documents)
}

// readAll reads every file, and tells of every one that cannot be.
func (v *importVerb) readAll(ctx context.Context, files []string) ([]*document, error) {
	opt, err := v.options()
	if err != nil {
		return nil, err
	}
	var documents []*document
	var failed []error
	for _, file := range files {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		d, err := v.read(file, opt)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		documents = append(documents, d)
	}
	if len(failed) > 0 && len(files) > 1 {
		failed = append(failed, graph.Errorf(graph.ErrInvalid, "nothing was imported"))
	}
	return documents, errors.Join(failed...)
}

func (v *importVerb) read(file string, opt annex.Options) (*document, error) {
	text, err := v.readFile(file)
	if err != nil {
		return nil, err
	}
	if terminal(v.err) {
		opt.Progress = v.reading(file)
	}
	opt.Document = filepath.Base(file)
	if file == "-" {
		opt.Document = "standard input"
	}
	changes, report, err := annex.Import(text, opt)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return &document{File: file, Report: report, reading: revise.NewReading(changes, report)}, nil
}

// apply writes every document, each as one change.
func (v *importVerb) apply(c *cobra.Command, documents []*document) (err error) {
	ctx := c.Context()
	store, _, err := v.store.open(ctx, c, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()
	for i, d := range documents {
		out, err := ingest.Apply(ctx, store, d.reading, v.series)
		if err != nil {
			return fmt.Errorf("%s: %w (files imported before it: %d)", d.File, err, i)
		}
		d.tell(out)
		d.Changed, d.Revision = out.Changed, out.Revision
	}
	return nil
}

// tell has a document say what becomes of it in the graph.
func (d *document) tell(out *ingest.Outcome) {
	d.Account = out.Account
	d.Report.Rename(out.ID)
}

// preview says what every document would change, each after those before it, and writes nothing.
func (v *importVerb) preview(c *cobra.Command, documents []*document) (err error) {
	ctx := c.Context()
	store, exists, err := v.store.existing(ctx, c)
	if err != nil {
		return err
	}
	if exists {
		defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()
	}
	work := ingest.Preview
	if !exists || len(documents) > 1 {
		scratch, remove, err := scratchCopy(ctx, store)
		if err != nil {
			return err
		}
		defer remove()
		store, work = scratch, ingest.Apply
	}
	for _, d := range documents {
		out, err := work(ctx, store, d.reading, v.series)
		if err != nil {
			return fmt.Errorf("%s: %w", d.File, err)
		}
		d.tell(out)
	}
	return nil
}

// scratchCopy makes a store that may be written to and is removed afterwards: a copy of another one, or an empty one.
func scratchCopy(ctx context.Context, of graph.Store) (store graph.Store, remove func(), err error) {
	dir, err := os.MkdirTemp("", "goldenthread-")
	if err != nil {
		return nil, nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) }
	defer func() {
		if err != nil {
			remove()
		}
	}()
	if store, err = open.Store(ctx, open.Folder(dir), open.Options{}); err != nil {
		return nil, nil, err
	}
	remove = func() {
		_ = store.Close(context.WithoutCancel(ctx))
		_ = os.RemoveAll(dir)
	}
	if of != nil {
		_, err = transfer.Copy(ctx, of, store, nil)
	}
	return store, remove, err
}

func (v *importVerb) print(documents []*document) error {
	for _, d := range documents {
		if err := errors.Join(d.Report.Print(v.out), d.Account.Print(v.out)); err != nil {
			return err
		}
		var outcome string
		switch {
		case v.dryRun:
			outcome = "Nothing was written: this was a dry run."
		case d.Changed:
			outcome = fmt.Sprintf("Imported as revision %d.", d.Revision)
		default:
			outcome = fmt.Sprintf("Nothing changed: the graph had all of it already, at revision %d.", d.Revision)
		}
		if _, err := fmt.Fprintf(v.out, "\n%s\n", outcome); err != nil {
			return err
		}
	}
	return nil
}

func writeIndented(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// options are those of the importer, read from the files that the flags name.
func (v *importVerb) options() (opt annex.Options, err error) {
	opt.PlanYear = v.year
	if v.corrections != "" {
		text, err := v.readFile(v.corrections)
		if err != nil {
			return opt, err
		}
		if opt.Corrections, err = importer.ParseCorrections(text); err != nil {
			return opt, fmt.Errorf("%s: %w", v.corrections, err)
		}
	}
	if v.gazetteer != "" {
		text, err := v.readFile(v.gazetteer)
		if err != nil {
			return opt, err
		}
		if opt.Gazetteer, err = gazetteer.Default().With(text); err != nil {
			return opt, fmt.Errorf("%s: %w", v.gazetteer, err)
		}
	}
	return opt, nil
}
