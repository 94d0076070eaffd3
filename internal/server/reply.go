package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// A refusal is why a request did not get as far as being executed.
type refusal struct {
	status  int
	code    gql.Code
	message string
	// allow are the methods to name, if the method was wrong; retry the seconds after which to come again, 0 if never.
	allow string
	retry int
	// shown says that credentials were shown, which is then what is wrong with them.
	shown bool
}

func refuse(status int, code gql.Code, message string) *refusal {
	return &refusal{status: status, code: code, message: message}
}

func badRequest(message string) *refusal {
	return refuse(http.StatusBadRequest, gql.CodeBadRequest, message)
}

// overloaded asks the caller to come again after some seconds.
func overloaded(status, retry int, message string) *refusal {
	no := refuse(status, gql.CodeRateLimited, message)
	no.retry = retry
	return no
}

// stopping is why nothing new is begun while the server stops.
func stopping() *refusal {
	return overloaded(http.StatusServiceUnavailable, 5, "the server is stopping: ask again in a moment")
}

// slowReader is why a stream is cut off whose reader does not keep up.
func slowReader() *refusal {
	return refuse(http.StatusOK, gql.CodeSlowReader, "this reader takes too long to take what is sent: go on from the last revision it has")
}

// body is the refusal as a GraphQL answer without data.
func (f *refusal) body(id string) []byte {
	type extensions struct {
		Code      gql.Code `json:"code"`
		RequestID string   `json:"requestId,omitempty"`
	}
	type failure struct {
		Message    string     `json:"message"`
		Extensions extensions `json:"extensions"`
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	// A struct of strings always encodes.
	_ = encoder.Encode(map[string][]failure{"errors": {{Message: f.message, Extensions: extensions{f.code, id}}}})
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// write sends the refusal. The body is in the type that was asked for if there is one.
func (f *refusal) write(w http.ResponseWriter, as *media) {
	if f.allow != "" {
		w.Header().Set("Allow", f.allow)
	}
	if f.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", challenge(f.shown))
	}
	if f.retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.retry))
	}
	if as == nil || as.stream {
		as = &mediaTypes[0]
	}
	send(w, f.status, as, f.body(w.Header().Get(requestIDHeader)))
}

// noStore is the Cache-Control of what nobody may keep; nobody changes it.
var noStore = []string{"no-store"}

// send writes a whole answer.
func send(w http.ResponseWriter, status int, as *media, body []byte) {
	h := w.Header()
	h["Content-Type"] = as.header
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if h.Get("Cache-Control") == "" {
		h["Cache-Control"] = noStore
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone away is nobody's fault
}

// statuses are those of answers without data, by the code of their first error; any other code is the client's mistake.
var statuses = map[gql.Code]int{
	gql.CodeMethodNotAllowed:      http.StatusMethodNotAllowed,
	gql.CodeUnauthenticated:       http.StatusUnauthorized,
	gql.CodeForbidden:             http.StatusForbidden,
	gql.CodeIntrospectionDisabled: http.StatusForbidden,
	gql.CodeTimeout:               http.StatusGatewayTimeout,
	gql.CodeStoreUnavailable:      http.StatusServiceUnavailable,
	gql.CodeInternal:              http.StatusInternalServerError,
}

// strict are the codes whose status is sent whatever the type: they are about the request, not about what it asks.
var strict = map[gql.Code]bool{gql.CodeMethodNotAllowed: true, gql.CodeUnauthenticated: true, gql.CodeForbidden: true}

// statusOf is the status of an executed request's answer.
func statusOf(as *media, r gql.Response) int {
	switch {
	case r.HasData:
		return http.StatusOK
	case len(r.Codes) == 0:
		return http.StatusInternalServerError // neither data nor errors: a fault of ours
	case as.lenient && !strict[r.Codes[0]]:
		return http.StatusOK
	}
	if status, ok := statuses[r.Codes[0]]; ok {
		return status
	}
	return http.StatusBadRequest
}
