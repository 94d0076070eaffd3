package mention

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/gazetteer"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// listed takes the names of the gazetteer: its places, or everything else.
func (s *search) listed(places bool) {
	for i := range s.tokens {
		for _, e := range s.names[s.tokens[i].low] {
			j := i + len(e.words)
			if e.place != places || j > len(s.tokens) || !s.free(i, j) || !s.matches(i, e) {
				continue
			}
			if e.what.Type == graph.PartnerTypeOrganisation && s.goesOn(i, j) {
				continue
			}
			if e.place && (s.tokens[i].starts || s.tokens[j-1].owns) {
				continue
			}
			if s.beneficiary(i, e) {
				s.spend(i, j)
				break
			}
			m := e.what
			m.Key = key(e.main)
			if !strings.EqualFold(e.main, e.name) && m.Type == graph.PartnerTypeOrganisation {
				m.Long = e.main
			}
			s.take(i, j, m)
			break
		}
	}
}

// goesOn reports whether the name from i up to j is part of a longer one of an organisation: "Westmarsh NHS Trust".
func (s *search) goesOn(i, j int) bool {
	end := s.phraseEnd(i)
	return end > j && s.ends[s.tokens[end-1].low].kind == graph.KindPartner
}

// spend keeps words from being anything else.
func (s *search) spend(i, j int) {
	for k := i; k < j; k++ {
		s.tokens[k].taken = true
	}
}

// beneficiary reports whether the group or sector that starts at i is one that something is done for, and not with: "an offer
// for local schools", "support to entrepreneurs and SMEs".
func (s *search) beneficiary(i int, e entry) bool {
	if e.what.Kind != graph.KindPartner || e.what.Type == graph.PartnerTypeOrganisation {
		return false
	}
	for j := i - 1; j >= max(0, i-6); j-- {
		switch t := s.tokens[j]; {
		case !s.tokens[j+1].joins() && strings.TrimSpace(s.tokens[j+1].between) != ",":
			return false
		case t.low == "for" || t.low == "to":
			return true
		case t.low == "and" || t.low == "or" || idle[t.low]:
		case words.Function(t.low) || s.verb(t.low) || direct[t.low] || finding[t.low]:
			return false
		}
	}
	return false
}

// matches reports whether a name of the gazetteer stands at a token. What the gazetteer writes with a capital must have
// one in the text.
func (s *search) matches(i int, e entry) bool {
	for k, w := range e.words {
		t := s.tokens[i+k]
		if k > 0 && !t.joins() && !strings.ContainsAny(t.between, "(/") {
			return false
		}
		if t.text == w {
			continue
		}
		if upper := w != strings.ToLower(w); upper || t.low != strings.ToLower(w) {
			return false
		}
	}
	return true
}

// phraseEnd is the end of the run of capitalised words that starts at i, small words within it included.
func (s *search) phraseEnd(i int) int {
	if !s.tokens[i].capital() || s.tokens[i].taken {
		return i
	}
	end := i + 1
	for j := i + 1; j < len(s.tokens); j++ {
		t, before := s.tokens[j], s.tokens[j-1]
		if t.taken || before.owns && !s.ownsSite(j) || !before.owns && !t.joins() {
			break
		}
		if t.capital() {
			end = j + 1
		} else if !small[t.low] || before.acronym() || j-end > 1 {
			break
		}
	}
	return end
}

// ownsSite reports whether the word at j is what a possessive before it makes a name with: "St Olave’s House", and not
// "the Council’s Climate Plan".
func (s *search) ownsSite(j int) bool {
	t := s.tokens[j]
	last := j+1 == len(s.tokens) || !s.tokens[j+1].joins() || !s.tokens[j+1].capital()
	_, known := s.ends[s.tokens[j-1].low]
	return last && !known && t.capital() && s.ends[t.low].kind == graph.KindSite
}

// phrases takes the runs of capitalised words that end, or go on, with a word for a site, an organisation or a programme.
func (s *search) phrases() {
	for i := 0; i < len(s.tokens); {
		j := s.phraseEnd(i)
		if j == i {
			i++
			continue
		}
		if at := s.twoNames(i, j); at > 0 {
			j = at
		}
		from := s.nameStart(i, j)
		if from < j {
			s.phrase(from, j)
		}
		i = j
	}
}

