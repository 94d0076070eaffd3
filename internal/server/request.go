package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// bodies holds buffers for requests' bodies; nothing of a request refers to them once it is read.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxPooled keeps a few large requests from holding their memory for ever.
const maxPooled = 64 << 10

// readPost reads a request from a body of JSON.
func (s *Server) readPost(w http.ResponseWriter, r *http.Request) (gql.Request, *refusal) {
	switch contentType := r.Header.Get("Content-Type"); {
	case contentType == "":
		return gql.Request{}, refuse(http.StatusUnsupportedMediaType, gql.CodeBadRequest,
			"the header Content-Type is missing: send JSON with Content-Type: application/json")
	case !requestType(contentType):
		return gql.Request{}, refuse(http.StatusUnsupportedMediaType, gql.CodeBadRequest,
			"this Content-Type is not read here: send JSON in UTF-8 with Content-Type: application/json")
	case r.Header.Get("Content-Encoding") != "":
		return gql.Request{}, refuse(http.StatusUnsupportedMediaType, gql.CodeBadRequest,
			"a body with a Content-Encoding is not read here: send plain JSON")
	}
	buffer := bodies.Get().(*bytes.Buffer)
	defer func() {
		if buffer.Cap() <= maxPooled {
			buffer.Reset()
			bodies.Put(buffer)
		}
	}()
	_, err := buffer.ReadFrom(http.MaxBytesReader(w, r.Body, int64(s.opt.MaxBody)))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return gql.Request{}, refuse(http.StatusRequestEntityTooLarge, gql.CodeBadRequest,
			fmt.Sprintf("the body is larger than %d bytes, which is the most that is read", s.opt.MaxBody))
	}
	if err != nil {
		return gql.Request{}, refuse(http.StatusBadRequest, gql.CodeBadRequest, "the body could not be read to its end")
	}
	return s.bodies.read(buffer.Bytes())
}

// parseBody reads a request.
func parseBody(body []byte) (gql.Request, *refusal) {
	out, no := parameters(body)
	if no != nil {
		return gql.Request{}, no
	}
	return needQuery(out)
}

// parameters reads those of a request. Names are exact; members that are none of these are ignored, and null
// is as good as absent.
func parameters(body []byte) (gql.Request, *refusal) {
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '[' && json.Valid(trimmed) {
		return gql.Request{}, badRequest("the body is a JSON array: requests are not answered in batches here, send one at a time")
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil || members == nil {
		return gql.Request{}, badRequest(`the body must be a JSON object such as {"query":"{ __typename }"}` + offset(err))
	}
	var out gql.Request
	var given extensions
	for _, p := range []struct {
		name string
		to   any
		want string
	}{
		{"query", &out.Query, "a string"},
		{"operationName", &out.OperationName, "a string"},
		{"variables", &out.Variables, "an object"},
		{"documentId", &out.DocumentID, "a string"},
		{"extensions", &given, "an object"},
	} {
		if text, ok := members[p.name]; ok && decode(text, p.to) != nil {
			return gql.Request{}, badRequest(fmt.Sprintf("the parameter %q must be %s", p.name, p.want))
		}
	}
	if no := given.addTo(&out); no != nil {
		return gql.Request{}, no
	}
	return out, nil
}

// offset says where JSON went wrong, without repeating any of it.
func offset(err error) string {
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		return fmt.Sprintf("; it stops being JSON at byte %d", syntax.Offset)
	}
	return ""
}

// decode reads one JSON value, keeping numbers as they are written. Null leaves what is there.
func decode(text []byte, to any) error {
	if _, ok := to.(*string); ok {
		return json.Unmarshal(text, to)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(to); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value")
	}
	return nil
}

// readGet reads a request from the parameters of a URL, where an empty one is as good as absent.
func readGet(r *http.Request) (gql.Request, *refusal) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return gql.Request{}, badRequest("the URL's parameters are not encoded as they should be")
	}
	for _, name := range []string{"query", "documentId", "operationName", "variables", "extensions"} {
		if len(values[name]) > 1 {
			return gql.Request{}, badRequest(fmt.Sprintf("the parameter %q is given more than once", name))
		}
	}
	out := gql.Request{Query: values.Get("query"), OperationName: values.Get("operationName"), DocumentID: values.Get("documentId"), ReadOnly: true}
	if text := values.Get("variables"); text != "" && decode([]byte(text), &out.Variables) != nil {
		return gql.Request{}, badRequest(`the parameter "variables" must be a JSON object`)
	}
	var given extensions
	if text := values.Get("extensions"); text != "" && decode([]byte(text), &given) != nil {
		return gql.Request{}, badRequest(`the parameter "extensions" must be a JSON object`)
	}
	if no := given.addTo(&out); no != nil {
		return gql.Request{}, no
	}
	return needQuery(out)
}

// needQuery refuses a request that names no document in any way.
func needQuery(r gql.Request) (gql.Request, *refusal) {
	if r.Query == "" && r.DocumentID == "" && r.Hash == "" {
		return gql.Request{}, badRequest(`the parameter "query" is missing: it is the GraphQL document`)
	}
	return r, nil
}
