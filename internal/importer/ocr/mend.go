package ocr

import (
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// dehyphenate puts words together that a line break parted at a hyphen.
func (r *Repairer) dehyphenate(d *draft) {
	out := d.pieces[:0]
	for i, p := range d.pieces {
		stem, rest, ok := parted(out, p)
		if !ok {
			out = append(out, p)
			continue
		}
		p.space = false
		if words.Known(stem+rest) && r.whole[strings.ToLower(stem+"-"+rest)] == 0 {
			before := &out[len(out)-1]
			before.text = strings.TrimSuffix(before.text, "-") + p.text
			d.merge(d.pieces[i:], p, before.group, 0.9, "word parted at the end of a line")
			continue
		}
		out = append(out, p)
	}
	d.pieces = out
}

// parted reports whether a piece goes on with the word that the pieces before it end with, at a hyphen and a line break.
func parted(before []piece, p piece) (stem, rest string, ok bool) {
	if len(before) == 0 || !p.wraps || p.fixed || before[len(before)-1].fixed {
		return "", "", false
	}
	stem, ok = strings.CutSuffix(before[len(before)-1].text, "-")
	stem, rest = lastLetters(stem), letters([]rune(p.text))
	return stem, rest, ok && stem != "" && rest != "" && unicode.IsLower(rune(rest[0]))
}

func lastLetters(s string) string {
	return s[strings.LastIndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) })+1:]
}

// mend puts words together that were torn apart on one line ("develop ment").
func (r *Repairer) mend(d *draft) {
	out := d.pieces[:0]
	for i, p := range d.pieces {
		certainty, ok := r.halves(out, p)
		if !ok {
			out = append(out, p)
			continue
		}
		before := &out[len(out)-1]
		before.text += p.text
		d.merge(d.pieces[i:], p, before.group, certainty, "word torn apart")
	}
	d.pieces = out
}

// halves reports whether a piece is the second half of a word that the pieces before it end with.
func (r *Repairer) halves(before []piece, p piece) (certainty float64, ok bool) {
	n := len(before)
	if n == 0 || !p.space || p.wraps || p.fixed || before[n-1].fixed {
		return 0, false
	}
	head, tail := lastLetters(before[n-1].text), letters([]rune(p.text))
	if head == "" || tail == "" || !unicode.IsLower(rune(tail[0])) {
		return 0, false
	}
	context := ""
	if n > 1 {
		context = strings.ToLower(lastLetters(before[n-2].text))
	}
	return r.tornApart(head, tail, context)
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
