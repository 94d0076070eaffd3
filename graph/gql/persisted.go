package gql

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/goldenthread/goldenthread/graph"
)

// Documents are those that a request may name instead of sending them.
type Documents struct {
	// Trusted are known from the start, by their IDs. Each can also be named by its hash.
	Trusted map[string]string
	// OnlyTrusted refuses all others.
	OnlyTrusted bool
	// NoAutomatic switches automatic persisted queries off, by which a client sends a document once and its hash from then on.
	NoAutomatic bool
}

// persisted finds documents by what names them.
type persisted struct {
	Documents
	// byName are the trusted ones by ID, by hash, and by hash with its kind in front; ids are their IDs by hash.
	byName, ids map[string]string
	automatic   *kept[string]
}

// hashKind stands before a hash in the ID of a document, as the draft for persisted documents has it.
const hashKind = "sha256:"

func newPersisted(d Documents) *persisted {
	p := &persisted{Documents: d, byName: map[string]string{}, ids: map[string]string{}}
	p.automatic = newKept(func(key, document string) int { return len(key) + len(document) })
	for id, document := range d.Trusted {
		hash := documentHash(document)
		p.ids[hash] = id
		for _, name := range []string{id, hash, hashKind + hash} {
			p.byName[name] = document
		}
	}
	return p
}

func documentHash(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

// find puts the document that a request names into it.
func (p *persisted) find(ctx context.Context, r Request) (Request, *gqlerror.Error) {
	var err *gqlerror.Error
	switch {
	case r.DocumentID != "" && (r.Query != "" || r.Hash != ""):
		return r, coded(CodeBadRequest, "a request has either a document or the ID of one")
	case r.DocumentID != "":
		r.Query, err = p.trusted(r.DocumentID)
	case r.Hash != "":
		r.Query, err = p.hashed(ctx, r)
	}
	if err == nil && p.OnlyTrusted && p.idOf(r.Query) == "" {
		err = coded(CodeForbidden, "this server answers trusted documents alone: send the documentId of one, or the document word for word")
	}
	return r, err
}

func (p *persisted) trusted(name string) (string, *gqlerror.Error) {
	if document, ok := p.byName[name]; ok {
		return document, nil
	}
	return "", notPersisted()
}

// hashed is the document of an automatic persisted query.
func (p *persisted) hashed(ctx context.Context, r Request) (string, *gqlerror.Error) {
	hash := strings.ToLower(r.Hash)
	document, known := p.byName[hash]
	switch {
	case r.Query != "" && documentHash(r.Query) != hash:
		return "", coded(CodeBadRequest, "the hash is not that of the document: it is its SHA-256 in hexadecimal digits")
	case r.Query != "":
		return r.Query, nil
	case known:
		return document, nil
	case p.NoAutomatic:
		// The words are what clients look for.
		return "", coded(CodePersistedQueryNotSupported, "PersistedQueryNotSupported")
	}
	if document, known = p.automatic.Get(ctx, hash); !known {
		return "", notPersisted()
	}
	return document, nil
}

// notPersisted has the words that clients look for before they send the whole document.
func notPersisted() *gqlerror.Error {
	return coded(CodePersistedQueryNotFound, "PersistedQueryNotFound")
}

// keep keeps the document of a request that was found valid, if it came with its hash.
func (p *persisted) keep(ctx context.Context, r Request) {
	if hash := strings.ToLower(r.Hash); hash != "" && !p.NoAutomatic && p.byName[hash] == "" {
		p.automatic.Add(ctx, hash, r.Query)
	}
}

// idOf is the ID of a trusted document, empty for others.
func (p *persisted) idOf(document string) string {
	if len(p.ids) == 0 {
		return ""
	}
	return p.ids[documentHash(document)]
}

// CheckTrusted validates the trusted documents. The error is graph.ErrInvalid and names the first that is wrong.
func (a *API) CheckTrusted(ctx context.Context) error {
	var ids []string
	for id := range a.persisted.Trusted {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		op, errs := a.executor.CreateOperationContext(graphql.StartOperationTrace(ctx), &graphql.RawParams{Query: a.persisted.Trusted[id]})
		if len(errs) > 0 && (op == nil || op.Doc == nil) {
			return graph.Errorf(graph.ErrInvalid, "the trusted document %s does not fit the schema: %s", id, errs[0].Message)
		}
	}
	return nil
}
