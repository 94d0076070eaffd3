// Package keyfile keeps API keys in a file: for each a name, a role and the key's hash. The keys themselves are shown once,
// when they are made, and kept nowhere.
package keyfile
