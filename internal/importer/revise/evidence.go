package revise

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// recite puts what a document cites now in the place of what the plan's documents cited before; the citations of other
// plans stay. Nothing changes if both say the same, in whatever order: people who merge things put them in theirs.
func (c circle) recite(stands, says []graph.Citation) []graph.Citation {
	var kept, mine []graph.Citation
	at := -1
	for _, ct := range stands {
		if c[ct.Plan] {
			if at < 0 {
				at = len(kept)
			}
			mine = append(mine, ct)
		} else {
			kept = append(kept, ct)
		}
	}
	if sameCitations(mine, says) {
		return stands
	}
	if at < 0 {
		at = len(kept)
	}
	return slices.Concat(kept[:at], says, kept[at:])
}

// strip leaves the citations of other plans.
func (c circle) strip(stands []graph.Citation) []graph.Citation {
	return slices.DeleteFunc(slices.Clone(stands), func(ct graph.Citation) bool { return c[ct.Plan] })
}

// sameCitations compares as sets.
func sameCitations(a, b []graph.Citation) bool {
	if slices.Equal(a, b) {
		return true
	}
	in := make(map[graph.Citation]bool, len(a))
	for _, c := range a {
		in[c] = true
	}
	found := make(map[graph.Citation]bool, len(b))
	for _, c := range b {
		if !in[c] {
			return false
		}
		found[c] = true
	}
	return len(found) == len(in)
}

// union is what either has, each once.
func union[T comparable](a, b []T) []T {
	if len(b) < 16 {
		out := slices.Clone(a)
		for _, v := range b {
			out = include(out, v)
		}
		return out
	}
	seen := make(map[T]bool, len(a)+len(b))
	var out []T
	for _, v := range slices.Concat(a, b) {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// reciteSchedule does the same for each quarter, which may be named several times. Quarters that the document does not name
// keep what they cite.
func (c circle) reciteSchedule(stands, says []graph.ScheduledQuarter) []graph.ScheduledQuarter {
	out := slices.Clone(stands)
	for i := range out {
		var cited []graph.Citation
		for j := range says {
			if out[i].Quarter == says[j].Quarter {
				cited = union(cited, says[j].Evidence)
			}
		}
		if cited != nil {
			out[i].Evidence = c.recite(out[i].Evidence, cited)
		}
	}
	return out
}
