package annex_test

import (
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// TestHeadingsSayWhatColumnsHold reads headings of many councils: what each column was taken for, and the plans named.
func TestHeadingsSayWhatColumnsHold(t *testing.T) {
	for _, c := range []struct {
		headings [4]string
		kinds    string
		plans    string
	}{
		{[4]string{"Council Plan\nPriority", "Parks Strategy\nPromises (and theme)", "Parks Priorities\nactivity", "Service Plan 2024/25 Action\n(and quarter)"}, "PRIORITY PROMISE ACTIVITY ACTION", "Council Plan; Parks Strategy; Service Plan 2024/25"},
		{[4]string{"Northmoor Council Plan\nAim", "Risk Management Plan\nCommitments [pillar]", "Fire and Rescue\nobjective", "Annual Delivery Plan 2025-26\nDeliverable (quarter)"}, "PRIORITY PROMISE ACTIVITY ACTION", "Northmoor Council Plan; Risk Management Plan; Annual Delivery Plan 2025-26"},
		{[4]string{"Corporate Plan 2024–2029 Well-being Objective", "Culture Strategy “Sing” Pledge (theme)", "Work package", "Business Plan 2024/2025\nMilestone"}, "PRIORITY PROMISE ACTIVITY ACTION", "Corporate Plan 2024–2029; Culture Strategy “Sing”; Business Plan 2024/2025"},
		{[4]string{"Strategic Plan 2026 to 2030\nStrategic Priorities", "Waste Strategy\nOutcomes", "Waste Service\nActivities", "Waste Service Plan 2026/27\nActions and timescale"}, "PRIORITY PROMISE ACTIVITY ACTION", "Strategic Plan 2026 to 2030; Waste Strategy; Waste Service Plan 2026/27"},
		{[4]string{"Council Theme", "Service Outcome", "Workstream", "Projects 2024/25"}, "PRIORITY PROMISE ACTIVITY ACTION", ""},
		{[4]string{"Strategic Objective", "Service Aim", "Programme", "What we will do"}, "PRIORITY PROMISE ACTIVITY ACTION", ""},
		{[4]string{"Our goals", "Tasks for 2025-2026", "Workstreams", "We will"}, "PRIORITY ACTION ACTIVITY PROMISE", ""},
		{[4]string{"Corporate Priority", "Promise", "Service Priority", "Action"}, "PRIORITY PROMISE ACTIVITY ACTION", ""},
		{[4]string{"Council Mission", "Strategy for Housing: pledge", "Team", "Task"}, "PRIORITY PROMISE ACTIVITY ACTION", "Strategy for Housing"},
	} {
		changes, report := read(t, "Annex A\n\n"+strings.Join(c.headings[:], "\n\n")+"\n\n1. Cut waste\n\n- Buy lorries\n")
		var kinds, plans []string
		for _, col := range report.Columns {
			kinds = append(kinds, col.Kind.String())
		}
		for _, n := range changes.Put {
			if n.Kind == graph.KindPlan && n.Position > 1 {
				plans = append(plans, n.Title)
			}
		}
		if got := strings.Join(kinds, " "); got != c.kinds {
			t.Errorf("%q: %s; want %s", c.headings, got, c.kinds)
		}
		if got := strings.Join(plans, "; "); got != c.plans {
			t.Errorf("%q: plans %s; want %s", c.headings, got, c.plans)
		}
	}
}

// TestTheTitleIsTheFirstParagraph keeps an introduction out of the title, and does without one.
func TestTheTitleIsTheFirstParagraph(t *testing.T) {
	columns := "Priority\n\nPromise\n\nActivity\n\nAction\n\n1. Cut waste\n\n- Buy lorries\n"
	for before, want := range map[string]string{
		"Waste plan: alignment\n\n":                                        "Waste plan: alignment",
		"Annex 4\n\nWaste plan: alignment\n\n":                             "Annex 4 Waste plan: alignment",
		"Waste plan: alignment\n\nThis annex shows what\nserves what.\n\n": "Waste plan: alignment",
		"": "Action",
	} {
		changes, report := read(t, before+columns)
		for _, n := range changes.Put {
			if n.Kind == graph.KindPlan && n.Title != want {
				t.Errorf("%q: the plan is %q; want %q", before, n.Title, want)
			}
		}
		introduced := strings.Contains(before, "This annex") || before == ""
		if len(report.Doubts) > 0 != introduced {
			t.Errorf("%q: doubts %+v", before, report.Doubts)
		}
	}
}
