package words

import "strings"

// functionWords are the words that hold English sentences together: articles, prepositions, conjunctions, pronouns and
// auxiliaries. A closed class, so the list is complete enough.
var functionWords = set(`a an the this that these those some any each every all both other another such no
	of to in on at by for from with without within into onto upon over under about across against along among around
	before after behind below above beneath beside besides between beyond during except inside outside near off out
	past since through throughout till until toward towards up down via per than as like
	and or but nor so yet if because while where when whether although though which who whom whose what how why
	i we you he she it they us me him her them our your his its their my
	is are was were be been being am has have had do does did can could will would shall should may might must not
	where there here also more most`)

func set(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		m[w] = true
	}
	return m
}

// Function reports whether the word is one that holds sentences together ("of", "the", "where") and says little alone.
// Case does not count.
func Function(w string) bool { return functionWords[strings.ToLower(w)] }
