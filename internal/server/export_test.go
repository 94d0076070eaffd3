package server

import (
	"crypto/tls"
	"log/slog"
	"time"
)

// Rated is how many clients' rates a server remembers.
func Rated(s *Server) int { return s.rates.by.Len() }

// Remembered is how many bodies a server remembers.
func Remembered(s *Server) int { return s.bodies.by.Len() }

// CertificateAt is Certificate by another clock.
func CertificateAt(certFile, keyFile string, now func() time.Time) (*tls.Config, error) {
	return certificateOf(&certificate{files: [2]string{certFile, keyFile}, log: slog.New(slog.DiscardHandler), now: now})
}
