package graphtest

import (
	"maps"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// askJournal asks random questions of the journal, and filters all of it by what the model says that its entries touch.
func askJournal(t *testing.T, s graph.Store, d *dice, m *model) {
	t.Helper()
	all, err := s.Journal(t.Context(), graph.JournalQuery{})
	if err != nil {
		t.Error(err)
		return
	}
	for range questionsEach {
		q := d.journalQuery(m, all)
		got, err := s.Journal(t.Context(), q)
		if want := m.wanted(all, q); err != nil || plain(append([]graph.Entry{}, got...)) != plain(want) {
			t.Errorf("%+v\ngot  %v, %v\nwant %v", q, plain(got), err, plain(want))
			return
		}
	}
}

// wanted are the entries that a question is about.
func (m *model) wanted(all []graph.Entry, q graph.JournalQuery) []graph.Entry {
	list := []graph.Entry{}
	for _, e := range all {
		touches := func(id graph.ID) bool { return m.touched[e.Revision][id] }
		if q.Key != "" && e.Key != q.Key {
			continue
		}
		if e.Revision > q.After && (q.Until == 0 || e.Revision <= q.Until) && (len(q.Subjects) == 0 || slices.ContainsFunc(q.Subjects, touches)) {
			list = append(list, e)
		}
	}
	if q.Backward {
		slices.Reverse(list)
	}
	if q.Limit > 0 {
		list = list[:min(q.Limit, len(list))]
	}
	return list
}

func (d *dice) journalQuery(m *model, all []graph.Entry) graph.JournalQuery {
	q := graph.JournalQuery{Backward: d.chance(50)}
	if d.chance(20) {
		q.Key = pick(d, append(all, graph.Entry{Key: "never used"})).Key
	}
	var touched []graph.ID
	for _, ids := range m.touched {
		touched = slices.AppendSeq(touched, maps.Keys(ids))
	}
	slices.Sort(touched) // what is touched often is asked for often
	for range d.IntN(4) {
		q.Subjects = append(q.Subjects, pick(d, append(touched, "action:none")))
	}
	if d.chance(30) {
		q.After = graph.Revision(d.IntN(int(m.revision) + 2))
	}
	if d.chance(30) {
		q.Until = graph.Revision(d.IntN(int(m.revision) + 2))
	}
	if d.chance(30) {
		q.Limit = d.IntN(4)
	}
	return q
}
