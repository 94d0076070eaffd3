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

// TestNamesAndCompoundsAreNoDamage repairs nothing in a document that has no damage, and no names in one that has.
func TestNamesAndCompoundsAreNoDamage(t *testing.T) {
	names := []string{
		"the café at Castleton and the hall in Ruthin", "visits to Portishead, Hitchin and Williton", "an account with Instagram",
	}
	for _, printed := range append([]string{
		"Seaton Library opens", "upskilling and onboarding for inhouse and foodbank staff", "a lockdown of the skatepark", "a page on WhatsApp and an account with BorrowBox", "a 20mph zone and Level3 care",
	}, names...) {
		if got := repair(printed, "Put action to address the climate at the heart of our work"); got != printed {
			t.Errorf("in an undamaged document %q became %q", printed, got)
		}
	}
	for _, printed := range names {
		if got := repair(printed, damaged...); got != printed {
			t.Errorf("in a damaged document %q became %q", printed, got)
		}
	}
}

// TestNamesHelpToReadWhatIsRunTogether reads names by their capitals, or by where they stand whole.
func TestNamesHelpToReadWhatIsRunTogether(t *testing.T) {
	others := append([]string{"the road to Northmoor is closed", "a class in Aldbrook tonight"}, damaged...)
	for printed, want := range map[string]string{
		"Northmoor Council Plan":             "Northmoor Council Plan",
		"a visit to NorthmoorPark":           "a visit to Northmoor Park",
		"classes in Aldbrookand the village": "classes in Aldbrook and the village",
		"events atThirlby andCastleton":      "events at Thirlby and Castleton",
		"Visit4,000 homes by the end ofQ2":   "Visit 4,000 homes by the end of Q2",
		"see 9above":                         "see 9 above",
		"rules of EastmarshDistrict Council": "rules of Eastmarsh District Council",
		"the ConsumerStandards of the board": "the Consumer Standards of the board",
		"Procurea single contract":           "Procure a single contract",
	} {
		if got := repair(printed, others...); got != want {
			t.Errorf("%q became %q; want %q", printed, got, want)
		}
	}
}

// TestCodesAreReadAsElsewhere takes an O in a bracketed code for a Q only where the document's codes have a Q.
func TestCodesAreReadAsElsewhere(t *testing.T) {
	quarters := []string{"a review (Q1)", "a plan (Q2/Q3)", "a launch (Q4)", "a report (Q4)"}
	for printed, want := range map[string]string{
		"a study (O1)": "a study (Q1)", "a study (Q1/O2)": "a study (Q1/Q2)", "a study ( O1 )": "a study (Q1)",
		"an O2 mast": "an O2 mast",
	} {
		if got := repair(printed, quarters...); got != want {
			t.Errorf("%q became %q; want %q", printed, got, want)
		}
	}
	if got := repair("see outcome (O1)", "as in outcome (O2) and (O3)", quarters[0], quarters[1]); got != "see outcome (O1)" {
		t.Errorf("where codes have an O, it became %q", got)
	}
}
