package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/web"
)

// documentFlags say which documents a server knows by name.
type documentFlags struct {
	manifests []string
	only      bool
	automatic bool
}

func (f *documentFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringArrayVar(&f.manifests, "trusted-documents", nil, `trust the documents of this manifest: a JSON `+"`file`"+` {"ID": "document"}, or as Apollo's tools write it (repeatable); the playground's questions are always trusted`)
	flags.BoolVar(&f.only, "only-trusted", false, "answer trusted documents alone")
	flags.BoolVar(&f.automatic, "apq", true, "keep documents that clients send with their hash (automatic persisted queries)")
}

// documents reads the manifests.
func (f *documentFlags) documents(p *program) (gql.Documents, error) {
	d := gql.Documents{Trusted: map[string]string{}, OnlyTrusted: f.only, NoAutomatic: !f.automatic}
	questions, err := web.Questions()
	if err != nil {
		return d, err
	}
	for _, q := range questions {
		d.Trusted[q.Name] = q.Document
	}
	for _, path := range f.manifests {
		text, err := p.readFile(path)
		if err != nil {
			return d, err
		}
		listed, err := readManifest(text)
		if err != nil {
			return d, graph.Errorf(graph.ErrInvalid, "%s: %v", path, err)
		}
		for id, document := range listed {
			if other, ok := d.Trusted[id]; ok && other != document {
				return d, graph.Errorf(graph.ErrInvalid, "%s: another trusted document is called %s too", path, id)
			}
			d.Trusted[id] = document
		}
	}
	return d, nil
}

// readManifest reads documents by ID, as Relay's compiler writes them, or as Apollo's tools do.
func readManifest(text []byte) (map[string]string, error) {
	var apollo struct {
		Format     string
		Operations []struct{ ID, Body string }
	}
	if err := json.Unmarshal(text, &apollo); err == nil && apollo.Format != "" {
		if apollo.Format != "apollo-persisted-query-manifest" {
			return nil, graph.Errorf(graph.ErrInvalid, "there is no format %q of manifests", apollo.Format)
		}
		out := map[string]string{}
		for _, op := range apollo.Operations {
			out[op.ID] = op.Body
		}
		return out, nil
	}
	var out map[string]string
	if err := json.Unmarshal(text, &out); err != nil || out == nil {
		return nil, graph.Errorf(graph.ErrInvalid, `a manifest is a JSON object {"ID": "document"}`)
	}
	return out, nil
}
