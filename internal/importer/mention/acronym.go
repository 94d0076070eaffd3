package mention

import (
	"regexp"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/gazetteer"
)

// An acronym is an abbreviation that the document uses.
type acronym struct {
	long string // what it stands for, as the document has it; empty if it does not say
	name string // both, as the document has them next to each other; empty if it does not
}

// A phrase is a run of capitalised words in a text.
type phrase struct {
	text     string
	initials string // of its words, small ones left out
}

// Learn reads a text for the abbreviations that it explains and those that it uses.
func (f *Finder) Learn(text string) {
	s := &search{Finder: f, text: text, tokens: tokens(text)}
	for i, t := range s.tokens {
		if t.acronym() && !f.is(gazetteer.NotNames, t.text) && f.acronyms[t.text] == nil {
			f.acronyms[t.text] = &acronym{}
		}
		if from, to, name, ok := s.explained(i); ok {
			a := f.acronyms[t.text]
			if a == nil {
				a = &acronym{}
				f.acronyms[t.text] = a
			}
			if a.name == "" {
				a.name, a.long = name, text[s.tokens[from].from:s.tokens[to-1].to]
			}
		}
	}
	for i := 0; i < len(s.tokens); {
		j := s.phraseEnd(i)
		if j-i > 2 {
			p := phrase{text: text[s.tokens[i].from:s.tokens[j-1].to]}
			for _, t := range s.tokens[i:j] {
				if !small[t.low] {
					p.initials += strings.ToUpper(t.text[:1])
				}
			}
			f.phrases = append(f.phrases, p)
		}
		i = max(j, i+1)
	}
}

// Explain joins the abbreviations that no text explained with the names whose initials they are. It is called once, when
// all texts have been learnt.
func (f *Finder) Explain() {
	ends := map[string]string{}
	for _, p := range f.phrases {
		for n := 3; n <= len(p.initials); n++ {
			tail := p.initials[len(p.initials)-n:]
			if old, ok := ends[tail]; !ok || len(p.text) < len(old) {
				ends[tail] = p.text
			}
		}
	}
	for short, a := range f.acronyms {
		if a.long == "" && len(short) > 2 {
			a.long = ends[short]
		}
	}
	f.phrases = nil
}

// explained reports whether the acronym at i stands next to its explanation: "MECC (Making Every Contact Count)" or "Every
// Child a Library Member (ECALM)". from and to are the tokens of the explanation, name is both.
func (s *search) explained(i int) (from, to int, name string, ok bool) {
	t := s.tokens[i]
	if !t.acronym() {
		return 0, 0, "", false
	}
	if i+1 < len(s.tokens) && strings.TrimSpace(s.tokens[i+1].between) == "(" {
		for j := i + 2; j <= min(len(s.tokens), i+14); j++ {
			if j < len(s.tokens) && strings.Contains(s.tokens[j-1].between, ")") {
				break
			}
			closes := strings.HasPrefix(s.text[s.tokens[j-1].to:], ")")
			if closes && spells(s.tokens[i+1:j], t.text) {
				return i + 1, j, s.text[t.from:s.tokens[j-1].to] + ")", true
			}
		}
	}
	if strings.TrimSpace(t.between) == "(" && strings.HasPrefix(s.text[t.to:], ")") {
		for j := i - 2; j >= max(0, i-12); j-- {
			if spells(s.tokens[j:i], t.text) && (s.tokens[j].capital() || len(t.text) > 2) {
				return j, i, s.text[s.tokens[j].from:t.to] + ")", true
			}
		}
	}
	return 0, 0, "", false
}

// spells reports whether the words' initials are the letters of an acronym; small words may count or not.
func spells(ws []token, short string) bool {
	letters := strings.ToUpper(strings.TrimSuffix(short, "s"))
	all, main := "", ""
	for _, w := range ws {
		c := strings.ToUpper(w.text[:1])
		all += c
		if !small[w.low] {
			main += c
		}
	}
	return all == letters || main == letters
}

// abbreviations takes the acronyms that stand next to their explanation.
func (s *search) abbreviations() {
	for i := range s.tokens {
		from, to, name, ok := s.explained(i)
		if !ok || !s.free(min(from, i), max(to, i+1)) {
			continue
		}
		m := s.ofAcronym(s.tokens[i].text)
		m.Long = ""
		s.takeText(min(from, i), max(to, i+1), m, name)
	}
}

// ofAcronym is what an acronym is a mention of: what its long name says, else a programme.
func (f *Finder) ofAcronym(short string) Mention {
	m := Mention{Kind: graph.KindProgramme, Key: strings.ToLower(short), Short: short}
	a := f.acronyms[short]
	if a == nil {
		return m
	}
	m.Long = a.name
	if m.Long == "" && a.long != "" {
		m.Long = a.long + " (" + short + ")"
	}
	if a.long != "" {
		last := strings.ToLower(a.long[strings.LastIndexByte(a.long, ' ')+1:])
		if e := f.ends[last]; e.kind == graph.KindPartner {
			m.Kind, m.Type = e.kind, e.what
		}
	}
	return m
}

// loneAcronyms takes the acronyms that stand alone.
func (s *search) loneAcronyms() {
	for i, t := range s.tokens {
		if t.taken || !t.acronym() || s.is(gazetteer.NotNames, t.text) || len(t.text) < 3 || quarterCode(t.text) {
			continue
		}
		m := s.ofAcronym(t.text)
		if s.spokenOfAsPartner(i) || council(t.text) {
			m.Kind, m.Type = graph.KindPartner, graph.PartnerTypeOrganisation
		}
		s.take(i, i+1, m)
	}
}

// council reports whether an acronym ends as councils' do: county, city, borough or district council.
func council(short string) bool {
	for _, e := range []string{"CC", "BC", "DC"} {
		if strings.HasSuffix(short, e) && len(short) > 2 && len(short) < 6 {
			return true
		}
	}
	return false
}

// quarterCode reports whether a word is one or more quarters: "Q1", "Q3-Q4".
func quarterCode(w string) bool { return quarters.MatchString(w) }

var quarters = regexp.MustCompile(`^Q[1-4](?:-Q?[1-4])*$`)
