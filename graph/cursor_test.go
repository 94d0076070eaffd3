package graph_test

import (
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var someCursor = graph.Cursor{
	Keys: []graph.Value{graph.Text("é title"), {}, graph.Int(-7), graph.Float(0.75), graph.Text("")},
	ID:   "action:review-museum-storage",
}

func TestCursorsComeBack(t *testing.T) {
	for _, c := range []graph.Cursor{someCursor, {ID: "a"}, {}} {
		got, err := graph.DecodeCursor(graph.EncodeCursor(c, "order"), "order")
		if err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("got %+v, %v; want %+v", got, err, c)
		}
	}
}

func TestCursorsAreShort(t *testing.T) {
	c := graph.Cursor{Keys: []graph.Value{graph.Int(12)}, ID: "priority:3"}
	if s := graph.EncodeCursor(c, "position"); len(s) > 26 {
		t.Errorf("%q has %d characters", s, len(s))
	}
}

func TestCursorsOfSomethingElseAreRefused(t *testing.T) {
	s := graph.EncodeCursor(someCursor, "order")
	newer, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	newer[0]++
	for text, words := range map[string]string{
		"":            "no cursor",
		"not base64!": "no cursor",
		"AQ":          "no cursor",
		s[:len(s)/2]:  "no cursor",
		s + "=":       "no cursor",
		base64.RawURLEncoding.EncodeToString(newer): "version 2",
	} {
		_, err := graph.DecodeCursor(text, "order")
		if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: got %v, want it to say %q", text, err, words)
		}
	}
	_, err = graph.DecodeCursor(s, "another order")
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "another list or order") {
		t.Errorf("another order: got %v", err)
	}
}

func FuzzDecodeCursor(f *testing.F) {
	f.Add(graph.EncodeCursor(someCursor, "order"))
	f.Add("AQ")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := graph.DecodeCursor(s, "order")
		if err != nil {
			if !errors.Is(err, graph.ErrInvalid) {
				t.Errorf("%v is not invalid", err)
			}
			return
		}
		again, err := graph.DecodeCursor(graph.EncodeCursor(c, "order"), "order")
		if err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("%+v comes back as %+v, %v", c, again, err)
		}
	})
}
