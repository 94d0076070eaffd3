package annex_test

import (
	"strings"
	"testing"
)

// TestPlansOfOtherShapes reads plans that lack what the sample has: each fact that they state is found, and no other.
func TestPlansOfOtherShapes(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		facts []string
	}{
		"without themes": {
			"Plan\n\nCouncil Plan\nPriority\n\nStrategy\nPromises\n\nService\nActivity\n\nActions 2024/25\n\n" +
				"1. Cut\nwaste\n\nLess rubbish in\nour streets\n\nMore recycling\nat home\n\n1.1 Collect\nfood waste\n\n- Buy two lorries (Q1)\n\n- Give caddies to\nall homes (Q2)\n\n" +
				"2. Light\nthe streets\n\nSafer nights\n\n1.2 Mend lamps\n\n- Fit LED lamps (Q3)\n",
			[]string{
				"priority 1 Cut waste", "priority 2 Light the streets", "promise 1 Less rubbish in our streets", "promise 1 More recycling at home", "promise 2 Safer nights",
				"activity 1 1.1 Collect food waste", "activity 2 1.2 Mend lamps", "action 1 Buy two lorries", "action 1 Give caddies to all homes", "action 2 Fit LED lamps",
				"quarter Buy two lorries: 2024/25 Q1", "quarter Give caddies to all homes: 2024/25 Q2", "quarter Fit LED lamps: 2024/25 Q3",
			},
		},
		"without quarters or a year": {
			head + "1) Cut waste\n\nLess rubbish (Place)\n\nA-1 Collect food waste\n\n– Buy two lorries\n\n2) Light the streets\n\nSafer nights (Place, People)\n\nA-2 Mend lamps\n\n– Fit LED lamps\n– Publish a map\n",
			[]string{
				"priority 1 Cut waste", "priority 2 Light the streets", "promise 1 Less rubbish", "promise 2 Safer nights", "theme Less rubbish: Place", "theme Safer nights: Place",
				"theme Safer nights: People", "activity 1 A-1 Collect food waste", "activity 2 A-2 Mend lamps", "action 1 Buy two lorries", "action 2 Fit LED lamps", "action 2 Publish a map",
			},
		},
		"a row that goes on behind page breaks, its title repeated in several ways": {
			head + "1. Prioritise the\nhealth of residents\n\nHealthy lives (People)\n\n1.1 Offer classes\n\n- Open a gym\n\n\n\n\n1. Prioritise the health of residents (continued)\n\n- Open a pool\n\n\n\n\n" +
				"1. Prioritise the\nhealth of residents\n(cont’d)\n\n- Open a track\n\n\n\n\n1. Prioritise the health of residents – continued\n\n- Open a court\n\n2. Cut waste\n\n- Buy two lorries\n",
			[]string{
				"priority 1 Prioritise the health of residents", "priority 2 Cut waste", "promise 1 Healthy lives", "theme Healthy lives: People", "activity 1 1.1 Offer classes",
				"action 1 Open a gym", "action 1 Open a pool", "action 1 Open a track", "action 1 Open a court", "action 2 Buy two lorries",
			},
		},
		"columns in another order, headings of other words": {
			"Plan\n\nOur goals\n\nTasks for 2025-2026\n\nWorkstreams\n\nWe will\n\nGoal 1 – Cut waste\n\n• Buy two lorries (quarter 1)\n\nW1 Collect food waste\n\nMake less rubbish (Place)\n\n" +
				"Goal 2 – Light the streets\n\n• Fit LED lamps, Q2 to Q3\n\nW2 Mend lamps\n\nMake nights safer (Place)\n",
			[]string{
				"priority 1 Cut waste", "priority 2 Light the streets", "promise 1 Make less rubbish", "promise 2 Make nights safer", "theme Make less rubbish: Place", "theme Make nights safer: Place",
				"activity 1 W1 Collect food waste", "activity 2 W2 Mend lamps", "action 1 Buy two lorries", "action 2 Fit LED lamps",
				"quarter Buy two lorries: 2025/26 Q1", "quarter Fit LED lamps: 2025/26 Q2", "quarter Fit LED lamps: 2025/26 Q3",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			changes, report := read(t, c.text)
			want := facts{}
			for _, f := range c.facts {
				want[f] = true
			}
			got := factsOf(changes, exactly)
			if lost, invented := want.missing(got), got.missing(want); len(lost)+len(invented) > 0 {
				t.Errorf("lost      %s\ninvented  %s", strings.Join(lost, "\n          "), strings.Join(invented, "\n          "))
			}
			for _, d := range report.Doubts {
				if d.Unread {
					t.Errorf("not read: %+v", d)
				}
			}
		})
	}
}
