package graph

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Check refuses changes that no graph could take: what cannot be without knowing the graph. Links to nodes that do not
// exist, and revisions that have moved, are the store's to refuse.
func (c Changes) Check() error {
	if strings.TrimSpace(c.Actor) == "" {
		return Errorf(ErrInvalid, "a change needs an actor: who makes it")
	}
	if c.LoadEnds && c.Load == "" {
		return Errorf(ErrInvalid, "a change that ends a bulk load names it")
	}
	named := map[ID]bool{}
	for i := range c.Put {
		n := &c.Put[i]
		if err := firstError(n.check(), onlyOnce(named, n.ID)); err != nil {
			return err
		}
	}
	for i := range c.Link {
		l := &c.Link[i]
		if err := firstError(l.check(), onlyOnce(named, l.Normal().ID)); err != nil {
			return err
		}
	}
	for _, ids := range [][]ID{c.Reject, c.Unlink} {
		for _, id := range ids {
			if !id.IsLink() || !id.Valid() {
				return Errorf(ErrInvalid, "%q is no link's ID: only links are rejected and unlinked", id)
			}
		}
	}
	for _, id := range c.Drop {
		if err := checkNode(id); err != nil {
			return err
		}
	}
	for _, a := range c.Alias {
		if err := firstError(checkNode(a.Old), checkNode(a.New)); err != nil {
			return err
		}
	}
	for _, id := range c.Restored {
		if !named[id] {
			return Errorf(ErrInvalid, "%s cannot be restored without being put or linked", id)
		}
	}
	for id, revision := range c.Expect {
		if err := checkID(id); err != nil {
			return err
		}
		if revision < 0 {
			return Errorf(ErrInvalid, "%s is expected at revision %d: revisions count from 1, and 0 stands for no such thing", id, revision)
		}
	}
	return checkText("the change", c.Actor, c.Reason, c.IdempotencyKey, c.Load)
}

func onlyOnce(named map[ID]bool, id ID) error {
	if named[id] {
		return Errorf(ErrInvalid, "%s is written twice in one change", id)
	}
	named[id] = true
	return nil
}

// check checks what holds of any node of its kind.
func (n *Node) check() error {
	if err := firstError(checkKind(n.Kind), checkNode(n.ID)); err != nil {
		return err
	}
	if k, _ := n.ID.Kind(); k != n.Kind {
		return Errorf(ErrInvalid, "%s: the ID is that of a %s, but the kind is %s", n.ID, k.Info().Singular, n.Kind)
	}
	switch {
	case Fold(n.Title) == "":
		return Errorf(ErrInvalid, "%s needs a title", n.ID)
	case n.Position < 1:
		return Errorf(ErrInvalid, "%s: positions count from 1, not %d", n.ID, n.Position)
	}
	texts := []string{n.Code, n.Title, n.Description, n.Year}
	for _, t := range n.ColumnTitles {
		if err := checkKind(t.Kind); err != nil {
			return err
		}
		texts = append(texts, t.Title)
	}
	return firstError(checkText(string(n.ID), texts...), n.checkOwn(), n.checkSchedule(), checkCitations(n.ID, n.Evidence))
}

// checkOwn refuses fields that the kind does not have, and a partner without a type.
func (n *Node) checkOwn() error {
	_, typed := n.Kind.Info().Field("type")
	_, dated := n.Kind.Info().Field("year")
	switch {
	case typed && (n.Type == 0 || int(n.Type) > len(AllPartnerTypes)):
		return Errorf(ErrInvalid, "%s needs a type: one of %v", n.ID, AllPartnerTypes)
	case !typed && n.Type != 0:
		return n.foreign("type")
	case !dated && n.Year != "":
		return n.foreign("year")
	case n.Kind != KindPlan && len(n.ColumnTitles) > 0:
		return n.foreign("column titles")
	case !n.Kind.scheduled() && len(n.Schedule) > 0:
		return n.foreign("schedule")
	}
	return nil
}

func (n *Node) foreign(field string) error {
	return Errorf(ErrInvalid, "%s: %s have no %s", n.ID, n.Kind.Info().Plural, field)
}

func (n *Node) checkSchedule() error {
	for i := range n.Schedule {
		q := &n.Schedule[i]
		if err := firstError(checkQuarter(q.Quarter), checkCitations(n.ID, q.Evidence)); err != nil {
			return err
		}
		if i > 0 && n.Schedule[i-1].Compare(q.Quarter) >= 0 {
			return Errorf(ErrInvalid, "%s: the schedule names each quarter once, earliest first: %s comes after %s", n.ID, q.Label(), n.Schedule[i-1].Label())
		}
	}
	return nil
}

// check checks what holds of any link of its relation.
func (l *Link) check() error {
	if err := firstError(checkRelation(l.Relation), checkNode(l.From), checkNode(l.To)); err != nil {
		return err
	}
	id, info := l.Normal().ID, l.Relation.Info()
	from, _ := l.From.Kind()
	to, _ := l.To.Kind()
	switch {
	case !info.From.Has(from) || !info.To.Has(to):
		return Errorf(ErrInvalid, "%s leads from %s to %s, not from %s to %s", l.Relation, info.From, info.To, l.From, l.To)
	case l.From == l.To:
		return Errorf(ErrInvalid, "%s: both ends are the same", id)
	case l.ID != "" && l.ID != id:
		return Errorf(ErrInvalid, "the link %s has the ID %s", id, l.ID)
	case l.Basis == 0 || int(l.Basis) > len(AllBasiss):
		return Errorf(ErrInvalid, "%s needs a basis: why it is believed", id)
	case l.State == 0 || int(l.State) > len(AllLinkStates):
		return Errorf(ErrInvalid, "%s needs a state: ACTIVE or REJECTED", id)
	case l.Score != nil && !info.Undirected:
		return Errorf(ErrInvalid, "%s: only likeness has a score", id)
	}
	for _, row := range l.Rows {
		if err := checkNamed(row, KindPriority); err != nil || row == "" {
			return Errorf(ErrInvalid, "%s: its rows are the IDs of priorities, not %q", id, row)
		}
	}
	return firstError(checkScore(l.Score), checkText(string(id), l.Note), checkCitations(id, l.Evidence))
}

func checkCitations(of ID, citations []Citation) error {
	for i := range citations {
		c := &citations[i]
		place := fmt.Sprintf("%s, citation %d", of, i+1)
		switch {
		case c.Document == "":
			return Errorf(ErrInvalid, "%s names no document", place)
		case c.Plan == "" || checkNamed(c.Plan, KindPlan) != nil:
			return Errorf(ErrInvalid, "%s: %q is no plan's ID", place, c.Plan)
		case c.Line < 0 || c.LastLine < c.Line && c.LastLine != 0:
			return Errorf(ErrInvalid, "%s: there are no lines %d to %d", place, c.Line, c.LastLine)
		}
		if err := checkText(place, c.Document, c.Row, c.Column, c.Quote, c.AsPrinted); err != nil {
			return err
		}
	}
	return nil
}

func checkText(place string, texts ...string) error {
	for _, t := range texts {
		if !utf8.ValidString(t) {
			return Errorf(ErrInvalid, "%s: %q is not UTF-8", place, t)
		}
	}
	return nil
}
