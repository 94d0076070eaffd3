// Package words knows how common English words and pairs of words are, and finds the words in letters that stand
// together without spaces.
//
// The frequencies are those of the PyPI package symspellpy 6.10.1 (MIT licence, see LICENSE.symspellpy): 82,834 words and
// 242,342 pairs. They are kept as one sorted binary table that is searched where it lies, so that using them costs no
// time at start-up. To make the table anew:
//
//	pip download --no-deps symspellpy==6.10.1 && unzip symspellpy-6.10.1-*.whl
//	go run ./mkwords -words symspellpy/frequency_dictionary_en_82_765.txt \
//	    -pairs symspellpy/frequency_bigramdictionary_en_243_342.txt -out words.bin
package words
