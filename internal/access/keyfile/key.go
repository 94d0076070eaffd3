package keyfile

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/access"
)

// Prefix starts every key, so that people and scanners of repositories know one when they see one.
const Prefix = "gtk_"

// A Key is what is kept of a key.
type Key struct {
	// Name is whose key it is; changes are recorded under it.
	Name string
	Role access.Role
	// Hash is the SHA-256 of the key. A key has 130 random bits, so a slow hash would add nothing.
	Hash [sha256.Size]byte
	// Created and Expires are days; a key is good until Expires begins, in UTC, and for ever if that is zero.
	Created, Expires time.Time
}

// generate gives a new key's text.
func generate() string { return Prefix + strings.ToLower(rand.Text()) }

// String is the key's line in the file.
func (k Key) String() string {
	line := fmt.Sprintf("%s %s sha256:%s created:%s", k.Name, k.Role, hex.EncodeToString(k.Hash[:]), k.Created.Format(time.DateOnly))
	if !k.Expires.IsZero() {
		line += " expires:" + k.Expires.Format(time.DateOnly)
	}
	return line
}

// expired reports whether the key is no longer good.
func (k Key) expired(now time.Time) bool { return !k.Expires.IsZero() && !now.Before(k.Expires) }

// parse reads a key's line.
func parse(line string) (Key, error) {
	words := strings.Fields(line)
	if len(words) < 3 {
		return Key{}, graph.Errorf(graph.ErrInvalid, "a key's line is a name, a role and sha256:…")
	}
	k := Key{Name: words[0]}
	if err := checkName(k.Name); err != nil {
		return Key{}, err
	}
	var err error
	if k.Role, err = access.ParseRole(words[1]); err != nil {
		return Key{}, err
	}
	for _, word := range words[2:] {
		if err := k.set(word); err != nil {
			return Key{}, err
		}
	}
	if k.Hash == ([sha256.Size]byte{}) {
		return Key{}, graph.Errorf(graph.ErrInvalid, "the key %s has no sha256:…", k.Name)
	}
	return k, nil
}

// set reads one "name:value" of a line.
func (k *Key) set(word string) (err error) {
	name, value, _ := strings.Cut(word, ":")
	switch name {
	case "sha256":
		sum, err := hex.DecodeString(value)
		if err != nil || len(sum) != sha256.Size {
			return graph.Errorf(graph.ErrInvalid, "the key %s: sha256 is not followed by 64 hexadecimal digits", k.Name)
		}
		copy(k.Hash[:], sum)
		return nil
	case "created":
		k.Created, err = time.Parse(time.DateOnly, value)
	case "expires":
		k.Expires, err = time.Parse(time.DateOnly, value)
	default:
		return graph.Errorf(graph.ErrInvalid, "the key %s: there is no %q", k.Name, name)
	}
	if err != nil {
		return graph.Errorf(graph.ErrInvalid, "the key %s: %s is no date such as 2027-04-01", k.Name, name)
	}
	return nil
}

// checkName refuses names that a line of the file or of the log could not hold.
func checkName(name string) error {
	fit := name != "" && len(name) <= 64 &&
		strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@") == ""
	if !fit {
		return graph.Errorf(graph.ErrInvalid, "%q is no name for a key: use letters, digits and - _ . @, 64 at most", name)
	}
	return nil
}
