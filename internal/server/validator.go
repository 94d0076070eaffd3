package server

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/access"
)

// lasts reports whether whoever asked may keep the answer and ask whether it is still the same: one to a GET that is whole.
func lasts(r *http.Request, answer gql.Response) bool {
	return r.Method == http.MethodGet && answer.HasData && len(answer.Codes) == 0
}

// validator is the strong ETag of an answer in a media type and a coding. It is made of what the answer says, so every server
// gives the same one, and a change elsewhere in the graph does not change it.
func validator(as *media, coding string, answer gql.Response) string {
	sum := digest
	if answer.Kept != nil {
		sum = func(body []byte) []byte { return answer.Kept.Form("digest", digest) }
	}
	tag := `"` + string(sum(answer.Body)) + as.mark
	if coding != "" {
		tag += "-" + coding
	}
	return tag + `"`
}

func digest(body []byte) []byte {
	sum := sha256.Sum256(body)
	return hex.AppendEncode(nil, sum[:16])
}

// keepable says how an answer may be kept: always to be asked for again, so that it is never given out late, and who asks is
// looked at each time. What anybody may read may be shared.
func keepable(h http.Header, tag, actor string) {
	h.Set("ETag", tag)
	h.Add("Vary", "Authorization, "+access.KeyHeader)
	if actor == "" {
		h.Set("Cache-Control", "public, no-cache")
	} else {
		h.Set("Cache-Control", "private, no-cache")
	}
}

// unchanged reports whether what the client has is what it would be sent. As RFC 9110 has it, a * stands for anything, and a
// tag that was made weak on the way still counts.
func unchanged(given []string, tag string) bool {
	for _, line := range given {
		for one := range strings.SplitSeq(line, ",") {
			if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
				return true
			}
		}
	}
	return false
}
