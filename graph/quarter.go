package graph

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Quarter is a quarter of a plan's year: a value, not a node.
type Quarter struct {
	// Year is the year as plans write it: "2022/23".
	Year string `json:"year"`
	// Number is 1 to 4.
	Number int `json:"quarter"`
}

// A ScheduledQuarter is a quarter that an action is profiled to, with where that is said.
type ScheduledQuarter struct {
	Quarter
	// Evidence is where the document says so, in document order.
	Evidence []Citation `json:"evidence,omitempty"`
}

// YearStart is the first month of a plan's year; Q1 starts on its first day. The UK financial year starts in April.
const YearStart = time.April

// ParseQuarter reads "2022/23 Q1".
func ParseQuarter(s string) (Quarter, error) {
	year, number, ok := strings.Cut(s, " Q")
	n, err := strconv.Atoi(number)
	q := Quarter{Year: year, Number: n}
	if !ok || err != nil || !q.Valid() || q.Label() != s {
		return Quarter{}, Errorf(ErrInvalid, "%q is not a quarter: write it as 2022/23 Q1", s)
	}
	return q, nil
}

// Valid reports whether the year is written as "2022/23" (or "2022" for a calendar year) and the number is 1 to 4.
func (q Quarter) Valid() bool {
	first, ok := q.firstYear()
	if !ok || q.Number < 1 || q.Number > 4 {
		return false
	}
	return len(q.Year) == 4 || q.Year == fmt.Sprintf("%04d/%02d", first, (first+1)%100)
}

func (q Quarter) firstYear() (int, bool) {
	if len(q.Year) != 4 && len(q.Year) != 7 {
		return 0, false
	}
	y, err := strconv.Atoi(q.Year[:4])
	return y, err == nil && y >= 1000
}

// Label is year and quarter in one: "2022/23 Q1". It is also the quarter's key on an axis.
func (q Quarter) Label() string { return q.Year + " Q" + strconv.Itoa(q.Number) }

// StartsOn is the first day. A year written "2022/23" starts in YearStart, one written "2022" in January.
func (q Quarter) StartsOn() time.Time {
	y, _ := q.firstYear()
	start := YearStart
	if len(q.Year) == 4 {
		start = time.January
	}
	return time.Date(y, start+time.Month(3*(q.Number-1)), 1, 0, 0, 0, 0, time.UTC)
}

// EndsOn is the last day.
func (q Quarter) EndsOn() time.Time { return q.StartsOn().AddDate(0, 3, -1) }

// Compare orders quarters by time: by year as written, then by number.
func (q Quarter) Compare(o Quarter) int {
	return cmp.Or(cmp.Compare(q.Year, o.Year), cmp.Compare(q.Number, o.Number))
}
