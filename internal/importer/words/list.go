package words

import (
	_ "embed"
	"encoding/binary"
	"sort"
	"strings"
	"unsafe"
)

//go:embed words.bin
var table string

// logTotal is the decimal logarithm of the number of words that the frequencies were counted in (1,024,908,267,229).
const logTotal = 12.0107

// logPairs is the same for the pairs, which were counted in other texts: with it, what follows a word adds up to no more
// than the word.
const logPairs = 13.5

// The parts of the table, by where they start; see mkwords.
var (
	wordCount   = int(u32(0))
	pairCount   = int(u32(4))
	letterCount = int(u32(8))
	letterAt    = 12
	pairAt      = letterAt + 4*(wordCount+1)
	frequencyAt = pairAt + 4*(wordCount+1)
	lettersAt   = frequencyAt + 2*wordCount
	secondAt    = lettersAt + letterCount
	pairLogAt   = secondAt + 3*pairCount
)

func u32(at int) uint32 { return binary.LittleEndian.Uint32(bytesOf(at, 4)) }
func u16(at int) uint16 { return binary.LittleEndian.Uint16(bytesOf(at, 2)) }

// bytesOf is a piece of the table without copying it; nobody writes to it.
func bytesOf(at, n int) []byte { return unsafe.Slice(unsafe.StringData(table[at:at+n]), n) }

func word(i int) string {
	return table[lettersAt+int(u32(letterAt+4*i)) : lettersAt+int(u32(letterAt+4*i+4))]
}

// number finds a word in lower case; -1 when it is not in the list.
func number(w string) int {
	i := sort.Search(wordCount, func(i int) bool { return word(i) >= w })
	if i < wordCount && word(i) == w {
		return i
	}
	return -1
}

// Frequency is the decimal logarithm of a word's share of all words: -2 for the commonest, -8 for the rarest. ok is false
// when the word is not in the list. Case does not count.
func Frequency(w string) (f float64, ok bool) {
	i := number(strings.ToLower(w))
	if i < 0 {
		return 0, false
	}
	return frequency(i), true
}

func frequency(i int) float64 { return float64(u16(frequencyAt+2*i))/1000 - logTotal }

// Known reports whether the word is in the list. Case does not count.
func Known(w string) bool { return number(strings.ToLower(w)) >= 0 }

// PairFrequency is the decimal logarithm of the share that a word followed by another has of all pairs. ok is false when
// the pair is not in the list. Case does not count.
func PairFrequency(first, second string) (f float64, ok bool) {
	a, b := number(strings.ToLower(first)), number(strings.ToLower(second))
	if a < 0 || b < 0 {
		return 0, false
	}
	return pairFrequency(a, b)
}

func pairFrequency(a, b int) (f float64, ok bool) {
	from, to := int(u32(pairAt+4*a)), int(u32(pairAt+4*a+4))
	i := from + sort.Search(to-from, func(i int) bool { return second(from+i) >= b })
	if i >= to || second(i) != b {
		return 0, false
	}
	return float64(u16(pairLogAt+2*i))/1000 - logPairs, true
}

func second(i int) int {
	at := secondAt + 3*i
	return int(table[at]) | int(table[at+1])<<8 | int(table[at+2])<<16
}
