package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// probeTimeout is how long a store may take to say how it is before it counts as not answering; well within the second
// that a probe usually waits.
const probeTimeout = 800 * time.Millisecond

func isProbe(path string) bool {
	return path == "/livez" || path == "/readyz" || path == "/healthz"
}

// live says that the process answers.
func (s *Server) live(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
}

// A readiness is the answer to /readyz.
type readiness struct {
	// Status is ok, loading, stopping or unavailable.
	Status string `json:"status"`
	// Why is the reason, where it is one that the caller may know.
	Why string `json:"why,omitempty"`
	// Store is how the store is, with ?verbose.
	Store *storeStatus `json:"store,omitempty"`
}

type storeStatus struct {
	Revision graph.Revision `json:"revision"`
	Nodes    int            `json:"nodes"`
	Links    int            `json:"links"`
	ReadOnly bool           `json:"readOnly"`
	// Behind is by how many revisions the answers are behind the newest.
	Behind graph.Revision `json:"behind"`
}

// ready says whether questions would be answered now: it asks the store.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if s.draining.Load() {
		writeJSON(w, http.StatusServiceUnavailable, readiness{Status: "stopping"})
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), probeTimeout)
	defer cancel()
	status, err := s.opt.Store.Status(ctx)
	if err != nil {
		s.opt.Log.Warn("the store does not answer", "error", err)
		answer := readiness{Status: "unavailable"}
		if errors.Is(err, graph.ErrUnavailable) {
			answer.Why = err.Error()
		}
		writeJSON(w, http.StatusServiceUnavailable, answer)
		return
	}
	if status.Load != "" {
		writeJSON(w, http.StatusServiceUnavailable, readiness{Status: "loading", Why: graph.Unfinished(status.Load).Error()})
		return
	}
	answer := readiness{Status: "ok", Why: status.Trouble}
	if r.URL.Query().Has("verbose") {
		answer.Store = &storeStatus{status.Revision, status.Nodes, status.Links, status.ReadOnly, status.Behind}
	}
	writeJSON(w, http.StatusOK, answer)
}

// version says which program and schema this is.
func (s *Server) version(w http.ResponseWriter, _ *http.Request) {
	sum := sha256.Sum256([]byte(s.opt.Schema))
	writeJSON(w, http.StatusOK, struct {
		Build
		Schema string `json:"schema"`
	}{s.opt.Build, hex.EncodeToString(sum[:])})
}

func (s *Server) schema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write([]byte(s.opt.Schema))
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err) // structs of ours always encode
	}
	send(w, status, &mediaTypes[0], append(body, '\n'))
}
