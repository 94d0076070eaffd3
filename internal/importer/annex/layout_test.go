package annex_test

import (
	"math/rand/v2"
	"strings"
)

// layout prints a truth as a table on pages and flattens it as OCR does: page by page, on each page row by row, and of
// each row column by column. Rows and cells are cut where a page ends.
func layout(t truth, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 11))
	widths := [4]int{20 + rng.IntN(6), 32 + rng.IntN(8), 32 + rng.IntN(6), 48 + rng.IntN(10)}
	height := 34 + rng.IntN(30)
	var out []string
	out = append(out, t.title, "")
	for _, h := range t.heads {
		out = append(out, strings.Split(h, "\n")...)
		out = append(out, "")
	}
	left := height - 6
	for i, r := range t.rows {
		columns := cells(t, i, r, widths, rng)
		for {
			var cut bool
			tall := 0
			for c := range columns {
				tall = max(tall, len(columns[c]))
			}
			for c := range columns {
				n := min(left, len(columns[c]))
				if n > 0 {
					out = append(append(out, trimBlank(columns[c][:n])...), "")
				}
				columns[c] = trimBlank(columns[c][n:])
				cut = cut || len(columns[c]) > 0
			}
			if left -= tall; !cut && left > 6 {
				break
			}
			out = append(out, "", "", "")
			if left = height; !cut {
				break
			}
		}
	}
	return strings.Join(out, "\n") + "\n"
}

func trimBlank(lines []string) []string {
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// cells are the lines of a row's four columns.
func cells(t truth, i int, r truthRow, widths [4]int, rng *rand.Rand) (columns [4][]string) {
	columns[0] = wrap(t.number(i+1)+r.title, widths[0])
	for _, p := range r.promises {
		columns[1] = append(append(columns[1], wrap(p.title+" ("+strings.Join(p.themes, ", ")+")", widths[1])...), "")
	}
	for _, a := range r.activities {
		columns[2] = append(append(columns[2], wrap(a.code+" "+a.title, widths[2])...), "")
	}
	for _, a := range r.actions {
		columns[3] = append(columns[3], wrap(t.bullet+a.printed, widths[3])...)
		if !t.cramped || rng.IntN(3) > 0 {
			columns[3] = append(columns[3], "")
		}
	}
	if r.footnote != "" {
		columns[3] = append(columns[3], wrap(r.footnote, widths[3])...)
	}
	return columns
}

func wrap(text string, width int) (lines []string) {
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(w)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(lines, line)
}

// damage does to a text what OCR does: words run together and torn apart, l for I, blank lines lost.
func damage(text string, seed uint64, rate float64) string {
	rng := rand.New(rand.NewPCG(seed, 13))
	lines := strings.Split(text, "\n")
	var out []string
	for n, l := range lines {
		if l == "" && n > 14 && rng.Float64() < rate/2 {
			continue
		}
		if n < 14 {
			out = append(out, l)
			continue
		}
		out = append(out, damageLine(l, rng, rate))
	}
	return strings.Join(out, "\n")
}

func damageLine(l string, rng *rand.Rand, rate float64) string {
	words := strings.Fields(l)
	var b strings.Builder
	for i, w := range words {
		mark := i == 0 && (len(w) < 3 || strings.ContainsAny(w, "0123456789"))
		if strings.HasPrefix(w, "I") && len(w) > 2 && rng.Float64() < 0.5 {
			w = "l" + w[1:]
		}
		if len(w) > 6 && !strings.ContainsAny(w, "0123456789()") && rng.Float64() < rate/10 {
			at := 2 + rng.IntN(len(w)-4)
			w = w[:at] + " " + w[at:]
		}
		b.WriteString(w)
		if i+1 < len(words) && (mark || words[i+1] == "&" || w == "&" || rng.Float64() >= rate) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
