package annex_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A truth is what a synthetic annex says: what the importer must find in its text.
type truth struct {
	title   string
	heads   [4]string
	year    string
	themes  []string
	rows    []truthRow
	number  func(int) string // how a row's number is written
	bullet  string
	cramped bool // some bullets follow each other without a blank line
}

type truthRow struct {
	title      string
	promises   []truthPromise
	activities []truthActivity
	actions    []truthAction
	footnote   string
	refersTo   int // the row that the footnote refers to; 0 for none
}

type truthPromise struct {
	title  string
	themes []string
}

type truthActivity struct{ code, title string }

type truthAction struct {
	title    string
	printed  string // with quarters
	quarters []int
}

// Plans of other services than the sample's, with words of their own.
var (
	planWords = []struct{ title, priority, promise, activity, action string }{
		{"Appendix B: Transport and Highways alignment", "Corporate Plan\nPriority", "Moving Around Strategy\nCommitments (and theme)", "Highways\nworkstream", "Delivery Plan %s Actions\n(with quarter)"},
		{"Annex 2: Alignment of the Parks Service Plan", "Council Strategy 2030\nGoals", "Green Places Strategy\nPledges (theme)", "Parks and Countryside\nactivities", "Annual Plan %s\nTasks (by quarter)"},
		{"Housing Strategy: golden thread", "Our Vision and Strategic Plan\nPriorities", "Housing Strategy\nPromise and theme", "Housing\nArea of work", "Service Plan %s Action"},
	}
	themeSets = [][]string{{"People", "Place", "Planet"}, {"Health and Wellbeing", "Economy", "Environment"}, {"Prevention", "Independence", "Pride", "Growth"}}
	verbs     = strings.Fields("Review Develop Improve Deliver Publish Design Agree Extend Strengthen Prepare Map Test Introduce Promote Renew Invest Identify Increase Implement")
	objects   = []string{
		"the condition of bridges and footpaths", "a schedule of road repairs", "the waiting list for allotments", "energy advice for tenants", "street lighting in residential areas",
		"a map of cycle routes", "the quality of bathing water", "training for apprentices", "the register of empty homes", "play areas for younger children",
		"a business case for electric vehicles", "winter gritting arrangements", "the planting of new trees", "access to the river path", "safety at road crossings",
		"a tenant satisfaction survey", "the repairs and maintenance contract", "flood warnings for low lying streets", "the recycling of garden waste", "evening bus services",
		"a volunteer warden scheme", "weekly food collections", "the management of meadows", "repayment plans for households in debt", "information about air quality",
	}
	tails = []string{
		"so that fewer journeys are made by car", "to reduce costs and carbon emissions", "in response to what residents have told us", "for people who live alone",
		"and report progress to the committee", "across the whole district", "with clear standards and regular inspection", "to support older people in their own homes",
		"where demand is greatest", "before the next funding round opens", "and share the lessons with neighbouring areas", "as part of a wider programme of change",
		"to make public spaces feel safer", "including villages without a railway station", "by listening to local people",
	}
	goals = []string{
		"Tackle the causes of climate change", "Support a thriving local economy", "Give every child a good start in life", "Keep our streets clean and safe",
		"Build homes that families can afford", "Help older people live well", "Protect rivers and wildlife", "Make travel easier for everyone",
		"Run an efficient and open council", "Create strong and friendly neighbourhoods", "Improve skills and training", "Celebrate culture and the arts",
	}
)

// A maker makes truths from a seed.
type maker struct {
	*rand.Rand
	used map[string]bool
}

// sentence makes a wording that the document does not have yet.
func (m *maker) sentence() string {
	for {
		s := pick(m, verbs) + " " + pick(m, objects)
		for m.IntN(3) > 0 && len(s) < 130 {
			s += " " + pick(m, tails)
		}
		if !m.used[s] {
			m.used[s] = true
			return s
		}
	}
}

