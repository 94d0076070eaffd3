package annex_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

// TestReviewedCorrectionsOverruleRepairs corrects a word that stands as printed, keeps one that would be repaired, and
// names one that is not there.
func TestReviewedCorrectionsOverruleRepairs(t *testing.T) {
	corrections, err := importer.ParseCorrections([]byte("# reviewed\n218\tgreenspaces\tgreen spaces\n15\tactionto\tactionto\n*\tnowhere to be met\tx\n"))
	if err != nil {
		t.Fatal(err)
	}
	c, report, err := annex.Import(sample.Text(), annex.Options{Document: sample.Name, Corrections: corrections})
	if err != nil {
		t.Fatal(err)
	}
	titles := map[graph.ID]string{}
	for _, n := range c.Put {
		titles[n.ID] = n.Title
	}
	if got := titles["priority:6"]; got != "Improve access to nature and green spaces" {
		t.Errorf("corrected: %q", got)
	}
	if got := titles["priority:1"]; !strings.HasPrefix(got, "Put actionto address") {
		t.Errorf("kept as printed: %q", got)
	}
	found := false
	for _, r := range report.Repairs {
		if r.Line == 15 {
			t.Errorf("line 15 was repaired: %+v", r)
		}
		found = found || r.Line == 218 && r.Certainty == 1 && r.Why == "reviewed correction"
	}
	if !found {
		t.Error("the correction is not in the report")
	}
	if last := report.Doubts[0]; last.Text != "nowhere to be met" {
		t.Errorf("the correction that met nothing is not reported: %+v", report.Doubts)
	}
}

// TestCorrectionsMayNotTakeAllWords deletes the plan's title, a heading and a priority.
func TestCorrectionsMayNotTakeAllWords(t *testing.T) {
	text := "Plan\n\nPriority\n\nPromise\n\nActivity\n\nAction\n\n1. Goal\n\n- Do it\n"
	for line, word := range map[int]string{1: "Plan", 3: "Priority", 11: "Goal"} {
		corrections := []importer.Correction{{Line: line, Before: word}}
		_, _, err := annex.Import([]byte(text), annex.Options{Corrections: corrections})
		if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), fmt.Sprintf("line %d:", line)) {
			t.Errorf("without %s: %v", word, err)
		}
	}
	corrections := []importer.Correction{{Line: 13, Before: "Do it"}}
	if _, report, err := annex.Import([]byte(text), annex.Options{Corrections: corrections}); err != nil || len(report.Doubts) != 1 || !report.Doubts[0].Unread {
		t.Errorf("an action without words: %v, %+v", err, report)
	}
}

func TestMalformedCorrectionsNameTheirLine(t *testing.T) {
	for _, text := range []string{"\nx\ty\n", "\nx\ty\tz\n", "\n0\ty\tz\n", "\n1\t\tz\n"} {
		if _, err := importer.ParseCorrections([]byte(text)); !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
