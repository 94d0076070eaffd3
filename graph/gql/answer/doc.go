// Package answer writes the answers to queries: it asks for a root field once and writes what is selected of it in one pass.
// gqlgen's executor is the reference, and answers whatever is not written here.
package answer
