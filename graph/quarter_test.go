package graph_test

import (
	"errors"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

func TestQuartersStartAndEnd(t *testing.T) {
	for label, want := range map[string]string{
		"2022/23 Q1": "2022-04-01 2022-06-30", "2022/23 Q4": "2023-01-01 2023-03-31", "1999/00 Q2": "1999-07-01 1999-09-30",
		"2024 Q1": "2024-01-01 2024-03-31", "2024 Q4": "2024-10-01 2024-12-31",
	} {
		q, err := graph.ParseQuarter(label)
		if err != nil {
			t.Errorf("%s: %v", label, err)
			continue
		}
		if got := q.StartsOn().Format(time.DateOnly) + " " + q.EndsOn().Format(time.DateOnly); got != want {
			t.Errorf("%s is %s, want %s", label, got, want)
		}
	}
}

func TestWhatIsNoQuarter(t *testing.T) {
	for _, s := range []string{"", "2022/23", "2022/23 Q0", "2022/23 Q5", "2022/24 Q1", "22/23 Q1", "2022/23 Q+1", "2022/23 Q01", "2022/23 q1", "2022/23  Q1"} {
		if q, err := graph.ParseQuarter(s); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%q is read as %v, %v", s, q, err)
		}
	}
}

func FuzzParseQuarter(f *testing.F) {
	for _, s := range []string{"2022/23 Q1", "2022 Q4", "1999/00 Q2", "2022/23 Q+1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := graph.ParseQuarter(s)
		if err == nil && (q.Label() != s || !q.Valid() || !q.StartsOn().Before(q.EndsOn()) || q.Compare(q) != 0) {
			t.Errorf("%q is read as %+v", s, q)
		}
	})
}
