package generate

import "slices"

// A service is one of the services, with how large its plan is.
type service struct {
	number  int
	actions int
	// promises and activities are how many there are; the first of each kind have these positions in document order.
	promises, activities                     int
	firstAction, firstPromise, firstActivity int
}

// A row is a row of a service's table: a priority, and the promises and activities that stand there, by their numbers in
// the service's plan.
type row struct {
	priority             int
	promises, activities []int
}

// Sizes of service plans.
const (
	fewest = 24  // actions in a plan of its own
	most   = 600 // actions in any plan
	// perRow is how many actions come to a row.
	perRow = 8
)

// makeServices parts the actions among services: many have small plans, some have large ones.
func (p *Plan) makeServices() {
	d := newDice(p.opt.Seed, streamSizes, 0)
	next := service{firstAction: 1, firstPromise: 1, firstActivity: 1}
	for left := p.opt.Actions; left > 0; next.number++ {
		next.actions = min(left, fewest+d.skewed(most-fewest))
		if left-next.actions < fewest {
			next.actions = left
		}
		left -= next.actions
		next.promises, next.activities = 0, 0
		for _, r := range p.layout(&next) {
			for _, n := range r.promises {
				next.promises = max(next.promises, n+1)
			}
			for _, n := range r.activities {
				next.activities = max(next.activities, n+1)
			}
		}
		p.services = append(p.services, next)
		next.firstAction += next.actions
		next.firstPromise += next.promises
		next.firstActivity += next.activities
	}
}

// layout decides which rows a service's table has, and what stands in them besides actions.
func (p *Plan) layout(s *service) []row {
	d := newDice(p.opt.Seed, streamLayout, s.number)
	rows := make([]row, min(max(2, s.actions/perRow), len(p.worked)))
	taken := map[int]bool{}
	promises, activities := 0, 0
	for i := range rows {
		at := d.skewed(len(p.worked))
		for taken[at] {
			at = (at + 1) % len(p.worked)
		}
		taken[at] = true
		rows[i].priority = p.worked[at]
		rows[i].promises = d.numbers(&promises, 10)
		rows[i].activities = d.numbers(&activities, 25)
	}
	slices.SortFunc(rows, func(a, b row) int { return a.priority - b.priority })
	return rows
}

// numbers are what stands in a row: things of its own, numbered on, and so many of a hundred times one of another row.
func (d dice) numbers(count *int, again int) []int {
	var numbers []int
	for range d.several() {
		if *count > 0 && d.chance(again) {
			if n := d.IntN(*count); !slices.Contains(numbers, n) {
				numbers = append(numbers, n)
			}
			continue
		}
		numbers = append(numbers, *count)
		*count++
	}
	if len(numbers) == 0 {
		numbers, *count = append(numbers, *count), *count+1
	}
	return numbers
}
