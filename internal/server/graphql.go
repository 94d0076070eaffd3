package server

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
)

const allMethods = "GET, HEAD, POST, OPTIONS"

// graphql answers /graphql.
func (s *Server) graphql(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", allMethods)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	start := time.Now()
	w.Header().Add("Vary", "Accept, Accept-Encoding")
	as := negotiate(r.Header.Values("Accept"))
	line := &operationLine{method: r.Method, id: w.Header().Get(requestIDHeader)}
	ctx, observed := s.opt.Observer.Begin(r.Context(), r.Header)
	line.observed, r = observed, r.WithContext(ctx)
	defer func() {
		if fault := recover(); fault != nil {
			s.answerPanic(w, r, fault, as)
			line.status, line.codes = http.StatusInternalServerError, []gql.Code{gql.CodeInternal}
		}
		took := time.Since(start)
		line.write(s.opt.Log, took)
		s.opt.Observer.Request("/graphql", r.Method, line.status, took)
	}()
	from := callerOf(r)
	who, no := s.identify(r.Context(), from)
	line.user = who.Actor
	if late := s.admit(from, who); late != nil {
		no = late
	}
	var request gql.Request
	if no == nil {
		request, no = s.read(w, r, as)
	}
	if no == nil && r.Method == http.MethodHead {
		w.Header()["Content-Type"] = as.header
		line.status = http.StatusOK
		return
	}
	var answer gql.Response
	if no == nil {
		line.document, request.ID = request.Query, line.id
		request = ask(request, who)
		if as.stream {
			s.events(w, from, request, line)
			return
		}
		answer, no = s.execute(r.Context(), request)
	}
	if no != nil {
		line.refused(no)
		no.write(w, as)
		return
	}
	s.send(w, r, as, answer, line)
}

// send answers with what a request was answered with.
func (s *Server) send(w http.ResponseWriter, r *http.Request, as *media, answer gql.Response, line *operationLine) {
	line.answered(answer)
	coding := codingFor(r, answer.Body)
	if lasts(r, answer) {
		tag := validator(as, coding, answer)
		keepable(w.Header(), tag, line.user)
		if unchanged(r.Header.Values("If-None-Match"), tag) {
			line.status = http.StatusNotModified
			w.WriteHeader(line.status)
			return
		}
	}
	line.status = statusOf(as, answer)
	switch line.status {
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", challenge(false))
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "5")
	}
	body := answer.Body
	if coding != "" {
		w.Header().Set("Content-Encoding", coding)
		body = packed(answer)
	}
	send(w, line.status, as, body)
}

// read takes the request out of what came over HTTP. HEAD gives none.
func (s *Server) read(w http.ResponseWriter, r *http.Request, as *media) (gql.Request, *refusal) {
	switch {
	case as == nil:
		return gql.Request{}, refuse(http.StatusNotAcceptable, gql.CodeBadRequest,
			"nothing that Accept names can be sent: answers are application/graphql-response+json, application/json or text/event-stream")
	case len(r.RequestURI) > s.opt.MaxURL:
		return gql.Request{}, refuse(http.StatusRequestURITooLong, gql.CodeBadRequest,
			"the URL is too long: send the question by POST")
	}
	switch r.Method {
	case http.MethodPost:
		return s.readPost(w, r)
	case http.MethodGet:
		trusted := trustedGet(r)
		if !trusted && s.opt.GetTrusted {
			no := refuse(http.StatusMethodNotAllowed, gql.CodeMethodNotAllowed, "GET is answered for trusted documents alone, by their documentId: use POST")
			no.allow = http.MethodPost
			return gql.Request{}, no
		}
		if !trusted && !s.preflighted(r) {
			return gql.Request{}, refuse(http.StatusForbidden, gql.CodeForbidden,
				"a GET that a page of any other site could have sent is not answered: add the header graphql-require-preflight: 1, or use POST")
		}
		return readGet(r)
	case http.MethodHead:
		return gql.Request{}, nil
	}
	no := refuse(http.StatusMethodNotAllowed, gql.CodeMethodNotAllowed, "this method is not answered here: use POST, or GET for queries")
	no.allow = allMethods
	return gql.Request{}, no
}

// execute runs a request within the limits of time and number.
func (s *Server) execute(ctx context.Context, request gql.Request) (gql.Response, *refusal) {
	if s.draining.Load() {
		return gql.Response{}, stopping()
	}
	select {
	case s.slots <- struct{}{}:
	default:
		return gql.Response{}, overloaded(http.StatusServiceUnavailable, 1, "too many questions are being answered: ask again in a moment")
	}
	defer func() { <-s.slots }()
	ctx, cancel := context.WithTimeout(ctx, s.opt.Timeout)
	defer cancel()
	return s.opt.Executor.Execute(ctx, request), nil
}

// preflightHeaders are those that a page of another site cannot send without asking first; the first two are what
// clients of Apollo send.
var preflightHeaders = []string{"Apollo-Require-Preflight", "X-Apollo-Operation-Name", "Graphql-Require-Preflight"}

// preflighted reports whether a GET cannot have come from a page of a site that is not allowed to ask: it carries what
// such a page could send only after a preflight, or the browser says where it comes from.
func (s *Server) preflighted(r *http.Request) bool {
	for _, name := range preflightHeaders {
		if r.Header.Get(name) != "" {
			return true
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return true
	}
	if s.cors != nil && r.Header.Get("Origin") != "" && s.cors.OriginAllowed(r) {
		return true
	}
	name, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data":
		return false
	}
	return requestType(r.Header.Get("Content-Type"))
}
