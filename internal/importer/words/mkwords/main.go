// Command mkwords makes the table of package words from the frequency lists of symspellpy.
package main

import (
	"bufio"
	"encoding/binary"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
)

type pair struct {
	first, second int
	count         float64
}

func main() {
	wordsFile := flag.String("words", "", "list of words: word, space, count")
	pairsFile := flag.String("pairs", "", "list of pairs: word, space, word, space, count")
	out := flag.String("out", "words.bin", "table to write")
	flag.Parse()
	words, counts := readWords(*wordsFile)
	pairs := readPairs(*pairsFile, words)
	if err := os.WriteFile(*out, table(words, counts, pairs), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d words, %d pairs\n", len(words), len(pairs))
}

// fields calls use for each line of a file with its words and the count that ends it.
func fields(name string, use func(words []string, count float64)) {
	f, err := os.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		w := strings.Fields(strings.TrimPrefix(s.Text(), "\ufeff"))
		if len(w) < 2 {
			continue
		}
		n, err := strconv.ParseFloat(w[len(w)-1], 64)
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		use(w[:len(w)-1], n)
	}
	if err := s.Err(); err != nil {
		log.Fatal(err)
	}
}

func readWords(name string) (words []string, counts []float64) {
	seen := map[string]float64{}
	fields(name, func(w []string, n float64) { seen[w[0]] = n })
	for w := range seen {
		words = append(words, w)
	}
	sort.Strings(words)
	for _, w := range words {
		counts = append(counts, seen[w])
	}
	return words, counts
}

func readPairs(name string, words []string) (pairs []pair) {
	number := make(map[string]int, len(words))
	for i, w := range words {
		number[w] = i
	}
	fields(name, func(w []string, n float64) {
		a, okA := number[w[0]]
		b, okB := number[w[len(w)-1]]
		if len(w) == 2 && okA && okB {
			pairs = append(pairs, pair{a, b, n})
		}
	})
	sort.Slice(pairs, func(i, j int) bool {
		if pairs[i].first != pairs[j].first {
			return pairs[i].first < pairs[j].first
		}
		return pairs[i].second < pairs[j].second
	})
	return pairs
}

// table writes, little-endian: the numbers of words, of pairs and of letters; where each word's letters start; where
// each word's pairs start; each word's frequency; the letters; each pair's second word; each pair's frequency.
func table(words []string, counts []float64, pairs []pair) []byte {
	letters := strings.Join(words, "")
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(words)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(pairs)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(letters)))
	at := 0
	for _, w := range words {
		b = binary.LittleEndian.AppendUint32(b, uint32(at))
		at += len(w)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(at))
	next := 0
	for i := range words {
		b = binary.LittleEndian.AppendUint32(b, uint32(next))
		for next < len(pairs) && pairs[next].first == i {
			next++
		}
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(next))
	for _, n := range counts {
		b = binary.LittleEndian.AppendUint16(b, millilog(n))
	}
	b = append(b, letters...)
	for _, p := range pairs {
		b = append(b, byte(p.second), byte(p.second>>8), byte(p.second>>16))
	}
	for _, p := range pairs {
		b = binary.LittleEndian.AppendUint16(b, millilog(p.count))
	}
	return b
}

// millilog is a thousand times the decimal logarithm: frequencies lie between 10^4 and 10^11, so it fits.
func millilog(n float64) uint16 { return uint16(math.Round(1000 * math.Log10(n))) }
