package ocr_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/ocr"
)

// repair repairs one line of a document that has the others too.
func repair(line string, others ...string) string {
	var passages [][]ocr.Line
	for i, l := range append([]string{line}, others...) {
		passages = append(passages, []ocr.Line{{Number: i + 1, Text: l}})
	}
	r := ocr.NewRepairer(func(w string) bool { return w == "thornbury" }, nil)
	r.Learn(passages, func() {})
	return r.Repair(passages[0]).Text
}

// damaged are lines that show that a document has words run together.
var damaged = []string{"actionto address theclimate in thecounty", "work withthe community tofind new partnersfor the library"}

func TestRepairsPutBackWhatRecognitionLost(t *testing.T) {
	for printed, want := range map[string]string{
		"ldentify ways toreduce the cost":         "Identify ways to reduce the cost",
		"our homes(Place)":                        "our homes (Place)",
		"rich diversity,engage audiences":         "rich diversity, engage audiences",
		"the library’srole in town":               "the library’s role in town",
		"RFIDand other projects":                  "RFID and other projects",
		"DevelopmentPlan for the area":            "Development Plan for the area",
		"information/ resources for all":          "information/resources for all",
		"and goon to develop it":                  "and go on to develop it",
		"Play our part ina vibrant community":     "Play our part in a vibrant community",
		"the implemen tation of the improve ment": "the implementation of the improvement",
	} {
		if got := repair(printed, damaged...); got != want {
			t.Errorf("%q became %q; want %q", printed, got, want)
		}
	}
}

func TestGoodWordsStayAsPrinted(t *testing.T) {
	for _, printed := range []string{
		"healthier communities in Thornbury with STEAM and ECALM", "co-locate people-centred start-ups in 2023/24 (Q1/Q2)",
		"e.g. partner(s) at www.example.org/a,b; 1,000 visits", "a 4-year programme i.e. the A40 and B4017", "Kidlington and Bicester signposting",
	} {
		if got := repair(printed, damaged...); got != printed {
			t.Errorf("%q became %q", printed, got)
		}
	}
}
