// Package phrase compares wordings: what is left of them when recognition's damage is taken out, the words that carry
// their meaning, and how alike two of them are among many.
package phrase
