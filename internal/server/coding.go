package server

import (
	"bytes"
	"net/http"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"

	"github.com/goldenthread/goldenthread/graph/gql"
)

const (
	// gzipCoding is the one coding of content that answers are sent in, besides none.
	gzipCoding = "gzip"
	// leastPacked is the fewest bytes worth compressing: less fits into one packet as it is.
	leastPacked = 1400
)

// codingFor is the coding to send a body in, empty for none.
func codingFor(r *http.Request, body []byte) string {
	if len(body) >= leastPacked && takesGzip(r.Header.Values("Accept-Encoding")) {
		return gzipCoding
	}
	return ""
}

// takesGzip reads Accept-Encoding: gzip by its name, else by *, and not if its weight is 0.
func takesGzip(lines []string) bool {
	named, others := -1.0, -1.0
	for _, line := range lines {
		for given := range strings.SplitSeq(line, ",") {
			name, parameters, _ := strings.Cut(given, ";")
			switch name = strings.TrimSpace(name); {
			case strings.EqualFold(name, gzipCoding), strings.EqualFold(name, "x-gzip"):
				named = codingWeight(parameters)
			case name == "*":
				others = codingWeight(parameters)
			}
		}
	}
	if named >= 0 {
		return named > 0
	}
	return others > 0
}

// codingWeight is the q-value among a coding's parameters, 1 if there is none.
func codingWeight(parameters string) float64 {
	name, value, given := strings.Cut(strings.TrimSpace(parameters), "=")
	if !given || !strings.EqualFold(strings.TrimSpace(name), "q") {
		return 1
	}
	return weightOf(map[string]string{"q": strings.TrimSpace(value)})
}

// packed is an answer's body compressed; of an answer that is kept, it is made once.
func packed(answer gql.Response) []byte {
	if answer.Kept == nil {
		return pack(answer.Body)
	}
	return answer.Kept.Form(gzipCoding, pack)
}

// packers are writers of gzip, each of which has large tables.
var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // it fails for levels that there are not
	return w
}}

func pack(body []byte) []byte {
	out := bytes.NewBuffer(make([]byte, 0, len(body)/4))
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(out)
	// A buffer takes everything.
	_, _ = w.Write(body)
	_ = w.Close()
	return bytes.Clone(out.Bytes()) // without the room that is left over
}
