package generate

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A wording is a text that names things.
type wording struct {
	text     string
	mentions []mention
}

// A mention is where a text names a thing.
type mention struct {
	*thing
	kind     graph.Kind
	from, to int
}

// A writer words what a service promises and does.
type writer struct {
	dice
	*Plan
	service *service
	name    string
	objects []string
}

func (p *Plan) newWriter(s *service) *writer {
	name := words.services[s.number%len(words.services)]
	return &writer{dice: newDice(p.opt.Seed, streamTexts, s.number), Plan: p, service: s, name: name, objects: words.objects(name)}
}

// promise words a promise.
func (w *writer) promise() string {
	return fill(w.pick(words.of("promises")), "{group}", w.pick(words.of("groups")), "{object}", w.pick(w.objects))
}

// sentence words an action or an activity: what is done to what, for whom, where, with whom, with what and what for.
func (w *writer) sentence() wording {
	var s wording
	s.text = w.pick(words.of("verbs")) + " " + w.pick(w.objects)
	if w.chance(35) {
		s.text += " for " + w.pick(words.of("groups"))
	}
	if w.chance(18) {
		s.name(" at ", graph.KindSite, w.near(w.sites))
	}
	if w.chance(40) {
		s.name(" "+w.pick(words.of("with partners"))+" ", graph.KindPartner, w.partner())
	}
	if w.chance(25) {
		s.name(" through the ", graph.KindProgramme, w.near(w.programmes))
	}
	if w.chance(45) {
		s.text += " " + w.pick(words.of("purposes"))
	}
	return s
}

// again words nearly the same as before: another verb, or another purpose.
func (w *writer) again(before wording) wording {
	if verb := w.pick(words.of("verbs")); w.chance(50) && !strings.HasPrefix(before.text, verb) {
		for _, old := range words.of("verbs") {
			if rest, ok := strings.CutPrefix(before.text, old+" "); ok {
				shift := len(verb) - len(old)
				made := wording{text: verb + " " + rest}
				for _, m := range before.mentions {
					m.from, m.to = m.from+shift, m.to+shift
					made.mentions = append(made.mentions, m)
				}
				return made
			}
		}
	}
	return wording{text: before.text + ", " + w.pick(words.of("purposes")), mentions: before.mentions}
}

// name names a thing at the end of the text.
func (s *wording) name(before string, k graph.Kind, th *thing) {
	title := th.title
	if th.partnerType == graph.PartnerTypeSector || th.partnerType == graph.PartnerTypeToBeFound {
		title = strings.ToLower(title[:1]) + title[1:]
	}
	s.text += before
	s.mentions = append(s.mentions, mention{thing: th, kind: k, from: len(s.text), to: len(s.text) + len(title)})
	s.text += title
}

// partner is often a sector, which everybody works with, and else one that is near.
func (w *writer) partner() *thing {
	if w.chance(25) {
		return &w.partners[w.skewed(min(len(words.of("sectors")), len(w.partners)))]
	}
	return w.near(w.partners)
}

// near is one of the things that the service has most to do with, or else any, the first ones more often.
func (w *writer) near(all []thing) *thing {
	const around = 12
	if w.chance(60) {
		return &all[(w.service.number*around+w.skewed(around))%len(all)]
	}
	return &all[w.skewed(len(all))]
}
