package neostore

import (
	"context"
	"errors"
	"regexp"
	"runtime"
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Quarters asks for the quarters of a plan.
type Quarters struct{ Plan graph.ID }

// Compile gives the statement of a question.
func Compile(question any) (text string, params map[string]any) {
	c := newCompiler()
	switch q := question.(type) {
	case graph.Walk:
		c.walk(&q)
	case graph.LinkWalk:
		c.linkWalk(&q)
	case graph.Tally:
		c.tally(&q)
	case graph.PathQuery:
		c.paths(&q)
	case graph.SearchQuery:
		c.search(&q, graph.Words(q.Query))
	case graph.Lookup:
		c.lookup(&q)
	case Quarters:
		c.quartersOf(q.Plan)
	}
	st := c.statement()
	return st.text, st.params
}

// JournalText is the text of the statement for a question to the journal.
func JournalText(q graph.JournalQuery) string { return journalStatement(&q).text }

const endless = "UNWIND range(1, 1000000000000) AS endless RETURN count(endless)"

// RunEndless runs a query that does not end by itself.
func (s *Store) RunEndless(ctx context.Context) error {
	_, err := s.read(ctx, statement{text: endless})
	return err
}

// EndlessRuns reports whether that query runs in the database.
func (s *Store) EndlessRuns(ctx context.Context) (bool, error) {
	rows, err := s.read(ctx, statement{
		text:   "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery = $query RETURN count(*) > 0",
		params: map[string]any{"query": endless},
	})
	return err == nil && len(rows) == 1 && asBool(rows[0][0]), err
}

// OthersAtWork is how many transactions there are in the database beside this one.
func (s *Store) OthersAtWork(ctx context.Context) (int64, error) {
	row, err := s.one(ctx, statement{text: "SHOW TRANSACTIONS YIELD transactionId RETURN count(*) - 1"})
	if err != nil {
		return 0, err
	}
	return asInt(row[0]), nil
}

// Raw runs a statement that writes, as somebody would by hand.
func (s *Store) Raw(ctx context.Context, text string, params map[string]any) ([][]any, error) {
	var rows [][]any
	err := s.write(ctx, func(ctx context.Context, tx neo4j.ExplicitTransaction) (err error) {
		rows, err = rowsOf(ctx, tx, text, params)
		return err
	})
	return rows, err
}

// Explain gives the operators of a statement's plan with their details. They are read from the drawing of the plan: the
// driver's tree (5.28.4) shows of several children only the last, as many times as there are.
func (s *Store) Explain(ctx context.Context, text string) ([][2]string, error) {
	var drawing string
	err := s.write(ctx, func(ctx context.Context, tx neo4j.ExplicitTransaction) error {
		result, err := tx.Run(ctx, "EXPLAIN "+text, nil)
		if err != nil {
			return err
		}
		summary, err := result.Consume(ctx)
		if err == nil {
			drawing, _ = summary.Plan().Arguments()["string-representation"].(string)
		}
		return err
	})
	if err == nil && drawing == "" {
		err = errors.New("the plan comes without its drawing")
	}
	return planOperators(drawing), err
}

// planOperator is the first line of an operator in a drawing: branches, name, ID, details.
var planOperator = regexp.MustCompile(`(?m)^\| *[|\\]* *\+([A-Za-z]+)(?:\([^)|]*\))? *\| *\d+ \| ([^|]*)`)

func planOperators(drawing string) [][2]string {
	var found [][2]string
	for _, m := range planOperator.FindAllStringSubmatch(drawing, -1) {
		found = append(found, [2]string{m[1], strings.TrimSpace(m[2])})
	}
	return found
}

// Accesses is how often a statement accesses the database, as the drawing of its profile says: the driver's tree does not
// have all of it (see Explain).
func (s *Store) Accesses(ctx context.Context, text string, params map[string]any) (int, error) {
	var drawing string
	err := s.write(ctx, func(ctx context.Context, tx neo4j.ExplicitTransaction) error {
		result, err := tx.Run(ctx, "PROFILE "+text, params)
		if err != nil {
			return err
		}
		summary, err := result.Consume(ctx)
		if err == nil {
			drawing, _ = summary.Profile().Arguments()["string-representation"].(string)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	found := totalAccesses.FindStringSubmatch(drawing)
	if found == nil {
		return 0, errors.New("the profile comes without its total")
	}
	return strconv.Atoi(found[1])
}

var totalAccesses = regexp.MustCompile(`Total database accesses: (\d+)`)

// Hold keeps the lock that writers take until it is released.
func (s *Store) Hold(ctx context.Context) (release func() error, err error) {
	session := s.session(ctx, neo4j.AccessModeWrite)
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := rowsOf(ctx, tx, lockUpgrade, nil); err != nil {
		return nil, err
	}
	return func() error { return errors.Join(tx.Rollback(ctx), session.Close(ctx)) }, nil
}

// AwaitWriters waits until one writer is at work and as many wait.
func (s *Store) AwaitWriters(waiting int) {
	for {
		s.queue.mu.Lock()
		there := s.queue.leading && len(s.queue.waiting) == waiting
		s.queue.mu.Unlock()
		if there {
			return
		}
		runtime.Gosched()
	}
}

// Together is how many of the changes share each transaction, if all of them wait.
func Together(changes []graph.Changes) (sizes []int) {
	var q queue
	for i := range changes {
		q.add(&proposal{changes: &changes[i]})
	}
	for group := q.next(); len(group) > 0; group = q.next() {
		sizes = append(sizes, len(group))
	}
	return sizes
}

// Statements is how many statements a change takes within its transaction, which is not committed.
func (s *Store) Statements(ctx context.Context, c graph.Changes) (int, error) {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer closeSession(ctx, session)
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		return 0, err
	}
	counted := &countedTransaction{ExplicitTransaction: tx}
	p := &proposal{ctx: ctx, changes: &c, token: "counted"}
	err = errors.Join(s.apply(ctx, counted, []*proposal{p}), p.err, tx.Rollback(ctx))
	return counted.ran, err
}

type countedTransaction struct {
	neo4j.ExplicitTransaction
	ran int
}

func (t *countedTransaction) Run(ctx context.Context, text string, params map[string]any) (neo4j.ResultWithContext, error) {
	t.ran++
	return t.ExplicitTransaction.Run(ctx, text, params)
}

// SetFewLinks sets up to how many links of a basis are looked up to find the nodes of a tier, and gives what puts it back.
func SetFewLinks(n int64) (restore func()) {
	before := fewLinks
	fewLinks = n
	return func() { fewLinks = before }
}
