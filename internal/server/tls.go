package server

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// lookEvery is how often at most a certificate's files are looked at.
const lookEvery = time.Second

// Certificate reads a certificate and its private key, each a file in PEM, and gives the configuration to serve with
// them. When the files change, as they do each time a certificate is renewed, connections from then on get the new one;
// what cannot be read leaves the old one in use and is logged. The error is graph.ErrInvalid.
func Certificate(certFile, keyFile string, log *slog.Logger) (*tls.Config, error) {
	return certificateOf(&certificate{files: [2]string{certFile, keyFile}, log: log, now: time.Now})
}

func certificateOf(c *certificate) (*tls.Config, error) {
	if err := c.read(); err != nil {
		return nil, graph.Errorf(graph.ErrInvalid, "the certificate %s and its key %s cannot be used: %v", c.files[0], c.files[1], err)
	}
	return &tls.Config{GetCertificate: c.get, MinVersion: tls.VersionTLS12}, nil
}

// A certificate is that of two files, as they were when they were last looked at.
type certificate struct {
	files [2]string // the certificate's and its key's
	log   *slog.Logger
	now   func() time.Time

	mu      sync.Mutex
	current *tls.Certificate
	state   [2]os.FileInfo
	looked  time.Time
}

// get is the certificate for one connection.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now().Sub(c.looked) < lookEvery || !c.changed() {
		return c.current, nil
	}
	if err := c.read(); err != nil {
		c.log.Error("the certificate changed and cannot be used; the one before stays in use", slog.Any("error", err))
	} else {
		c.log.Info("the certificate was read again")
	}
	return c.current, nil
}

// changed reports whether one of the files is another than when it was read.
func (c *certificate) changed() bool {
	c.looked = c.now()
	for i, file := range c.files {
		state, err := os.Stat(file)
		if err != nil || !os.SameFile(state, c.state[i]) || !state.ModTime().Equal(c.state[i].ModTime()) || state.Size() != c.state[i].Size() {
			return true
		}
	}
	return false
}

func (c *certificate) read() error {
	var state [2]os.FileInfo
	for i, file := range c.files {
		var err error
		if state[i], err = os.Stat(file); err != nil {
			return errors.Unwrap(err) // without the path, which the caller names
		}
	}
	pair, err := tls.LoadX509KeyPair(c.files[0], c.files[1])
	if err != nil {
		return err
	}
	c.current, c.state, c.looked = &pair, state, c.now()
	return nil
}
