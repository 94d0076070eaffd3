package neostore_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/neostore"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Each golden file has a question as a client writes it, its statement, and the statement's parameters.
func TestStatements(t *testing.T) {
	for _, q := range asked(t) {
		t.Run(q.name, func(t *testing.T) {
			text, params := neostore.Compile(q.value)
			got := fmt.Sprintf("%s\n\n%s\n\n%s\n", q.document, text, indented(t, params))
			file := filepath.Join("testdata", q.name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the statement is not that of %s; write it anew with -update if it should not be. It is now:\n%s", file, text)
			}
		})
	}
}

// nasty are texts that would break out of a statement if they stood in it.
var nasty = []string{`'`, `"`, "`", `\`, `\u0027`, `{}`, `$p1`, `}) DETACH DELETE n //`, `' OR 1=1 //`, "line\nbreak", `*/`, "a\u2028b", `)--(`, `+x* AND y OR z~`}

// Whatever the texts in a question are, its statement is the same: they stand in parameters alone.
func TestTextsDoNotReachTheStatement(t *testing.T) {
	for _, q := range asked(t) {
		want, wantParams := neostore.Compile(q.value)
		for _, text := range nasty {
			got, params := neostore.Compile(spoilt(reflect.ValueOf(q.value), text).Interface())
			if got != want {
				t.Errorf("%s: with %q the statement becomes\n%s", q.name, text, got)
			}
			if len(params) != len(wantParams) {
				t.Errorf("%s: with %q there are %d parameters instead of %d", q.name, text, len(params), len(wantParams))
			}
		}
	}
}

// spoilt is a value with a text put after every text in it that may be somebody's: all but names of fields, the key of
// what is unplaced, and links' IDs, which are taken apart and are nothing when they are not well formed.
func spoilt(v reflect.Value, text string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); s != "" && s != graph.Unplaced && v.Type() != reflect.TypeFor[graph.FieldName]() && !graph.ID(s).IsLink() {
			out.SetString(s + text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(spoilt(v.Field(i), text))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			out.Index(i).Set(spoilt(v.Index(i), text))
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return out
		}
		made := spoilt(v.Elem(), text)
		if v.Kind() == reflect.Interface {
			out.Set(made)
			return out
		}
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(made)
	}
	return out
}

func indented(t *testing.T, v any) string {
	t.Helper()
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}
