package mention

import (
	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// bodyWords are the words before which a noun for one person means all of them: "the volunteer community" is volunteers,
// "stakeholder engagement" is with stakeholders.
var bodyWords = map[string]bool{"community": true, "communities": true, "engagement": true, "consultation": true, "involvement": true, "forum": true, "panel": true, "panels": true}

// bodies takes the people that such words speak of; of "tenant and landlord forum", both.
func (s *search) bodies() {
	for i, t := range s.tokens {
		goesOn := i+1 < len(s.tokens) && s.tokens[i+1].joins() && !words.Function(s.tokens[i+1].low)
		if !bodyWords[t.low] || t.owns || t.taken || goesOn || !t.joins() {
			continue
		}
		end := i + 1
		for j := i - 1; j >= 0 && s.onePerson(j) && s.tokens[j+1].joins(); j -= 2 {
			s.body(j, end)
			end = j - 1
			if end < 1 || s.tokens[end].low != "and" || !s.tokens[j].joins() {
				break
			}
		}
	}
}

// onePerson reports whether the word at i is a noun for one of the people or bodies that the gazetteer names in the plural.
func (s *search) onePerson(i int) bool {
	t := s.tokens[i]
	return !t.taken && !t.owns && (t.starts || !t.capital()) && s.people[t.low] != ""
}

// body takes the people whose noun in the singular stands at i, under their name in the plural.
func (s *search) body(i, j int) {
	name := s.people[s.tokens[i].low]
	m := Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeGroup, Key: key(name)}
	for _, e := range s.names[name] {
		if len(e.words) == 1 && e.what.Type != 0 {
			m.Type, m.Key = e.what.Type, key(e.main)
		}
	}
	s.takeText(i, j, m, name)
}
