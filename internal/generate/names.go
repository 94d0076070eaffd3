package generate

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// themeTitles are the headings that promises stand under.
var themeTitles = []string{"People", "Place", "Partnership", "Prosperity"}

// makePartners makes sectors, which everybody works with, and then organisations and groups of places.
func (p *Plan) makePartners(n int) {
	sectors, forms := words.of("sectors"), words.of("partners")
	p.partners = makeThings(graph.KindPartner, n, func(i int) thing {
		if i < len(sectors) {
			return partnerOf(sectors[i], "")
		}
		i -= len(sectors)
		return partnerOf(forms[i%len(forms)], words.place(i))
	})
}

var partnerTypes = map[string]graph.PartnerType{
	"organisation": graph.PartnerTypeOrganisation, "group": graph.PartnerTypeGroup, "sector": graph.PartnerTypeSector, "found": graph.PartnerTypeToBeFound,
}

// partnerOf reads a phrase that begins with what sort of partner it names.
func partnerOf(phrase, place string) thing {
	sort, form, _ := strings.Cut(phrase, " ")
	return thing{title: fill(form, "{place}", place), partnerType: partnerTypes[sort]}
}

func siteOf(i int) thing {
	forms := words.of("sites")
	return thing{title: fill(forms[i%len(forms)], "{place}", words.place(i))}
}

func programmeOf(i int) thing {
	names, subjects, forms := words.of("programme names"), words.of("programme subjects"), words.of("programme forms")
	title := names[i%len(names)] + " " + subjects[i/len(names)%len(subjects)] + " " + forms[i%len(forms)]
	if round := i / (len(names) * len(subjects)); round > 0 {
		title = words.place(round) + " " + title
	}
	return thing{title: title}
}
