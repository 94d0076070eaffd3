package soak

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync/atomic"
)

// A load is what writers and readers do to a server at one URL, and how to tell that it went right. There are actions
// that move between priorities: each always serves exactly one. And there are counters, whose sum is known.
type load struct {
	url    string
	client *http.Client
	// moves and counts are how often something was moved and counted up, acknowledged ones alone.
	moves, counts, conflicts, reads, attacks atomic.Int64
}

const (
	priorities = 8
	movers     = 40
	counters   = 4
)

func priority(i int) string { return fmt.Sprintf("priority:p%d", i) }
func mover(i int) string    { return fmt.Sprintf("action:mover-%d", i) }
func counter(i int) string  { return fmt.Sprintf("action:counter-%d", i) }

// ask asks and decodes the data. An answer with errors is an error.
func (l *load) ask(ctx context.Context, query string, variables map[string]any, data any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	status, text, err := l.send(ctx, body, "application/json")
	if err != nil {
		return err
	}
	answer := struct {
		Errors []any
		Data   any
	}{Data: data}
	if err := json.Unmarshal(text, &answer); err != nil || status != http.StatusOK || len(answer.Errors) > 0 {
		return fmt.Errorf("%d: %.300s", status, text)
	}
	return nil
}

// plant makes the priorities, movers and counters.
func (l *load) plant(ctx context.Context) error {
	var changes []any
	for i := range priorities {
		changes = append(changes, map[string]any{"priorityCreate": map[string]any{"title": fmt.Sprintf("Priority %d", i), "code": fmt.Sprintf("p%d", i)}})
	}
	for i := range movers {
		changes = append(changes, map[string]any{"actionCreate": map[string]any{"title": fmt.Sprintf("Mover %d", i), "priorities": []string{priority(i % priorities)}}})
	}
	for i := range counters {
		changes = append(changes, map[string]any{"actionCreate": map[string]any{"title": fmt.Sprintf("Counter %d", i), "description": "0"}})
	}
	return l.change(ctx, changes)
}

type userErrors []struct{ Code, Message string }

// errConflict is of a change that somebody else was faster than.
var errConflict = fmt.Errorf("somebody else was faster")

// change makes changes, all or none.
func (l *load) change(ctx context.Context, changes []any) error {
	var data struct {
		ChangesApply struct{ UserErrors userErrors }
	}
	err := l.ask(ctx, `mutation($c: [ChangeInput!]!) { changesApply(input: {changes: $c}) { userErrors { code message } } }`, map[string]any{"c": changes}, &data)
	if err != nil {
		return err
	}
	faults := data.ChangesApply.UserErrors
	switch {
	case len(faults) == 0:
		return nil
	case slices.Contains([]string{"CONFLICT", "NOT_FOUND", "DUPLICATE"}, faults[0].Code):
		return errConflict
	}
	return fmt.Errorf("%s: %s", faults[0].Code, faults[0].Message)
}

// write does one thing to the graph.
func (l *load) write(ctx context.Context, dice *rand.Rand) error {
	switch dice.IntN(3) {
	case 0:
		return l.count(ctx, counter(dice.IntN(counters)))
	case 1:
		return l.move(ctx, mover(dice.IntN(movers)), priority(dice.IntN(priorities)))
	}
	return l.comeAndGo(ctx, dice)
}

// count reads a counter and counts it up on the condition that nobody did meanwhile.
func (l *load) count(ctx context.Context, id string) error {
	var read struct {
		Action struct {
			Description string
			Revision    int
		}
	}
	if err := l.ask(ctx, `query($id: ID!) { action(id: $id) { description revision } }`, map[string]any{"id": id}, &read); err != nil {
		return err
	}
	var n int
	if _, err := fmt.Sscan(read.Action.Description, &n); err != nil {
		return err
	}
	err := l.change(ctx, []any{map[string]any{"actionUpdate": map[string]any{
		"id": id, "expectedRevision": read.Action.Revision, "description": fmt.Sprint(n + 1),
	}}})
	if err == nil {
		l.counts.Add(1)
	}
	return err
}

// move lets an action serve another priority, in one change.
func (l *load) move(ctx context.Context, id, to string) error {
	var read struct {
		Action struct {
			Priorities struct {
				Edges []struct {
					Node struct{ ID string }
					Link struct {
						ID       string
						Revision int
					}
				}
			}
		}
	}
	if err := l.ask(ctx, `query($id: ID!) { action(id: $id) { priorities { edges { node { id } link { id revision } } } } }`, map[string]any{"id": id}, &read); err != nil {
		return err
	}
	edges := read.Action.Priorities.Edges
	if len(edges) != 1 {
		return fmt.Errorf("%s serves %d priorities: an answer mixes two revisions", id, len(edges))
	}
	if edges[0].Node.ID == to {
		return nil
	}
	err := l.change(ctx, []any{
		map[string]any{"linkDelete": map[string]any{"id": edges[0].Link.ID, "expectedRevision": edges[0].Link.Revision}},
		map[string]any{"linkCreate": map[string]any{"relation": "SERVES", "from": id, "to": to}},
	})
	if err == nil {
		l.moves.Add(1)
	}
	return err
}

// comeAndGo makes something and deletes it again.
func (l *load) comeAndGo(ctx context.Context, dice *rand.Rand) error {
	var made struct {
		SiteCreate struct {
			Site       *struct{ ID string }
			UserErrors userErrors
		}
	}
	title := fmt.Sprintf("Site %x", dice.Uint64())
	if err := l.ask(ctx, `mutation($t: String!) { siteCreate(input: {title: $t}) { site { id } userErrors { code message } } }`, map[string]any{"t": title}, &made); err != nil {
		return err
	}
	if made.SiteCreate.Site == nil {
		return fmt.Errorf("%s was not made: %v", title, made.SiteCreate.UserErrors)
	}
	return l.change(ctx, []any{map[string]any{"siteDelete": map[string]any{"id": made.SiteCreate.Site.ID}}})
}

// read asks for the same in several ways and compares: all of one operation is of one revision.
func (l *load) read(ctx context.Context) error {
	var data struct {
		Priorities struct {
			Nodes []struct{ Actions struct{ TotalCount int } }
		}
		Moving         struct{ TotalCount int }
		Links          struct{ TotalCount int }
		Matrix         struct{ Total int }
		Before, Behind int
	}
	err := l.ask(ctx, `{
		before: revision
		priorities { nodes { actions { totalCount } } }
		moving: actions(where: {priorities: {count: {eq: 1}}}) { totalCount }
		links(where: {relations: [SERVES]}) { totalCount }
		matrix: alignmentMatrix(rows: PRIORITY, columns: ACTION, counting: ACTION, unplaced: false) { total }
		behind: revision
	}`, nil, &data)
	if err != nil {
		return err
	}
	l.reads.Add(1)
	sum := 0
	for _, p := range data.Priorities.Nodes {
		sum += p.Actions.TotalCount
	}
	if sum != movers || data.Moving.TotalCount != movers || data.Links.TotalCount != movers || data.Matrix.Total != movers || data.Before != data.Behind {
		return fmt.Errorf("an answer mixes two revisions: %+v", data)
	}
	return nil
}
