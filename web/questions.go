package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed questions
var questions embed.FS

// A Question is one of the examples that the playground opens with. Tests run every one, and the server may take them as
// its trusted documents.
type Question struct {
	Name        string          // its file's name without extension, such as "01-shared-actions"; they sort in order
	Title       string          // the question in plain words
	Explanation string          // what the answer shows, for a reader who knows no GraphQL
	Document    string          // the GraphQL document, comments included: exactly what the playground sends
	Variables   json.RawMessage // a JSON object; nil where the document takes none
}

// Questions gives the examples in their order. The error is about files that the binary was built with: one without a
// title in its first line, variables that are no JSON object or belong to no document.
func Questions() ([]Question, error) {
	return readQuestions(questions)
}

func readQuestions(from fs.FS) ([]Question, error) {
	files, err := fs.ReadDir(from, "questions")
	if err != nil {
		return nil, err
	}
	var found []Question
	for _, file := range files {
		name, extension := strings.TrimSuffix(file.Name(), path.Ext(file.Name())), path.Ext(file.Name())
		content, err := fs.ReadFile(from, path.Join("questions", file.Name()))
		if err != nil {
			return nil, err
		}
		switch extension {
		case ".graphql":
			question := Question{Name: name, Document: string(content)}
			if question.Title, question.Explanation = opening(question.Document); question.Title == "" {
				return nil, fmt.Errorf("questions/%s: the first line must be a comment with the question's title", file.Name())
			}
			found = append(found, question)
		case ".json": // sorts after its document
			if err := setVariables(found, name, content); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

func setVariables(to []Question, name string, content []byte) error {
	if len(to) == 0 || to[len(to)-1].Name != name {
		return fmt.Errorf("questions/%s.json: there is no %s.graphql that it belongs to", name, name)
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(content, &object); err != nil || object == nil {
		return fmt.Errorf("questions/%s.json: variables must be a JSON object", name)
	}
	to[len(to)-1].Variables = content
	return nil
}

// opening gives the first comment line of a document and, joined, the comment lines below it.
func opening(document string) (title, explanation string) {
	var words []string
	for line := range strings.Lines(document) {
		comment, ok := strings.CutPrefix(line, "#")
		if !ok {
			break
		}
		words = append(words, strings.TrimSpace(comment))
	}
	if len(words) == 0 {
		return "", ""
	}
	return words[0], strings.TrimSpace(strings.Join(words[1:], " "))
}
