// Package ocr repairs what optical character recognition does to text: words run together or torn apart, "l" for "I",
// spaces lost or strayed around punctuation. It knows common English (package words), words that its caller vouches for,
// and what the document itself says elsewhere. Wording is never improved: only letters and spaces that the recognition
// lost are put back, and every repair is recorded with what was printed.
package ocr
