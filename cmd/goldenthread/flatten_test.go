package main

import (
	"strings"
	"testing"
)

// render writes an answer's data in a format.
func render(t *testing.T, name, data string) string {
	t.Helper()
	a, err := readAnswer([]byte(`{"data":` + data + `}`))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := formats[name](&out, a); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRows(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"the nodes of a connection": {
			`{"actions":{"totalCount":2,"nodes":[{"code":"1","title":"A"},{"code":"2","title":"B"}]}}`,
			"code,title\n1,A\n2,B\n",
		},
		"edges with what they say of the link": {
			`{"actions":{"edges":[{"basis":"STATED","node":{"title":"A"}}]}}`,
			"basis,title\nSTATED,A\n",
		},
		"edges rather than nodes, and either rather than what stands before them": {
			`{"actions":{"basisCounts":[{"basis":"STATED","count":1}],"nodes":[{"id":"x"}],"edges":[{"cursor":"c"}]}}`,
			"cursor\nc\n",
		},
		"nested lists are joined, each column by itself": {
			`{"actions":{"nodes":[{"title":"A","priorities":{"nodes":[{"code":"1","title":"X"},{"code":"4","title":"Y"}]}}]}}`,
			"title,priorities.code,priorities.title\nA,1; 4,X; Y\n",
		},
		"lists within nested lists are joined too": {
			`{"a":[{"b":[{"c":["1","2"]},{"c":["3"]}]}]}`,
			"b.c\n1; 2; 3\n",
		},
		"an empty nested list leaves its columns empty": {
			`{"a":[{"t":"A","b":[]},{"t":"B","b":[{"x":"1","y":"2"}]}]}`,
			"t,b.x,b.y\nA,,\nB,1,2\n",
		},
		"columns that only later rows have": {
			`{"a":[{"t":"A"},{"t":"B","code":"2","z":null}]}`,
			"t,code,z\nA,,\nB,2,\n",
		},
		"a null instead of an object": {
			`{"a":[{"t":"A","plan":null},{"t":"B","plan":{"title":"P"}}]}`,
			"t,plan.title\nA,\nB,P\n",
		},
		"the same name at edge and node keeps its path": {
			`{"a":{"edges":[{"basis":"STATED","node":{"basis":"INFERRED"}}]}}`,
			"basis,node.basis\nSTATED,INFERRED\n",
		},
		"no list": {
			`{"action":{"code":"1","title":"A","plan":{"year":"2022/23"}}}`,
			"code,title,plan.year\n1,A,2022/23\n",
		},
		"one value":    {`{"revision":7}`, "revision\n7\n"},
		"several ones": {`{"a":true,"b":null,"c":1.50}`, "a,b,c\ntrue,,1.50\n"},
		"plain values": {`{"ids":["a","b"]}`, "value\na\nb\n"},
		"an empty list": {
			`{"actions":{"nodes":[]}}`,
			"\n",
		},
		"a list of nulls":    {`{"nodes":[null,{"id":"x"}]}`, "id\n\nx\n"},
		"null for the field": {`{"action":null}`, "action\n\n"},
		"counts over two axes": {
			`{"alignmentMatrix":{"rows":[{"key":"p:1","label":"One"},{"key":"p:2","label":"Two"}],"columns":[{"key":"t:a","label":"A"}],"counts":[[3],[0]],"total":3}}`,
			"counts,A\nOne,3\nTwo,0\n",
		},
		"counts without labels": {
			`{"m":{"rows":[{"entity":{"title":"One"}}],"columns":[{"unplaced":null},{"key":"b"}],"counts":[[1,2]]}}`,
			"counts,1,b\nOne,1,2\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := render(t, "csv", c.data); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// Texts come from documents that anybody may have written; a spreadsheet must not run them.
func TestCSVHoldsNoFormulas(t *testing.T) {
	got := render(t, "csv", `{"a":[{"=t":"=1+1","u":"+1","v":"-1","w":"@x","x":"\tx","y":-1,"z":"a=b"}]}`)
	if want := "'=t,u,v,w,x,y,z\n'=1+1,'+1,'-1,'@x,'\tx,-1,a=b\n"; got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestTable(t *testing.T) {
	got := render(t, "table", `{"a":[{"title":"Größe\n\u001b[31mrot","count":5},{"title":"`+strings.Repeat("long ", 30)+`","count":12}]}`)
	want := "" +
		"title                                                                     count\n" +
		"------------------------------------------------------------------------  -----\n" +
		"Größe [31mrot                                                                 5\n" +
		"long long long long long long long long long long long long long long l…     12\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestJSONStaysAsItCame(t *testing.T) {
	if got, want := render(t, "json", `{"b":1.50,"a":"<é>"}`), "{\n  \"data\": {\n    \"b\": 1.50,\n    \"a\": \"<é>\"\n  }\n}\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestErrorsInWords(t *testing.T) {
	a, err := readAnswer([]byte(`{"errors":[{"message":"no such\nthing","path":["a",0,"b"],"locations":[{"line":1,"column":3}],"extensions":{"code":"NOT_FOUND"}},{"message":"plain"}],"data":{"a":null}}`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(a.errors, "|"), "no such thing (NOT_FOUND, at a.0.b, line 1 column 3)|plain"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzFlatten(f *testing.F) {
	for _, seed := range []string{`{"a":[{"b":[]}]}`, `[]`, `[[1]]`, `{"rows":[1],"columns":[1],"counts":[[1]]}`, `null`, `{"":{"":[{"":""}]}}`, `{"a":{"nodes":[null]}}`, "[]}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		a, err := readAnswer([]byte(`{"errors":[{}],"data":` + data + `}`))
		if err != nil {
			return
		}
		g := flatten(a.data)
		for _, row := range g.rows {
			if len(row) != len(g.columns) {
				t.Fatalf("%d cells under %d columns", len(row), len(g.columns))
			}
		}
		for name, write := range formats {
			var out strings.Builder
			if err := write(&out, a); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
}
