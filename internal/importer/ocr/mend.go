package ocr

import (
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// dehyphenate puts words together that a line break parted at a hyphen.
func (r *Repairer) dehyphenate(d *draft) {
	for i := 1; i < len(d.pieces); i++ {
		p, before := &d.pieces[i], &d.pieces[i-1]
		stem, ok := strings.CutSuffix(before.text, "-")
		rest := letters([]rune(p.text))
		if !ok || !p.wraps || p.fixed || before.fixed || rest == "" || !unicode.IsLower(rune(rest[0])) {
			continue
		}
		if stem = lastLetters(stem); stem == "" {
			continue
		}
		p.space = false
		if words.Known(stem+rest) && r.whole[strings.ToLower(stem+"-"+rest)] == 0 {
			before.text = strings.TrimSuffix(before.text, "-")
			d.merge(i, 0.9, "word parted at the end of a line")
			d.glue(i)
			i--
		}
	}
}

// glue makes a piece part of the piece before it.
func (d *draft) glue(i int) {
	d.pieces[i-1].text += d.pieces[i].text
	d.pieces = append(d.pieces[:i], d.pieces[i+1:]...)
}

func lastLetters(s string) string {
	return s[strings.LastIndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })+1:]
}

// mend puts words together that were torn apart on one line ("develop ment").
func (r *Repairer) mend(d *draft) {
	for i := 1; i < len(d.pieces); i++ {
		p, before := d.pieces[i], d.pieces[i-1]
		if !p.space || p.wraps || p.fixed || before.fixed {
			continue
		}
		head, tail := lastLetters(before.text), letters([]rune(p.text))
		if head == "" || tail == "" || !unicode.IsLower(rune(tail[0])) {
			continue
		}
		context := ""
		if i > 1 {
			context = strings.ToLower(lastLetters(d.pieces[i-2].text))
		}
		certainty, ok := r.tornApart(head, tail, context)
		if !ok {
			continue
		}
		d.pieces[i].space = false
		d.merge(i, certainty, "word torn apart")
		d.glue(i)
		i--
	}
}

// tornApart reports whether two words that stand next to each other are the halves of one.
func (r *Repairer) tornApart(head, tail, context string) (certainty float64, ok bool) {
	if strings.HasPrefix(head, "l") && !words.Known(head) && words.Known("I"+head[1:]+tail) {
		return 0.9, true
	}
	joined, ok := words.Frequency(head + tail)
	own := r.own(strings.ToLower(head + tail))
	if !ok && !own {
		return 0, false
	}
	h, okH := words.Frequency(head)
	t, okT := words.Frequency(tail)
	okH, okT = okH && (len(head) > 1 || words.Function(head)), okT && (len(tail) > 1 || words.Function(tail))
	if len(head) > 1 && strings.ToUpper(head) == head {
		return 0, false
	}
	if !okH && !r.knows(head) || !okT && !r.knows(tail) {
		if !r.recordN {
			r.torn++
		}
		return 0.93, !words.Function(head) && !words.Function(tail) || !okH && !okT || len(head)+len(tail) > 7
	}
	apart, attested := words.PairFrequency(head, tail)
	if !attested {
		apart = r.split.Score([]string{head, tail}, context, "")
	}
	least := 3.5
	if seen := r.whole[strings.ToLower(head+tail)]; seen > 1 {
		least = 1.5
	} else if seen == 0 && min(h, t) > -6 {
		return 0, false
	}
	if least > 2 || attested {
		ok = r.torn > 1 && (min(h, t) < -5 || least < 2)
	}
	return 0.75, ok && joined-apart > least
}
