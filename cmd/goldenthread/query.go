package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/open"
)

// A queryVerb is the verb query with its options.
type queryVerb struct {
	*program
	store                                     storeFlags
	endpoint, variables, operation, formatted string
	keyFile                                   string
}

func (p *program) queryCommand() *cobra.Command {
	q := &queryVerb{program: p}
	c := &cobra.Command{
		Use:   "query GRAPHQL | @FILE | -",
		Short: "Ask a question in GraphQL",
		Long: `Asks a question in GraphQL, of a data folder or of a running server, and writes the answer.

The formats table and csv have one row for each item of the first list in the answer: the edges or nodes of a
connection, or the items of a plain list. What is nested becomes columns named by their path; what a nested list
holds is joined with "; ". Counts over two axes become a table of their own. A table cuts long texts, csv does not,
and in csv a text that a spreadsheet would take for a formula is made harmless with an apostrophe before it.

If the answer has errors, they are written to the standard error and the exit code is 1.`,
		Example: `  goldenthread query '{ sharedActions { nodes { title priorities { nodes { code } } } } }' --format table
  goldenthread query @question.graphql --variables '{"id": "priority:4"}'
  goldenthread query - --variables @variables.json --format csv < question.graphql
  goldenthread query '{ revision }' --url http://127.0.0.1:8080`,
		Args: arguments(1, 1, "the question"),
		RunE: q.run,
	}
	q.store.add(q.program, c)
	c.Flags().StringVar(&q.endpoint, "url", "", "ask the server at this `URL`, such as http://127.0.0.1:8080, instead of a store")
	c.Flags().StringVar(&q.keyFile, "key-file", "", "the `file` of the key or token to show to the server, if GOLDENTHREAD_KEY is not set")
	c.Flags().StringVar(&q.variables, "variables", "", "the question's variables: a `JSON` object, or @FILE, or - for the standard input")
	c.Flags().StringVar(&q.operation, "operation", "", "the `name` of the operation to run, if there are several")
	c.Flags().StringVar(&q.formatted, "format", "json", "`how` to write the answer: json, table or csv")
	return c
}

func (q *queryVerb) run(c *cobra.Command, args []string) error {
	write, ok := formats[q.formatted]
	if !ok {
		return usagef("there is no format %q: there are json, table and csv", q.formatted)
	}
	if args[0] == "-" && q.variables == "-" {
		return usagef("the standard input cannot be both the question and its variables")
	}
	if err := onlyOne(c, "data", "store", "url"); err != nil {
		return err
	}
	request, err := q.request(args[0])
	if err != nil {
		return err
	}
	var body []byte
	if q.endpoint != "" && !c.Flags().Changed("data") && !c.Flags().Changed("store") {
		body, err = q.askServer(c.Context(), request)
	} else {
		body, err = q.askStore(c.Context(), c, request)
	}
	if err != nil {
		return err
	}
	return q.print(body, write)
}

// request reads the question and its variables from where the arguments say.
func (q *queryVerb) request(question string) (gql.Request, error) {
	request := gql.Request{OperationName: q.operation}
	text, err := q.text(question)
	if err != nil {
		return request, err
	}
	if request.Query = string(text); strings.TrimSpace(request.Query) == "" {
		return request, usagef("the question is empty")
	}
	if q.variables == "" {
		return request, nil
	}
	text, err = q.text(q.variables)
	if err != nil {
		return request, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&request.Variables); err != nil || request.Variables == nil || decoder.More() {
		return request, usagef(`the variables are not a JSON object such as {"id": "priority:4"}`)
	}
	return request, nil
}

// text is an argument itself, or what it refers to: @FILE, or - for the standard input.
func (p *program) text(argument string) ([]byte, error) {
	if file, ok := strings.CutPrefix(argument, "@"); ok {
		return p.readFile(file)
	}
	if argument == "-" {
		return p.readFile("-")
	}
	return []byte(argument), nil
}

// askServer asks the server that was chosen, with the key from the environment or a file.
func (q *queryVerb) askServer(ctx context.Context, request gql.Request) ([]byte, error) {
	key := q.variable(keyVariable)
	if key == "" && q.keyFile != "" {
		text, err := q.readFile(q.keyFile)
		if err != nil {
			return nil, err
		}
		key = strings.TrimSpace(string(text))
	}
	return askServer(ctx, q.endpoint, key, request)
}

func (q *queryVerb) askStore(ctx context.Context, c *cobra.Command, request gql.Request) ([]byte, error) {
	store, _, err := q.store.open(ctx, c, true)
	if err != nil {
		return nil, err
	}
	defer store.Close(context.WithoutCancel(ctx)) // nothing was written
	return gql.New(store, gql.Options{Past: open.Past(store)}).Execute(ctx, request).Body, ctx.Err()
}

// print writes an answer, and its errors where errors go.
func (q *queryVerb) print(body []byte, write format) error {
	answer, err := readAnswer(body)
	if err != nil {
		return err
	}
	if err := write(q.out, answer); err != nil {
		return err
	}
	for _, e := range answer.errors {
		q.tell("goldenthread: %s\n", e)
	}
	if len(answer.errors) > 0 {
		return errFindings
	}
	return nil
}
