package gazetteer_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/gazetteer"
)

func TestACouncilExtendsTheDefault(t *testing.T) {
	g, err := gazetteer.Default().With([]byte("[places]\nNether Wallop\n[organisations]\nNHS | Health Trust\n"))
	if err != nil {
		t.Fatal(err)
	}
	if !g.Has("wallop") || gazetteer.Default().Has("wallop") {
		t.Error("the added place is not there, or the default was changed")
	}
	for _, e := range g.Entries(gazetteer.Organisations) {
		if e.Names[0] == "NHS" && e.Names[len(e.Names)-1] != "Health Trust" {
			t.Errorf("the added name is not there: %q", e.Names)
		}
	}
}

func TestMalformedGazetteersNameTheirLine(t *testing.T) {
	for _, text := range []string{"\nentry\n", "\n[planets]\n"} {
		if _, err := gazetteer.Parse([]byte(text)); !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("[words]\na | b # c\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := gazetteer.Parse([]byte(text)); err != nil && !errors.Is(err, graph.ErrInvalid) {
			t.Error(err)
		}
	})
}
