package server_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/server"
)

// writeCertificate writes a certificate for 127.0.0.1 that signs itself, and gives it.
func writeCertificate(t *testing.T, certFile, keyFile string) *x509.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: keyDER},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hurried is a clock that is a minute further each time it is looked at.
func hurried() func() time.Time {
	var minutes atomic.Int64
	return func() time.Time { return time.Unix(60*minutes.Add(1), 0) }
}

func TestARenewedCertificateIsServedWithoutAStart(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	first := writeCertificate(t, certFile, keyFile)
	config, err := server.CertificateAt(certFile, keyFile, hurried())
	if err != nil {
		t.Fatal(err)
	}
	s, _ := newServer(t, func(o *server.Options) { o.TLS = config })
	url, stop, stopped := running(t, s)
	address := url[len("http://"):]

	served := func(trusted *x509.Certificate) error {
		pool := x509.NewCertPool()
		pool.AddCert(trusted)
		transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}
		defer transport.CloseIdleConnections()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+address+"/livez", nil)
		if err != nil {
			return err
		}
		response, err := (&http.Client{Transport: transport}).Do(r)
		if err != nil {
			return err
		}
		if response.ProtoMajor != 2 {
			t.Errorf("served over %s", response.Proto)
		}
		return response.Body.Close()
	}
	if err := served(first); err != nil {
		t.Errorf("the first certificate: %v", err)
	}
	if err := os.WriteFile(certFile, []byte("half a renewal"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := served(first); err != nil {
		t.Errorf("while the files do not belong together: %v", err)
	}
	second := writeCertificate(t, certFile, keyFile)
	if err := served(second); err != nil {
		t.Errorf("the second certificate: %v", err)
	}
	if err := served(first); err == nil {
		t.Error("the first certificate is still served")
	}
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestCertificatesThatCannotBeUsed(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "1"), filepath.Join(dir, "2")
	writeCertificate(t, one, filepath.Join(dir, "1.key"))
	writeCertificate(t, two, filepath.Join(dir, "2.key"))
	for _, pair := range [][2]string{{one, filepath.Join(dir, "2.key")}, {one, one}, {filepath.Join(dir, "none"), one}} {
		if _, err := server.Certificate(pair[0], pair[1], slog.New(slog.DiscardHandler)); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%v: %v", pair, err)
		}
	}
}
