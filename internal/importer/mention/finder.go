package mention

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/gazetteer"
)

// A Mention is a partner, a site or a programme that a text names.
type Mention struct {
	Kind graph.Kind
	// Type is what sort of partner it is; 0 for other kinds.
	Type graph.PartnerType
	// Key is the same for all names of one thing.
	Key string
	// Name is the name as the text has it.
	Name string
	// Long is a fuller name, where there is one; empty otherwise.
	Long string
	// Short is the abbreviation that it goes by; empty if it has none.
	Short string
	// From and To are the bytes of the text that name it.
	From, To int
}

// A Finder finds mentions in the texts of one document. It is not safe for concurrent use.
type Finder struct {
	gazetteer *gazetteer.Gazetteer
	names     map[string][]entry // by first word, longest first
	ends      map[string]end     // what the last word of a name says about it
	sets      map[gazetteer.Section]map[string]bool
	people    map[string]string // nouns for people in the plural, by the singular
	acronyms  map[string]*acronym
	phrases   []phrase // capitalised, from which acronyms are explained
}

// An entry is a name of the gazetteer.
type entry struct {
	words []string
	name  string // as the gazetteer writes it
	main  string // the first name of the same thing
	what  Mention
	place bool
}

// An end is what a name's last word says about it.
type end struct {
	kind graph.Kind
	what graph.PartnerType
}

// NewFinder makes a finder that knows a gazetteer.
func NewFinder(g *gazetteer.Gazetteer) *Finder {
	f := &Finder{gazetteer: g, names: map[string][]entry{}, ends: map[string]end{}, sets: map[gazetteer.Section]map[string]bool{}, people: map[string]string{}, acronyms: map[string]*acronym{}}
	f.enter(gazetteer.Programmes, Mention{Kind: graph.KindProgramme})
	f.enter(gazetteer.Organisations, Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeOrganisation})
	f.enter(gazetteer.Sectors, Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeSector})
	f.enter(gazetteer.Groups, Mention{Kind: graph.KindPartner, Type: graph.PartnerTypeGroup})
	f.enter(gazetteer.Places, Mention{Kind: graph.KindSite})
	for first := range f.names {
		slices.SortStableFunc(f.names[first], func(a, b entry) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	f.end(gazetteer.SiteKinds, end{kind: graph.KindSite})
	f.end(gazetteer.OrganisationEnds, end{graph.KindPartner, graph.PartnerTypeOrganisation})
	f.end(gazetteer.ProgrammeKinds, end{kind: graph.KindProgramme})
	for _, s := range []gazetteer.Section{gazetteer.SectorWords, gazetteer.People, gazetteer.Verbs, gazetteer.NotNames, gazetteer.SiteKinds, gazetteer.ProgrammeKinds} {
		f.sets[s] = map[string]bool{}
		for _, e := range g.Entries(s) {
			for _, n := range e.Names {
				f.sets[s][strings.ToLower(n)] = true
			}
		}
	}
	for _, e := range g.Entries(gazetteer.People) {
		if many := strings.ToLower(e.Names[0]); singular(many) != many {
			f.people[singular(many)] = many
		}
	}
	return f
}

func (f *Finder) enter(s gazetteer.Section, what Mention) {
	for _, e := range f.gazetteer.Entries(s) {
		for _, n := range e.Names {
			var ws []string
			for _, t := range tokens(n) {
				ws = append(ws, t.text)
			}
			if len(ws) == 0 {
				continue
			}
			first := strings.ToLower(ws[0])
			f.names[first] = append(f.names[first], entry{words: ws, name: n, main: e.Names[0], what: what, place: s == gazetteer.Places})
		}
	}
}

func (f *Finder) end(s gazetteer.Section, what end) {
	for _, e := range f.gazetteer.Entries(s) {
		for _, n := range e.Names {
			last := n[strings.LastIndexByte(n, ' ')+1:]
			f.ends[strings.ToLower(last)] = what
		}
	}
}

// Find gives what a text names, in the order of the text. [Finder.Learn] must have read all texts of the document before.
func (f *Finder) Find(text string) []Mention {
	s := &search{Finder: f, text: text, tokens: tokens(text)}
	s.abbreviations()
	s.listed(false)
	s.sectors()
	s.phrases()
	s.listed(true)
	s.lowSites()
	s.placeLists()
	s.loneAcronyms()
	s.partners()
	s.bodies()
	s.companions()
	slices.SortStableFunc(s.found, func(a, b Mention) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return s.found
}

// A search is one text on its way.
type search struct {
	*Finder
	text   string
	tokens []token
	found  []Mention
}

// take makes a mention of the tokens from i up to j.
func (s *search) take(i, j int, m Mention) {
	m.From, m.To = s.tokens[i].from, s.tokens[j-1].to
	s.takeText(i, j, m, s.text[m.From:m.To])
}

func (s *search) takeText(i, j int, m Mention, name string) {
	m.From, m.To = s.tokens[i].from, s.tokens[j-1].to
	if rest := s.text[m.To:]; strings.HasPrefix(rest, ")") && strings.Count(s.text[m.From:m.To], "(") > strings.Count(s.text[m.From:m.To], ")") {
		m.To++
	}
	if name == s.text[m.From:s.tokens[j-1].to] {
		name = s.text[m.From:m.To]
	}
	m.Name = upperFirst(name)
	if m.Key == "" {
		m.Key = key(name)
	}
	s.spend(i, j)
	s.found = append(s.found, m)
}

func (s *search) free(i, j int) bool {
	for k := i; k < j; k++ {
		if s.tokens[k].taken {
			return false
		}
	}
	return true
}

func (f *Finder) is(set gazetteer.Section, w string) bool { return f.sets[set][strings.ToLower(w)] }

func upperFirst(s string) string {
	c, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(c)) + s[n:]
}

// key is a name without what differs between its forms: case, small words, plurals.
func key(name string) string {
	var parts []string
	for _, t := range tokens(name) {
		if small[t.low] {
			continue
		}
		parts = append(parts, singular(t.low))
	}
	return strings.Join(parts, "-")
}

func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && len(w) > 3:
		return w[:len(w)-1]
	}
	return w
}
