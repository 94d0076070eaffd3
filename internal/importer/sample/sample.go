// Package sample holds the plan that a fresh installation starts with: a real alignment table, as OCR left it.
package sample

import _ "embed"

// Name is the file name of the sample plan, as its citations give it.
const Name = "annex3.txt"

//go:embed annex3.txt
var text []byte

// Text is the sample plan: UTF-8, damage and all. The caller may keep and change it.
func Text() []byte { return append([]byte(nil), text...) }
