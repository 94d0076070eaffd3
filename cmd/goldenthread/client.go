package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
)

// maxAnswer is the most bytes of a server's answer that are read.
const maxAnswer = 1 << 30

// askServer asks a running server and gives its answer. A server that gives no GraphQL answer is graph.ErrUnavailable.
// The key or token is shown if there is one.
func askServer(ctx context.Context, address, key string, request gql.Request) ([]byte, error) {
	endpoint, err := endpointOf(address)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(map[string]any{"query": request.Query, "operationName": request.OperationName, "variables": request.Variables})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json, application/json;q=0.9")
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, graph.Errorf(graph.ErrUnavailable, "no server answers at %s: %v", endpoint, rootCause(err))
	}
	defer response.Body.Close() // what was read counts
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if kind != "application/json" && kind != "application/graphql-response+json" {
		return nil, graph.Errorf(graph.ErrUnavailable, "what answers at %s is no GraphQL server: it says %s", endpoint, response.Status)
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, graph.Errorf(graph.ErrUnavailable, "the answer of %s broke off: %v", endpoint, rootCause(err))
	}
	return answer, nil
}

// endpointOf is where a server takes questions: an address without a path means its /graphql.
func endpointOf(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", usagef("%q is not the URL of a server: write it as http://127.0.0.1:8080", address)
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = "/graphql"
	}
	return u.String(), nil
}

// rootCause is what is at the bottom of an error of net/http, without the layers that repeat the address.
func rootCause(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