// twoNames is where the second name starts, with its "and", if what stands before it is a name by itself: "Elm Country
// Park and Alder Wood". 0 if there is one name, as in "Library and Museum Trust".
func (s *search) twoNames(i, j int) int {
	if last := s.tokens[j-1].low; s.ends[last].kind == graph.KindSite && !joint[singular(last)] {
		for k := j - 2; k > i; k-- {
			if s.tokens[k].low == "and" {
				return k // "Little Orford and Station Road"
			}
		}
	}
	for k := i + 2; k < j; k++ {
		before := s.tokens[k-1]
		e, isEnd := s.ends[before.low]
		if strings.Contains(s.tokens[k].between, "&") && e.kind == graph.KindSite {
			return k
		}
		if s.tokens[k].low == "and" && isEnd && e.kind != graph.KindProgramme && before.low == singular(before.low) && s.nameStart(i, k)+1 < k {
			return k
		}
	}
	return 0
}

// joint are the sites whose names are of two things at times: "Family History and Local Studies Centre".
var joint = map[string]bool{"centre": true, "museum": true, "gallery": true, "archive": true, "hub": true, "library": true, "garden": true, "office": true}

// nameStart leaves out what a sentence starts with and is no part of a name: a verb, an article.
func (s *search) nameStart(i, j int) int {
	if i+2 < j && s.tokens[i].starts && (s.tokens[i+1].low == "the" || s.tokens[i+1].low == "a" || s.tokens[i+1].low == "an") {
		i++ // whatever the word is, it is no name: "Exercise the Northmoor Flood Plan"
	}
	for i < j && (s.tokens[i].starts && s.verb(s.tokens[i].low) || small[s.tokens[i].low] || i+1 < j && words.Function(s.tokens[i].text)) {
		i++
	}
	return i
}

// verb reports whether a word is one of the gazetteer's verbs, in any form: "Increased", "Planning".
func (s *search) verb(w string) bool {
	if s.is(gazetteer.Verbs, w) {
		return true
	}
	for _, ending := range []string{"ed", "ing", "d", "s", "es"} {
		stem, ok := strings.CutSuffix(w, ending)
		if !ok || len(stem) < 3 {
			continue
		}
		n := len(stem)
		doubled := stem[n-1] == stem[n-2] && s.is(gazetteer.Verbs, stem[:n-1])
		if doubled || s.is(gazetteer.Verbs, stem) || s.is(gazetteer.Verbs, stem+"e") {
			return true
		}
	}
	return false
}

// phrase takes one run of capitalised words if it is a name.
func (s *search) phrase(i, j int) {
	last := s.tokens[j-1]
	if m, ok := s.knownAcronymOf(i, j); ok {
		s.take(i, j, m)
		return
	}
	e, isEnd := s.ends[last.low]
	if h := s.headBeforeOf(i, j); h.kind == graph.KindPartner {
		s.take(i, j, Mention{Kind: h.kind, Type: h.what})
		return
	}
	switch {
	case isEnd && j-i > 1 && !(e.kind == graph.KindSite && last.low != singular(last.low)):
		s.take(i, j, Mention{Kind: e.kind, Type: e.what})
	case j < len(s.tokens) && s.tokens[j].joins() && !last.owns && s.is(gazetteer.ProgrammeKinds, s.tokens[j].low) && s.named(i, j):
		if plural := s.tokens[j].low != singular(s.tokens[j].low); !plural {
			j++
		}
		s.take(i, j, Mention{Kind: graph.KindProgramme})
	case j < len(s.tokens) && s.tokens[j].joins() && s.ends[s.tokens[j].low].kind == graph.KindSite && s.tokens[j].low == singular(s.tokens[j].low) && s.named(i, j):
		s.take(i, j+1, Mention{Kind: graph.KindSite})
	}
}

