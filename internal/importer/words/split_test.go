package words_test

import (
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/words"
)

func TestSplitFindsTheWordsInARun(t *testing.T) {
	for run, want := range map[string]string{
		"thequickbrownfox":  "the quick brown fox",
		"investinan":        "invest in an",
		"afitforpurpose":    "a fit for purpose",
		"Deliverservicesto": "Deliver services to",
		"responsivetolocal": "responsive to local",
		"toimprove":         "to improve",
	} {
		parts, _, ok := words.Splitter{}.Split(run, "", "")
		if got := strings.Join(parts, " "); !ok || got != want {
			t.Errorf("Split(%q) = %q, %v; want %q", run, got, ok, want)
		}
	}
}

func TestSplitRefusesWhatIsNoRunOfWords(t *testing.T) {
	for _, run := range []string{"", "x", "xqzvk", "bicester", strings.Repeat("the", 100)} {
		if parts, _, ok := (words.Splitter{}).Split(run, "", ""); ok {
			t.Errorf("Split(%q) = %q; want none", run, parts)
		}
	}
}

func TestOwnWordsAndPairsCount(t *testing.T) {
	s := words.Splitter{
		Own:     func(w string) bool { return w == "kidlington" },
		OwnPair: func(a, b string) bool { return a == "in" && b == "kidlington" },
	}
	parts, _, ok := s.Split("inKidlington", "", "")
	if !ok || strings.Join(parts, " ") != "in Kidlington" {
		t.Errorf("Split = %q, %v", parts, ok)
	}
}

func TestScorePrefersTheReadingThatFitsItsCompany(t *testing.T) {
	var s words.Splitter
	if whole, split := s.Score([]string{"goon"}, "and", "to"), s.Score([]string{"go", "on"}, "and", "to"); split < whole {
		t.Errorf("and go on to: %.1f, and goon to: %.1f", split, whole)
	}
	if whole, split := s.Score([]string{"into"}, "look", "the"), s.Score([]string{"in", "to"}, "look", "the"); split > whole {
		t.Errorf("look in to the: %.1f, look into the: %.1f", split, whole)
	}
}

func TestDerivedKnowsEndingsAndPrefixes(t *testing.T) {
	for w, want := range map[string]bool{
		"combatting": true, "decarbonise": true, "coproduction": true, "toimprove": false, "inthe": false, "increasingand": false,
	} {
		if got := words.Derived(w); got != want {
			t.Errorf("Derived(%q) = %v", w, got)
		}
	}
}
