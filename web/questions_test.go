package web

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestQuestionsAreExplained(t *testing.T) {
	questions, err := Questions()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(questions, func(a, b Question) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the questions are not in the order of their names")
	}
	titles := map[string]bool{}
	for _, q := range questions {
		if !strings.HasSuffix(q.Title, "?") || titles[q.Title] {
			t.Errorf("%s: the title %q is no question, or another has it", q.Name, q.Title)
		}
		titles[q.Title] = true
		if len(q.Explanation) < 40 {
			t.Errorf("%s: no analyst understands it by the explanation %q", q.Name, q.Explanation)
		}
		if (q.Variables != nil) != strings.Contains(q.Document, "$") {
			t.Errorf("%s: variables are given but not used, or used but not given", q.Name)
		}
	}
	if len(questions) == 0 || questions[0].Variables != nil {
		t.Error("the first question must be there, and take no variables: GraphiQL would not show them")
	}
}

func TestQuestionFilesOutOfForm(t *testing.T) {
	const good = "# What?\n{ revision }\n"
	for want, files := range map[string]fstest.MapFS{
		"the first line must be a comment": {"questions/01-a.graphql": {Data: []byte("{ revision }\n")}},
		"there is no 02-b.graphql": {
			"questions/01-a.graphql": {Data: []byte(good)},
			"questions/02-b.json":    {Data: []byte("{}")},
		},
		"variables must be a JSON object": {
			"questions/01-a.graphql": {Data: []byte(good)},
			"questions/01-a.json":    {Data: []byte("null")},
		},
	} {
		if _, err := readQuestions(files); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want one that says %q", err, want)
		}
	}
}
