package mention_test

import (
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/gazetteer"
	"github.com/goldenthread/goldenthread/internal/importer/mention"
)

// find gives what a text names, as "KIND name".
func find(text string) (out []string) {
	f := mention.NewFinder(gazetteer.Default())
	f.Learn(text)
	f.Explain()
	for _, m := range f.Find(text) {
		kind := m.Kind.String()
		if m.Type != 0 {
			kind = m.Type.String()
		}
		out = append(out, kind+" "+m.Name)
	}
	return out
}

func TestFindsWhatATextNames(t *testing.T) {
	for text, want := range map[string][]string{
		"Deliver the Cycling Action Plan with the University of Leeds":        {"PROGRAMME Cycling Action Plan", "ORGANISATION University of Leeds"},
		"Open a café at Riverside Park and in the museum":                     {"SITE Riverside Park", "SITE Museum"},
		"Work with tenants, private landlords and the voluntary sector":       {"GROUP Tenants", "GROUP Private landlords", "SECTOR Voluntary sector"},
		"Identify new partners to run the depot":                              {"TO_BE_FOUND New partners to run the depot", "SITE Depot"},
		"Extend the FLOW (Flood Learning On Water) model to highway partners": {"PROGRAMME FLOW (Flood Learning On Water)", "GROUP Highway partners"},
		"Work with residents and other adult learning providers":              {"GROUP Residents", "GROUP Adult learning providers"},
		"Work with tenants running a café":                                    {"GROUP Tenants"},
		"Support a more diverse volunteer community":                          {"GROUP Volunteers"},
		"Agree it through tenant and business engagement":                     {"GROUP Tenants", "GROUP Businesses"},
		"Work with the third (charity, faith) and private sector":             {"SECTOR Third sector", "SECTOR Private sector"},
		"Roll out the LIFT and Ready2 projects":                               {"PROGRAMME LIFT", "PROGRAMME Ready2"},
		"Expanded Riverside Park with Anyshire County Council":                {"SITE Riverside Park", "ORGANISATION Anyshire County Council"},
		"Plant oaks in Elm Country Park and Alder Wood (Q3-Q4)":               {"SITE Elm Country Park", "SITE Alder Wood"},
		"Start in Q3 and finish in Q4":                                        nil,
		"Launch it with Thornbury Harriers and local clubs":                   {"ORGANISATION Thornbury Harriers", "GROUP Local clubs"},
		"Reach families with children and adults with carers":                 nil,
		"Extend the exercise referral scheme (ERS)":                           {"PROGRAMME Exercise referral scheme (ERS)"},
		"Start on site at Marsh Lane and Tannery Quay":                        {"SITE Marsh Lane", "SITE Tannery Quay"},
		"Open the new assessment centre at St Olave’s House":                  {"SITE Assessment centre", "SITE St Olave’s House"},
		"Publish the Council’s Climate Action Plan":                           {"PROGRAMME Climate Action Plan"},
		"Extend it with Westmarsh NHS Trust":                                  {"ORGANISATION Westmarsh NHS Trust"},
		"Identify a partner to run the night shelter":                         {"TO_BE_FOUND Partner to run the night shelter"},
		"Replace the cladding at Harbour Point":                               {"SITE Harbour Point"},
		"Plant trees with the Westmarsh Tree Wardens":                         {"GROUP Westmarsh Tree Wardens"},
		"Open a repair café with Holt Friends of the Earth":                   {"ORGANISATION Holt Friends of the Earth"},
		"Exercise the Northmoor Resilience Forum flood plan":                  {"ORGANISATION Northmoor Resilience Forum"},
		"Rehearse the Northmoor Flood Plan":                                   {"PROGRAMME Northmoor Flood Plan"},
		"Work with Northmoor Police and the ambulance service on training":    {"ORGANISATION Northmoor Police", "GROUP Ambulance service"},
		"Review the services to local schools":                                nil,
		"Offer support for young entrepreneurs and SMEs":                      nil,
		"Work to engage schools and recruit volunteers":                       {"SECTOR Schools", "GROUP Volunteers"},
		"Improve the quality of bathing water with clear standards":           nil,
	} {
		if got := find(text); !slices.Equal(got, want) {
			t.Errorf("%q names %q; want %q", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Work with further education, third (charity/voluntary) and commercial sector in A, B and C (ABC)")
	f.Add("Agree it in Q3-Q4 through tenant and business engagement with Elm Park and Alder Wood and adult learning providers (ALP)")
	f.Fuzz(func(t *testing.T, text string) {
		finder := mention.NewFinder(gazetteer.Default())
		finder.Learn(text)
		finder.Explain()
		for _, m := range finder.Find(text) {
			if m.From < 0 || m.To > len(text) || m.From >= m.To || m.Name == "" {
				t.Fatalf("%+v", m)
			}
		}
	})
}
