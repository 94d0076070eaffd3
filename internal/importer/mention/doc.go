// Package mention finds the partners, sites and programmes that a text names: by the names of a gazetteer, by the words
// that such names end with, by abbreviations that the document explains, and by the way partners are spoken of ("work
// with …", "… partners", "the … sector").
package mention
