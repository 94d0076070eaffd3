package ingest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

// An amendment of a document puts words in the place of others, which must stand in it so often.
type amendment struct {
	times         int
	before, after string
}

// secondVersion is what became of the sample plan in a second version, one amendment after the other.
var secondVersion = []amendment{
	// a promise is reworded
	{1, "Supportaccessin rural\ncommunities (People, Place)", "Support access to services in rural\ncommunities and market towns (People, Place)"},
	// an action is new
	{1, "- Develop community profiles and performance\nmonitoring/targets forindividual libraries", "- Develop community profiles and performance\nmonitoring/targets forindividual libraries\n\n- Lend instruments with the County Music Service at\nBanbury Library (Q3)"},
	// two actions are gone
	{1, "- Review volunteerstrategy, policy and practice\n\n", ""},
	{1, "- Increased diversity across the volunteer community\n", ""},
	// a quarter has changed
	{1, "raise awareness andincrease take-up of services (Q2)", "raise awareness andincrease take-up of services (Q4)"},
	// an action has moved from row 8 to row 7
	{1, "- Review ourvolunteer strategy and identify\nopportunities to strengthen the volunteervoice (Q3)\n", ""},
	{1, "- Review Libraries learning offer for children and young\npeople and theirfamilies\n", "- Review Libraries learning offer for children and young\npeople and theirfamilies\n\n- Review our volunteer strategy and identify\nopportunities to strengthen the volunteer voice (Q3)\n"},
	// an action that somebody reworded is reworded, too
	{1, "- Settargets for increasingand widening participation\nat county-wide andlocal level", "- Set and publish targets for increasing and widening participation\nat county-wide and local level"},
	// recognition did better
	{1, "- Implementamarketingand communications planto\n", "- Implement a marketing and communications plan to\n"},
	// an activity has another code
	{1, "2.1 Involve people inthe design of\nlibraries and heritage buildings", "2.6 Involve people inthe design of\nlibraries and heritage buildings"},
	// an activity says something else under the same code
	{1, "3.3 Value and strengthen our\npartnership with volunteers\nsupporting service delivery", "3.3 Recruit apprentices from every\ndistrict of the county"},
}

// amended gives a document with amendments made.
func amended(t testing.TB, text string, amendments []amendment) []byte {
	t.Helper()
	for _, e := range amendments {
		if n := strings.Count(text, e.before); n != e.times {
			t.Fatalf("%q stands %d times in the document, not %d", e.before, n, e.times)
		}
		text = strings.ReplaceAll(text, e.before, e.after)
	}
	return []byte(text)
}

// read reads a document.
func read(t testing.TB, name string, text []byte) *revise.Reading {
	t.Helper()
	changes, report, err := annex.Import(text, annex.Options{Document: name})
	if err != nil {
		t.Fatal(err)
	}
	return revise.NewReading(changes, report)
}

// nextYear is what makes the sample plan that of the next year.
var nextYear = []amendment{{1, "Service Development Plan 2022/23 Action", "Service Development Plan 2023/24 Action"}}

// first and second are the versions of the sample plan, leisure is a plan of another council.
func first(t testing.TB) *revise.Reading { return read(t, sample.Name, sample.Text()) }

func second(t testing.TB) *revise.Reading {
	return read(t, "annex3-2023.txt", amended(t, string(sample.Text()), secondVersion))
}

func leisure(t testing.TB) *revise.Reading {
	t.Helper()
	text, err := os.ReadFile("../importer/annex/testdata/leisure.txt")
	if err != nil {
		t.Fatal(err)
	}
	return read(t, "leisure.txt", text)
}
