package mention

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/gazetteer"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// sectors takes "the voluntary sector" and lists such as "third (charity/voluntary) and commercial sector", each sector of
// which is a partner.
func (s *search) sectors() {
	for i, t := range s.tokens {
		if t.low != "sector" && t.low != "sectors" {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			w := s.tokens[j]
			if w.low == "and" || w.low == "or" || s.inBracket(j) {
				continue
			}
			if !s.is(gazetteer.SectorWords, w.low) {
				break
			}
			from := j
			for from > 0 && s.tokens[from].joins() && s.is(gazetteer.SectorWords, s.tokens[from-1].low) && s.tokens[from-1].low != "and" {
				from--
			}
			end := i // the sector's words end here
			if j+1 < i {
				end = j
			}
			s.sector(from, j+1, end == i, i)
			j = from
		}
	}
}

// inBracket reports whether the token stands in brackets.
func (s *search) inBracket(i int) bool {
	before := s.text[:s.tokens[i].from]
	return strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')')
}

// sector takes one sector; head says that the word itself follows, at the token sector.
func (s *search) sector(from, to int, head bool, sector int) {
	if !s.free(from, to) {
		return
	}
	m := Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeSector}
	name := s.text[s.tokens[from].from:s.tokens[to-1].to] + " sector"
	m.Key = key(name)
	for _, e := range s.gazetteer.Entries(gazetteer.Sectors) {
		for _, n := range e.Names {
			if key(n) == m.Key {
				m.Key = key(e.Names[0])
			}
		}
	}
	if head && from < sector {
		to = sector + 1
	}
	for to < sector && s.inBracket(to) {
		to++
	}
	s.takeText(from, to, m, name)
}

// finding are the verbs that partners are sought with.
var finding = map[string]bool{}

// withVerbs are the words that "with" a partner follows.
var withVerbs = map[string]bool{}

// direct are the verbs whose object is a partner.
var direct = map[string]bool{}

// personal are the words for people of whom "with" says what they have.
var personal = map[string]bool{}

// idle are the words that say nothing about which partners are meant.
var idle = map[string]bool{}

func init() {
	fill := func(m map[string]bool, text string) {
		for _, w := range strings.Fields(text) {
			m[w] = true
		}
	}
	fill(finding, "identify identifying find finding seek seeking secure securing attract attracting recruit recruiting source sourcing approach explore")
	fill(withVerbs, "work working works partner partnering partnership partnerships collaborate collaborating collaboration engage engaging engagement liaise liaising cooperate co-operate join joint consult consulting consultation together agreement agreements relationship relationships links co-design co-produce coproduce conjunction alliance dialogue share jointly")
	fill(direct, "involve involves involving engage engages engaging recruit recruiting consult consulting commission commissioning alongside invite inviting")
	fill(personal, "people adults children those individuals someone anyone men women homes households persons")
	fill(idle, "the a an our other all any some new existing current relevant key more both various wider many different range of number these those their its potential suitable further additional appropriate")
}

// partners takes "museum partners" and the partners that are yet to be found.
func (s *search) partners() {
	for i, t := range s.tokens {
		if t.low != "partners" && t.low != "partner" || t.taken {
			continue
		}
		if from, ok := s.sought(i); ok {
			to := s.clauseEnd(i + 1)
			s.take(from, to, Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeToBeFound})
			continue
		}
		if t.low == "partner" {
			continue
		}
		from := i
		for from > 0 && s.tokens[from].joins() && s.qualifies(from-1) {
			from--
		}
		for from < i && (idle[s.tokens[from].low] || s.tokens[from].low == "and") {
			from++
		}
		if from < i && s.free(from, i+1) {
			s.take(from, i+1, Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeGroup})
		}
	}
}

// qualifies reports whether the word at i may say which partners are meant.
func (s *search) qualifies(i int) bool {
	t := s.tokens[i]
	if t.taken || t.owns || t.starts && s.verb(t.low) {
		return false
	}
	if t.low == "and" {
		return i > 0 && s.qualifies(i-1) && !s.is(gazetteer.People, s.tokens[i-1].low)
	}
	return !words.Function(t.low) || idle[t.low]
}

// sought reports whether the partners at i are yet to be found: a verb of finding stands shortly before, or they are new.
func (s *search) sought(i int) (from int, ok bool) {
	from = i
	for from > 0 && s.tokens[from].joins() && (idle[s.tokens[from-1].low] && !words.Function(s.tokens[from-1].low)) {
		from--
		ok = ok || s.tokens[from].low == "new" || s.tokens[from].low == "potential"
	}
	for j := from - 1; j >= max(0, from-4); j-- {
		if finding[s.tokens[j].low] {
			return from, true
		}
		if !s.tokens[j+1].joins() || words.Function(s.tokens[j].low) && s.tokens[j].low != "and" && !idle[s.tokens[j].low] {
			break
		}
	}
	return from, ok
}

