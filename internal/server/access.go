package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/access"
)

// identify says who sends a request, or why it is refused. It is asked again before each event of a subscription, so that
// a key that was withdrawn or a token that ran out ends what was begun with it.
func (s *Server) identify(ctx context.Context, from caller) (access.Identity, *refusal) {
	who, err := s.opt.Access.Identify(ctx, from.shown)
	if err == nil {
		return who, nil
	}
	no := refusalOf(err)
	no.shown = from.shown.Authorization != "" || from.shown.Key != ""
	return who, no
}

// refusalOf makes of an Authority's error the answer to it.
func refusalOf(err error) *refusal {
	switch {
	case errors.Is(err, access.ErrUnauthenticated):
		return refuse(http.StatusUnauthorized, gql.CodeUnauthenticated, err.Error())
	case errors.Is(err, access.ErrForbidden):
		return refuse(http.StatusForbidden, gql.CodeForbidden, err.Error())
	case errors.Is(err, graph.ErrUnavailable):
		no := refuse(http.StatusServiceUnavailable, gql.CodeStoreUnavailable, err.Error())
		no.retry = 5
		return no
	}
	return refuse(http.StatusInternalServerError, gql.CodeInternal, "it could not be told who asks")
}

// ask puts into a request who asks it and what they may do.
func ask(r gql.Request, who access.Identity) gql.Request {
	r.Actor, r.Anonymous, r.Introspect = who.Writer(), who.Actor == "", who.Role >= access.Admin
	return r
}

// known lets a handler answer those who may read, and keeps it from others.
func (s *Server) known(least access.Role, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, no := s.identify(r.Context(), callerOf(r))
		switch {
		case no != nil:
		case who.Role < least && who.Actor == "":
			no = refuse(http.StatusUnauthorized, gql.CodeUnauthenticated, "this is shown to the role "+least.String()+" alone: send a key or token")
		case who.Role < least:
			no = refuse(http.StatusForbidden, gql.CodeForbidden, "this is shown to the role "+least.String()+" alone")
		default:
			next(w, r)
			return
		}
		no.write(w, nil)
	}
}

// challenge is the WWW-Authenticate of a 401, as RFC 6750 has it.
func challenge(shown bool) string {
	const scheme = `Bearer realm="goldenthread"`
	if shown {
		return scheme + `, error="invalid_token"`
	}
	return scheme
}
