package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// A graphqlTarget is a GraphQL server.
type graphqlTarget struct {
	title    string
	address  *url.URL
	document func(q *question) string
	// own is the server's process, database that of the Neo4j behind it, which is not the target's to end.
	own, database *process
}

func (t *graphqlTarget) name() string                           { return t.title }
func (t *graphqlTarget) processes() (server, database *process) { return t.own, t.database }
func (t *graphqlTarget) Close() error                           { return t.own.end() }

// prepare writes whole HTTP requests, so that asking is writing.
func (t *graphqlTarget) prepare(q *question, values []map[string]any) ([]request, error) {
	text := t.document(q)
	var out []request
	for _, v := range values {
		body, err := json.Marshal(map[string]any{"query": text, "variables": sent(text, v)})
		if err != nil {
			return nil, err
		}
		out = append(out, post(t.address, body))
	}
	return out, nil
}

func post(address *url.URL, body []byte) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n\r\n%s",
		address.RequestURI(), address.Host, len(body), body)
}

func (t *graphqlTarget) connect(context.Context) (connection, error) {
	return &httpConnection{address: t.address.Host}, nil
}

// An httpConnection is a connection that is kept open. It does as little as can be done, so that what is measured is the
// other end.
type httpConnection struct {
	address string
	conn    net.Conn
	from    *bufio.Reader
	body    bytes.Buffer
}

func (c *httpConnection) Close() error {
	if c.conn == nil {
		return nil
	}
	err := c.conn.Close()
	c.conn = nil
	return err
}

// exchange gives the body of the answer, which is good until the next one.
func (c *httpConnection) exchange(ctx context.Context, r request) ([]byte, error) {
	kept := c.conn != nil
	body, err := c.try(ctx, r.([]byte))
	if err != nil && kept && (errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed)) { // the server does not wait for ever
		body, err = c.try(ctx, r.([]byte))
	}
	return body, err
}

func (c *httpConnection) try(ctx context.Context, r []byte) (body []byte, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, c.Close())
		}
	}()
	if c.conn == nil {
		var d net.Dialer
		if c.conn, err = d.DialContext(ctx, "tcp", c.address); err != nil {
			return nil, err
		}
		c.from = bufio.NewReaderSize(c.conn, 64<<10)
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := c.conn.SetDeadline(deadline); err != nil {
			return nil, err
		}
	}
	if _, err := c.conn.Write(r); err != nil {
		return nil, io.EOF // it was closed meanwhile
	}
	if _, err := c.from.Peek(1); err != nil {
		return nil, io.EOF
	}
	answer, err := http.ReadResponse(c.from, nil)
	if err != nil {
		return nil, err
	}
	c.body.Reset()
	_, err = c.body.ReadFrom(answer.Body)
	answer.Body.Close()
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("answered with %s: %.200s", answer.Status, c.body.Bytes())
	}
	return c.body.Bytes(), err
}

// ask makes sure that the answer is none of errors, which stand first.
func (c *httpConnection) ask(ctx context.Context, r request) (int, error) {
	body, err := c.exchange(ctx, r)
	if err == nil && !bytes.HasPrefix(body, []byte(`{"data":`)) {
		err = fmt.Errorf("answered with %.200s", body)
	}
	return len(body), err
}

func (c *httpConnection) answer(ctx context.Context, r request) ([]any, error) {
	body, err := c.exchange(ctx, r)
	if err != nil {
		return nil, err
	}
	return decode(body)
}