// clauseLength is how many bytes of a clause name the partners that it seeks.
const clauseLength = 90

// clauseEnd is where the clause ends that goes on at token i.
func (s *search) clauseEnd(i int) int {
	start := i
	for i < len(s.tokens) && strings.TrimSpace(s.tokens[i].between) == "" && !(s.tokens[i].taken && s.tokens[i].acronym()) {
		if s.tokens[i].to-s.tokens[start-1].from > clauseLength {
			break
		}
		i++
	}
	for i > start && words.Function(s.tokens[i-1].low) {
		i--
	}
	return i
}

// spokenOfAsPartner reports whether the token follows "with" as partners do, or stands before "partners".
func (s *search) spokenOfAsPartner(i int) bool {
	if i+1 < len(s.tokens) && strings.HasPrefix(s.tokens[i+1].low, "partner") && s.tokens[i+1].joins() {
		return true
	}
	return i > 1 && s.tokens[i-1].low == "with" && withVerbs[s.tokens[i-2].low]
}

// companions takes the groups, organisations and bodies that follow "work with", "involve" and the like.
func (s *search) companions() {
	for i, t := range s.tokens {
		if t.low == "with" && (s.together(i) || s.amongPeople(i)) {
			s.company(i + 1)
		} else if direct[t.low] {
			s.company(i + 1)
		}
	}
}

// together reports whether one of the three words before says that the "with" at i is about company.
func (s *search) together(i int) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		if withVerbs[s.tokens[j].low] {
			return true
		}
	}
	return false
}

// amongPeople reports whether the "with" at i is followed by people, and does not say what other people have ("parents
// with children").
func (s *search) amongPeople(i int) bool {
	if i == 0 || s.is(gazetteer.People, s.tokens[i-1].low) || personal[s.tokens[i-1].low] {
		return false
	}
	for j := i + 1; j < min(len(s.tokens), i+8); j++ {
		t := s.tokens[j]
		if s.is(gazetteer.People, t.low) && !t.owns {
			return true
		}
		if strings.Trim(t.between, " ,") != "" || words.Function(t.low) && t.low != "and" && !idle[t.low] || strings.HasSuffix(t.low, "ed") || s.acting(j) {
			return false
		}
	}
	return false
}

// company takes the list of partners that starts at i.
func (s *search) company(i int) {
	for i < len(s.tokens) {
		j := i
		for j < len(s.tokens) && !s.ended(i, j) {
			j++
		}
		s.companion(i, j)
		if j >= len(s.tokens) || j == i && s.tokens[j].low != "and" && s.tokens[j].low != "or" {
			return
		}
		switch {
		case s.tokens[j].low == "and" || s.tokens[j].low == "or":
			i = j + 1
		case strings.TrimSpace(s.tokens[j].between) == "," && j > i:
			i = j
		default:
			return
		}
	}
}

// ended reports whether a companion that starts at i has ended at j.
func (s *search) ended(i, j int) bool {
	t := s.tokens[j]
	if j > i && strings.TrimSpace(t.between) != "" {
		return true
	}
	return t.low == "and" || t.low == "or" || words.Function(t.low) && !idle[t.low] || j > i && s.acting(j)
}

// acting reports whether the word at j says what the company does ("tenants running a café") and not what it is called
// by ("adult learning providers").
func (s *search) acting(j int) bool {
	t := s.tokens[j]
	if !strings.HasSuffix(t.low, "ing") || s.is(gazetteer.People, t.low) {
		return false
	}
	return j+1 == len(s.tokens) || !s.tokens[j+1].joins() || !s.is(gazetteer.People, s.tokens[j+1].low) || s.is(gazetteer.People, s.tokens[j-1].low)
}

// companion takes one partner of a list, if its last word is for people or it is a name.
func (s *search) companion(i, j int) {
	for i < j && idle[s.tokens[i].low] {
		i++
	}
	if i >= j || !s.free(i, j) || j-i > 6 {
		return
	}
	last := s.tokens[j-1]
	for k := i; k < j; k++ {
		if s.is(gazetteer.People, s.tokens[k].low) {
			if end := s.phraseEnd(i); end > k+1 && s.free(i, end) { // "Friends of the Earth"
				s.take(i, end, Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeOrganisation})
				return
			}
			j = k + 1
			last = s.tokens[k]
			break
		}
	}
	switch {
	case last.low == "partners" && i+1 == j, last.owns:
	case s.is(gazetteer.People, last.low), i > 0 && s.tokens[i-1].low == "the" && i+1 < j && s.people[last.low] != "": // "the ambulance service"
		s.take(i, j, Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeGroup})
	case s.tokens[i].capital() && last.capital() && !s.tokens[i].starts && (j-i > 1 || !words.Known(last.text) && !s.is(gazetteer.NotNames, last.text)):
		s.take(i, j, Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeOrganisation})
	}
}