func pick[T any](m *maker, all []T) T { return all[m.IntN(len(all))] }

// synthesise makes an annex that nobody has seen.
func synthesise(seed uint64) truth {
	m := &maker{rand.New(rand.NewPCG(seed, 7)), map[string]bool{}}
	plan := pick(m, planWords)
	year := 2021 + m.IntN(8)
	t := truth{title: plan.title, year: fmt.Sprintf("%d/%02d", year, (year+1)%100), themes: pick(m, themeSets), cramped: m.IntN(2) == 0}
	t.heads = [4]string{plan.priority, plan.promise, plan.activity, fmt.Sprintf(plan.action, t.year)}
	t.number = pick(m, []func(int) string{
		func(n int) string { return fmt.Sprintf("%d. ", n) },
		func(n int) string { return fmt.Sprintf("%d) ", n) },
		func(n int) string { return fmt.Sprintf("Priority %d: ", n) },
	})
	t.bullet = pick(m, []string{"- ", "• ", "* ", "– "})
	code := pick(m, []string{"%d.%d", "A%d.%d", "HT-%d%d"})
	titles := m.Perm(len(goals))[:4+m.IntN(8)]
	var activities []truthActivity
	var actions []truthAction
	for i, g := range titles {
		r := truthRow{title: goals[g]}
		switch m.IntN(8) {
		case 0: // an empty row
		case 1:
			if i > 0 {
				r.refersTo = 1 + m.IntN(i)
				r.footnote = "*See " + strings.Join(strings.Fields(goals[titles[r.refersTo-1]])[1:], " ")
			}
		default:
			m.fill(&r, t.themes, code, i, &activities, &actions)
		}
		t.rows = append(t.rows, r)
	}
	return t
}

// fill fills a row, with repeats of what other rows have.
func (m *maker) fill(r *truthRow, themes []string, code string, row int, activities *[]truthActivity, actions *[]truthAction) {
	for range 1 + m.IntN(4) {
		n := 1 + m.IntN(2)
		r.promises = append(r.promises, truthPromise{m.sentence(), slices.Clone(themes[:n])})
	}
	for k := range 1 + m.IntN(4) {
		a := truthActivity{fmt.Sprintf(code, row+1, k+1), m.sentence()}
		if old := len(*activities); old > 0 && m.IntN(4) == 0 {
			a = (*activities)[m.IntN(old)]
		}
		if !slices.Contains(r.activities, a) {
			r.activities = append(r.activities, a)
		}
		*activities = append(*activities, a)
	}
	for range 2 + m.IntN(8) {
		a := m.action()
		if old := len(*actions); old > 0 && m.IntN(5) == 0 {
			a = (*actions)[m.IntN(old)]
		}
		if !slices.ContainsFunc(r.actions, func(b truthAction) bool { return b.title == a.title }) {
			r.actions = append(r.actions, a)
		}
		*actions = append(*actions, a)
	}
}

// action makes an action, with quarters in one of the notations.
func (m *maker) action() truthAction {
	a := truthAction{title: m.sentence()}
	a.printed = a.title
	notations := []struct {
		text     string
		quarters []int
	}{
		{"(Q1)", []int{1}}, {"(Q2/Q3)", []int{2, 3}}, {"(Q1-Q3)", []int{1, 2, 3}}, {"(Q3 & Q4)", []int{3, 4}}, {"(q4)", []int{4}}, {"(All year)", []int{1, 2, 3, 4}}, {"(Q2–4)", []int{2, 3, 4}},
		{"(Quarter 2)", []int{2}},
	}
	switch m.IntN(4) {
	case 0:
		n := pick(m, notations)
		a.quarters, a.printed = n.quarters, a.title+" "+n.text
	case 1:
		n := pick(m, notations)
		first := m.sentence()
		a.printed = first + " " + n.text + " and then " + lowerFirst(a.title)
		a.title, a.quarters = first+" and then "+lowerFirst(a.title), n.quarters
	}
	return a
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