// headBeforeOf is what a name says of itself before an "of", as "University of Leeds" does.
func (s *search) headBeforeOf(i, j int) end {
	for k := i + 1; k < j-1; k++ {
		if s.tokens[k].low == "of" {
			return s.ends[s.tokens[k-1].low]
		}
	}
	return end{}
}

// named reports whether capitalised words are a name before a word such as "framework": two of them, or one that is no
// common word.
func (s *search) named(i, j int) bool {
	return j-i > 1 || !words.Known(s.tokens[i].text) || s.tokens[i].acronym()
}

// knownAcronymOf finds the acronym that the words, or the last of them, are the long name of.
func (s *search) knownAcronymOf(i, j int) (Mention, bool) {
	text := s.text[s.tokens[i].from:s.tokens[j-1].to]
	for short, a := range s.acronyms {
		if a.long != "" && (a.long == text || strings.HasSuffix(text, " "+a.long)) {
			return s.ofAcronym(short), true
		}
	}
	return Mention{}, false
}

// lowSites takes the sites that have no capitals: "the museum and local history centre".
func (s *search) lowSites() {
	open := false // a site has just been named
	for i := 0; i < len(s.tokens); i++ {
		t := s.tokens[i]
		definite := i > 0 && (s.tokens[i-1].low == "the" || s.tokens[i-1].low == "our")
		going := open && i > 0 && s.tokens[i-1].low == "and"
		if !definite && !going {
			open = open && (t.low == "and" || t.taken)
			continue
		}
		j := s.siteEnd(i)
		if j == 0 || !s.free(i, j) || s.tokens[j-1].owns || j < len(s.tokens) && s.tokens[j].joins() && !words.Function(s.tokens[j].low) {
			open = false
			continue
		}
		for i+1 < j && idle[s.tokens[i].low] {
			i++
		}
		s.take(i, j, Mention{Kind: graph.KindSite})
		open = true
		i = j - 1
	}
}

// siteEnd is the end of up to four words without capitals at i that end with a word for a site; 0 if there is none.
func (s *search) siteEnd(i int) int {
	for j := i; j < min(i+4, len(s.tokens)); j++ {
		t := s.tokens[j]
		if j > i && !t.joins() || t.capital() || small[t.low] || words.Function(t.low) || t.taken {
			return 0
		}
		if s.is(gazetteer.SiteKinds, t.low) && t.low == singular(t.low) {
			return j + 1
		}
	}
	return 0
}

// placeLists takes the capitalised words of a list behind "in", "at" or "near" that no gazetteer has, if one of the list
// is a place or no common word.
func (s *search) placeLists() {
	for i, t := range s.tokens {
		if t.low != "in" && t.low != "at" && t.low != "near" || t.capital() {
			continue
		}
		var spans [][2]int
		place := false
		j := i + 1
		for j < len(s.tokens) {
			from := j
			for j < len(s.tokens) && s.tokens[j].capital() && (j == from || s.tokens[j].joins()) && j-from < 3 {
				place = place || s.siteAt(j) || !s.tokens[j].taken && !words.Known(s.tokens[j].text) && !s.tokens[j].acronym()
				j++
			}
			if j == from {
				break
			}
			place = place || t.low == "at" && j-from > 1 && s.free(from, j)
			spans = append(spans, [2]int{from, j})
			if j < len(s.tokens) && s.tokens[j].low == "and" {
				j++
			} else if j == len(s.tokens) || strings.TrimSpace(s.tokens[j].between) != "," {
				break
			}
		}
		for _, sp := range spans {
			if place && s.free(sp[0], sp[1]) && !s.tokens[sp[0]].acronym() && !calendar[s.tokens[sp[0]].low] {
				s.take(sp[0], sp[1], Mention{Kind: graph.KindSite})
			}
		}
	}
}

func (s *search) siteAt(i int) bool {
	for _, m := range s.found {
		if m.Kind == graph.KindSite && m.From <= s.tokens[i].from && s.tokens[i].to <= m.To {
			return true
		}
	}
	return false
}

var calendar = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter easter christmas") {
		m[w] = true
	}
	return m
}()
