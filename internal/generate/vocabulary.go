package generate

import (
	_ "embed"
	"strings"
)

//go:embed vocabulary.txt
var vocabularyText string

// A vocabulary is phrases by heading.
type vocabulary struct {
	phrases map[string][]string
	// services are the names of the services, in order.
	services []string
}

const serviceHeading = "service "

// words are all phrases that there are.
var words = readVocabulary(vocabularyText)

func readVocabulary(text string) *vocabulary {
	v := &vocabulary{phrases: map[string][]string{}}
	heading := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			heading = strings.Trim(line, "[]")
			if name, ok := strings.CutPrefix(heading, serviceHeading); ok {
				v.services = append(v.services, name)
			}
		default:
			v.phrases[heading] = append(v.phrases[heading], line)
		}
	}
	return v
}

func (v *vocabulary) of(heading string) []string { return v.phrases[heading] }

// objects are what a service works on.
func (v *vocabulary) objects(service string) []string { return v.phrases[serviceHeading+service] }

// place is the name of the k-th place; each is another as long as there are no more than some thousands.
func (v *vocabulary) place(k int) string {
	beginnings, endings, sides := v.of("place beginnings"), v.of("place endings"), v.of("place sides")
	const stride = 617 // a prime, so that neighbours in number are not alike in name
	all := len(beginnings) * len(endings)
	i := k * stride % all
	name := beginnings[i/len(endings)] + endings[i%len(endings)]
	if round := k / all; round > 0 {
		return sides[(round-1)%len(sides)] + " " + name
	}
	return name
}

// fill puts words into the places of a phrase: "{place}", "the place", …
func fill(phrase string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(phrase)
}
