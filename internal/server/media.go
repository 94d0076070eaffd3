package server

import (
	"mime"
	"strconv"
	"strings"
)

// A media type that GraphQL is spoken in.
type media struct {
	name string
	// request says that requests may come in it.
	request bool
	// lenient answers a well-formed request with 200 whatever became of it: so clients of application/json expect it.
	lenient bool
	// stream says that it has any number of answers; a refusal is then sent in the first of the types.
	stream bool
	// mark sets its ETags apart from those of the other types.
	mark string
	// header is the type with its charset, as the values of a header; nobody changes them.
	header []string
}

// mediaTypes is the one table of media types; where a client has no preference, the first is sent.
var mediaTypes = withHeaders([...]media{
	{name: "application/json", request: true, lenient: true},
	{name: "application/graphql-response+json", mark: "-r"},
	{name: "text/event-stream", stream: true},
})

func withHeaders(types [3]media) [3]media {
	for i := range types {
		types[i].header = []string{types[i].name + "; charset=utf-8"}
	}
	return types
}

var eventStreamType = &mediaTypes[2]

// requestType says whether a request's Content-Type is one that requests may come in.
func requestType(header string) bool {
	if m := named(header); m != nil {
		return m.request
	}
	name, parameters, err := mime.ParseMediaType(header)
	if err != nil || !utf8Charset(parameters) {
		return false
	}
	m := named(name)
	return m != nil && m.request
}

// named is the media type of a name; nil if that is none.
func named(name string) *media {
	for i := range mediaTypes {
		if mediaTypes[i].name == name {
			return &mediaTypes[i]
		}
	}
	return nil
}

// An acceptance is how well a media type suits an Accept header: by weight, then by how exactly it is named, then by
// where it is named.
type acceptance struct {
	weight      float64
	specificity int
	place       int
}

// better reports whether a suits better than b.
func (a acceptance) better(b acceptance) bool {
	switch {
	case a.weight != b.weight:
		return a.weight > b.weight
	case a.specificity != b.specificity:
		return a.specificity > b.specificity
	}
	return a.place < b.place
}

// negotiate picks the type to answer in by the lines of an Accept header, as RFC 9110 has it; nil if none will do.
func negotiate(accept []string) *media {
	header := strings.TrimSpace(strings.Join(accept, ","))
	if header == "" {
		return &mediaTypes[0]
	}
	if m := named(header); m != nil { // as most clients write it
		return m
	}
	var best *media
	var bestFit acceptance
	ranges := strings.Split(header, ",")
	for i := range mediaTypes {
		if fit := accepts(ranges, mediaTypes[i].name); fit.weight > 0 && (best == nil || fit.better(bestFit)) {
			best, bestFit = &mediaTypes[i], fit
		}
	}
	return best
}

// accepts says how a type suits ranges: of those that match, the most exact one decides.
func accepts(ranges []string, name string) acceptance {
	var found acceptance
	for place, text := range ranges {
		pattern, parameters, err := mime.ParseMediaType(text)
		specificity := matchRange(pattern, name)
		if err != nil || specificity <= found.specificity || !utf8Charset(parameters) {
			continue
		}
		found = acceptance{weight: weightOf(parameters), specificity: specificity, place: place}
		if specificity < exactly {
			found.place = 0 // a wildcard says nothing of the order
		}
	}
	return found
}

const exactly = 3

// matchRange is 0 if the range does not match the type, and more the more exactly it does.
func matchRange(pattern, name string) int {
	kind, _, _ := strings.Cut(name, "/")
	switch pattern {
	case name:
		return exactly
	case kind + "/*":
		return 2
	case "*/*":
		return 1
	}
	return 0
}

// weightOf is the q-value; one that is none makes the range useless.
func weightOf(parameters map[string]string) float64 {
	text, given := parameters["q"]
	if !given {
		return 1
	}
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// utf8Charset reports whether the charset, if one is named, is the one spoken here.
func utf8Charset(parameters map[string]string) bool {
	charset, given := parameters["charset"]
	return !given || strings.EqualFold(charset, "utf-8")
}
