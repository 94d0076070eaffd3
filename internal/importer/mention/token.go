package mention

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word of a text.
type token struct {
	from, to int
	text     string // as it stands
	low      string // in lower case, without a possessive
	between  string // what stands before it, behind the token before
	owns     bool   // a possessive
	starts   bool   // it starts a sentence, where everything is capitalised
	taken    bool   // a mention has it already
}

var word = regexp.MustCompile(`[\p{L}\p{N}]+(?:[’'\-][\p{L}\p{N}]+)*\+?[’']?`)

func tokens(text string) []token {
	var out []token
	at := 0
	for _, m := range word.FindAllStringIndex(text, -1) {
		t := token{from: m[0], to: m[1], text: text[m[0]:m[1]], between: text[at:m[0]]}
		bare := strings.TrimRight(t.text, "’'")
		switch {
		case strings.HasSuffix(bare, "’s"), strings.HasSuffix(bare, "'s"):
			t.owns = true
			bare = strings.TrimRight(strings.TrimSuffix(bare, "s"), "’'")
		case bare != t.text && strings.HasSuffix(bare, "s") && !strings.ContainsAny(t.between, "‘'"):
			t.owns = true
		}
		t.to = t.from + len(bare)
		t.text, t.low = bare, strings.ToLower(bare)
		t.starts = len(out) == 0 || strings.ContainsAny(t.between, ".!?:/") && t.between != "."
		out = append(out, t)
		at = t.to
	}
	return out
}

// joins reports whether nothing but a space stands before the token: it goes on with what the token before began.
func (t token) joins() bool { return strings.TrimSpace(t.between) == "" || t.between == " & " }

// capital reports whether the token starts with a capital, as names do; the code of a quarter is none.
func (t token) capital() bool {
	c, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(c) && !quarterCode(t.text)
}

// acronym reports whether the token is written in capitals, with digits or a plural s perhaps.
func (t token) acronym() bool {
	bare := strings.TrimSuffix(t.text, "s")
	letters := 0
	for _, c := range bare {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			letters++
		}
	}
	return letters > 1
}

// small are the words that stand within names without a capital.
var small = map[string]bool{"of": true, "and": true, "the": true, "for": true, "a": true, "an": true, "on": true, "de": true}
