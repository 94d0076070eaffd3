package ocr

import "regexp"

// bracketed is a code of a round letter and a digit in brackets, alone or one of several: "(Q1", "/Q2".
var bracketed = regexp.MustCompile(`([(\[/,&+–-]|^)([OQ])([0-9lI|])\b`)

// countCodes counts the bracketed codes of a token by their letter.
func (r *Repairer) countCodes(token string) {
	for _, m := range bracketed.FindAllStringSubmatch(token, -1) {
		r.codes[m[2]]++
	}
}

// misreadsQ reports whether an O in a code is rather a Q: such codes have a Q elsewhere in the document, and hardly ever an O.
func (r *Repairer) misreadsQ() bool { return r.codes["O"] > 0 && r.codes["Q"] >= 3*r.codes["O"] }

// decode puts the letters of codes right.
func (r *Repairer) decode(d *draft) {
	if !r.misreadsQ() {
		return
	}
	for i := range d.pieces {
		p := &d.pieces[i]
		inBrackets := i > 0 && endsOpen(d.pieces[i-1].text)
		if p.fixed {
			continue
		}
		repaired := bracketed.ReplaceAllStringFunc(p.text, func(code string) string {
			m := bracketed.FindStringSubmatch(code)
			if m[1] == "" && !inBrackets {
				return code
			}
			return m[1] + "Q" + m[3]
		})
		if repaired != p.text {
			p.text = repaired
			d.groups[p.group].changed(0.8, "O for Q, as such codes have it elsewhere")
		}
	}
}

// endsOpen reports whether a bracket or a list of codes goes on behind a text.
func endsOpen(text string) bool {
	return text != "" && bracketed.MatchString(text[len(text)-1:]+"Q1")
}
