// Package web is the browser side: the playground page, built from the TypeScript beside it and embedded in the binary,
// and the example questions that the page opens with. It needs nothing but itself: no file on disk, no other host.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed all:dist
var dist embed.FS

// contentSecurityPolicy is as strict as the page allows: Monaco writes its styles into the page, and embeds its icons
// as data in its style sheet. Scripts and workers come from files of ours alone.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; " +
	"style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// contentTypes is complete for what the build writes. The system's own table is not asked, because systems differ.
var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".ttf":  "font/ttf",
	".txt":  "text/plain; charset=utf-8",
}

// asset is one file of the page. Nothing of it is read before it is first asked for: most of a server's life nobody
// opens the page, and its files are larger than the graph of a plan.
type asset struct {
	from fs.FS
	name string

	prepare sync.Once
	tag     string // the start of its entity tag: a hash of its bytes
	packed  []byte // the same under gzip; nil where that gains nothing
	err     error
}

// Handler serves the playground at "/" and its assets below; it answers 404 for every other path, and 405 for methods
// other than GET and HEAD. The page asks its questions at "graphql" and links to "schema.graphqls", both relative to
// itself, so that it works behind any prefix that the caller strips.
//
// Assets have their contents' hash in their names and may be kept by browsers for ever; the page itself is asked for
// again each time, and answered with 304 while it is the same.
func Handler() http.Handler {
	assets, err := load(dist)
	if err != nil {
		panic(fmt.Sprintf("web: the embedded page cannot be read: %v", err)) // impossible in a binary that was built
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file := assets[strings.TrimPrefix(r.URL.Path, "/")]
		if r.URL.Path == "/" {
			file = assets["index.html"]
		}
		switch {
		case file == nil:
			http.NotFound(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD are answered here", http.StatusMethodNotAllowed)
		default:
			file.serve(w, r)
		}
	})
}

// load finds every file of the page, by its path in the page.
func load(from fs.FS) (map[string]*asset, error) {
	assets := map[string]*asset{}
	err := fs.WalkDir(from, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if contentTypes[path.Ext(name)] == "" {
			return fmt.Errorf("%s: no content type is known for it", name)
		}
		assets[strings.TrimPrefix(name, "dist/")] = &asset{from: from, name: name}
		return nil
	})
	return assets, err
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", contentTypes[path.Ext(a.name)])
	header.Set("Content-Security-Policy", contentSecurityPolicy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer") // the address may carry a question
	header.Set("Vary", "Accept-Encoding")
	header.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(a.name, "dist/assets/") {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	plain, err := a.open()
	if err != nil {
		panic(fmt.Sprintf("web: %v", err)) // impossible in a binary that was built
	}
	defer plain.Close() // it was only read
	var body io.ReadSeeker = plain
	suffix := ""
	if a.packed != nil && acceptsGzip(r) {
		header.Set("Content-Encoding", "gzip")
		body, suffix = bytes.NewReader(a.packed), "-gzip"
	}
	header.Set("ETag", `"`+a.tag+suffix+`"`)
	http.ServeContent(w, r, "", time.Time{}, body)
}

// open gives the file's bytes, where they stand in the binary. The first time, it is hashed and compressed, which costs the page's first visitor some
// 0.2 s in all and the repository and the binary nothing. Files that gzip hardly shrinks stay as they are.
func (a *asset) open() (io.ReadSeekCloser, error) {
	a.prepare.Do(func() { a.err = a.hashAndPack() })
	if a.err != nil {
		return nil, a.err
	}
	return a.read()
}

func (a *asset) read() (io.ReadSeekCloser, error) {
	opened, err := a.from.Open(a.name)
	if err != nil {
		return nil, err
	}
	seekable, ok := opened.(io.ReadSeekCloser)
	if !ok {
		return nil, fmt.Errorf("%s cannot be read from its middle", a.name)
	}
	return seekable, nil
}

func (a *asset) hashAndPack() error {
	plain, err := a.read()
	if err != nil {
		return err
	}
	defer plain.Close() // it was only read
	var packed bytes.Buffer
	sum, writer := sha256.New(), gzip.NewWriter(&packed)
	size, err := io.Copy(io.MultiWriter(sum, writer), plain)
	if err = errors.Join(err, writer.Close()); err != nil {
		return err
	}
	a.tag = hex.EncodeToString(sum.Sum(nil)[:12])
	if int64(packed.Len()) < size*9/10 {
		a.packed = bytes.Clone(packed.Bytes())
	}
	return nil
}

// acceptsGzip reads Accept-Encoding as RFC 9110 has it, short of ranking: gzip is taken when it is not refused.
func acceptsGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		quality := strings.ReplaceAll(weight, " ", "")
		return strings.Trim(strings.TrimPrefix(quality, "q="), "0.") != "" || quality == ""
	}
	return false
}
