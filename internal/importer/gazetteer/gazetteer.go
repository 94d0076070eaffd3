// Package gazetteer knows names and the words that names are made with: places, kinds of building, sectors, groups. The
// default one is general British council vocabulary; a council adds its own file to it.
//
// The format is plain text. A line in square brackets starts a section; # starts a comment; each other line is one entry,
// with further names for the same thing behind bars:
//
//	[organisations]
//	Oxfordshire County Council | OCC
//
// The sections are those of [Section]. An entry of an added file that has a name of an entry before it adds its names.
package gazetteer

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
)

// A Section is a part of a gazetteer.
type Section string

// The sections.
const (
	Words            Section = "words"              // good words that general lists of words lack
	Places           Section = "places"             // towns, villages, districts: names that a site may have alone
	SiteKinds        Section = "site kinds"         // what the name of a site ends with: library, museum
	Organisations    Section = "organisations"      // names of organisations
	OrganisationEnds Section = "organisation kinds" // what the name of an organisation ends with: council, trust
	Sectors          Section = "sectors"            // whole sectors: further education
	SectorWords      Section = "sector words"       // what may stand before "sector": voluntary, commercial
	Groups           Section = "groups"             // groups of people that work is done with: volunteers
	People           Section = "people"             // nouns for people and bodies, by which a group is known: providers
	Programmes       Section = "programmes"         // names of programmes, systems and approaches
	ProgrammeKinds   Section = "programme kinds"    // what the name of a programme ends with: framework, plan
	Verbs            Section = "verbs"              // what a step of a plan starts with; never part of a name
	NotNames         Section = "not names"          // capitals that name nothing: UK, IT
)

var sections = []Section{
	Words, Places, SiteKinds, Organisations, OrganisationEnds, Sectors, SectorWords, Groups, People, Programmes, ProgrammeKinds, Verbs, NotNames,
}

// An Entry is one thing with its names, the first of which is shown.
type Entry struct {
	Names []string
}

// A Gazetteer is entries by section. Nobody changes it once it is made.
type Gazetteer struct {
	entries map[Section][]Entry
	words   map[string]bool
}

//go:embed default.txt
var defaultText []byte

// Default is the embedded gazetteer.
var Default = sync.OnceValue(func() *Gazetteer {
	g, err := Parse(defaultText)
	if err != nil {
		panic("embedded gazetteer: " + err.Error())
	}
	return g
})

// Parse reads a gazetteer. What is no gazetteer is graph.ErrInvalid with the number of the line.
func Parse(text []byte) (*Gazetteer, error) { return (&Gazetteer{}).With(text) }

// With is the gazetteer with the entries of a further file.
func (g *Gazetteer) With(text []byte) (*Gazetteer, error) {
	if !utf8.Valid(text) {
		return nil, graph.Errorf(graph.ErrInvalid, "gazetteer: not UTF-8")
	}
	out := &Gazetteer{entries: map[Section][]Entry{}, words: map[string]bool{}}
	for s, entries := range g.entries {
		out.entries[s] = append([]Entry(nil), entries...)
	}
	var section Section
	for i, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "["):
			section = Section(strings.ToLower(strings.Trim(line, "[] ")))
			if !known(section) {
				return nil, graph.Errorf(graph.ErrInvalid, "gazetteer, line %d: no section is called %q; there are %s", i+1, section, names())
			}
		case section == "":
			return nil, graph.Errorf(graph.ErrInvalid, "gazetteer, line %d: an entry before the first [section]", i+1)
		default:
			out.add(section, line)
		}
	}
	out.index()
	return out, nil
}

func (g *Gazetteer) add(section Section, line string) {
	var e Entry
	for _, n := range strings.Split(line, "|") {
		if n = strings.Join(strings.Fields(n), " "); n != "" {
			e.Names = append(e.Names, n)
		}
	}
	if len(e.Names) == 0 {
		return
	}
	for i, old := range g.entries[section] {
		if len(e.Names) > 1 && strings.EqualFold(old.Names[0], e.Names[0]) {
			g.entries[section][i].Names = append(append([]string(nil), old.Names...), e.Names[1:]...)
			return
		}
	}
	g.entries[section] = append(g.entries[section], e)
}

// index collects the words of all entries.
func (g *Gazetteer) index() {
	for _, entries := range g.entries {
		for _, e := range entries {
			for _, n := range e.Names {
				for _, w := range strings.FieldsFunc(strings.ToLower(n), func(c rune) bool { return strings.ContainsRune(" -/()&’'", c) }) {
					g.words[w] = true
				}
			}
		}
	}
}

// Entries are those of a section, in the order of the files.
func (g *Gazetteer) Entries(s Section) []Entry { return g.entries[s] }

// Has reports whether a word, in lower case, stands in any entry.
func (g *Gazetteer) Has(word string) bool { return g.words[word] }

func known(s Section) bool {
	for _, k := range sections {
		if k == s {
			return true
		}
	}
	return false
}

func names() string {
	var all []string
	for _, s := range sections {
		all = append(all, "["+string(s)+"]")
	}
	return strings.Join(all, ", ")
}
