package phrase_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

func TestDamageSqueezesOut(t *testing.T) {
	for _, prints := range [][]string{
		{"Identify ways to reduce the carbon impact", "ldentify waystoreduce thecarbon impact."},
		{"Children & families", "children and families", "CHILDREN AND FAMILIES"},
		{"Café 10", "cafe l0", "Cafe 1O"},
	} {
		for _, p := range prints[1:] {
			if phrase.Squeeze(p) != phrase.Squeeze(prints[0]) {
				t.Errorf("%q squeezes to %q, %q to %q", p, phrase.Squeeze(p), prints[0], phrase.Squeeze(prints[0]))
			}
		}
	}
	if got := phrase.Squeeze("– (…)"); got != "" {
		t.Errorf("marks alone squeeze to %q", got)
	}
}

func TestLettersBearALetterOrTwoThatAreWrong(t *testing.T) {
	right := phrase.Squeeze("Work with communities to design services")
	if got := phrase.Letters(right, phrase.Squeeze("Work wlth comrnunities to design services")); got < 0.8 || got == 1 {
		t.Errorf("a damaged print is alike by %.2f", got)
	}
	if got := phrase.Letters(right, phrase.Squeeze("Sell the old lorries at auction")); got > 0.2 {
		t.Errorf("other words are alike by %.2f", got)
	}
	if got := phrase.Letters("ab", "ab"); got != 0 {
		t.Errorf("two letters tell %.2f", got)
	}
}

func TestRareWordsSayMore(t *testing.T) {
	c := phrase.NewCorpus([]string{
		"Review the lorries", "Review the meadows", "Review the bridges", "Sell the lorries", "Review the allotments",
	})
	common, rare := c.Compare(0, 1), c.Compare(0, 3)
	if common.Score >= rare.Score {
		t.Errorf("“review” makes %.2f, “lorries” %.2f", common.Score, rare.Score)
	}
	if got := strings.Join(rare.Shared, " ") + "; " + strings.Join(rare.OnlyFirst, " ") + "; " + strings.Join(rare.OnlySecond, " "); got != "lorries; review; sell" {
		t.Errorf("it says %q", got)
	}
	if same := c.Compare(0, 0); same.Score != 1 {
		t.Errorf("a wording is like itself by %.2f", same.Score)
	}
}

func TestNearGivesTheLikestFirstFromANumberOn(t *testing.T) {
	c := phrase.NewCorpus([]string{
		"Plant trees by the river", "Plant trees with schools", "Plant trees by the river and the road", "Audit the accounts", "Plant hedges",
	})
	if near := c.Near(0, 1, 0.2); len(near) < 2 || near[0] != 2 || near[1] != 1 {
		t.Errorf("near the first are %v", near)
	}
	if near := c.Near(0, 2, 0.2); len(near) == 0 || near[0] != 2 {
		t.Errorf("from 2 on, near the first are %v", near)
	}
}

// What a common word brings together is not compared pair by pair.
func TestACommonWordDoesNotMakeEverythingNear(t *testing.T) {
	texts := make([]string, 2000)
	for i := range texts {
		texts[i] = "Review item" + strconv.Itoa(i)
	}
	c := phrase.NewCorpus(texts)
	for _, i := range []int{0, 999, 1999} {
		if near := c.Near(i, 0, 0.3); len(near) > 0 {
			t.Errorf("%d wordings are near the one at %d", len(near), i)
		}
	}
}
