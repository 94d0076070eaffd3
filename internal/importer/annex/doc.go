// Package annex reads an alignment table: a plan's annex that sets, row by row, the priorities of an organisation beside
// the promises of a strategy, the coded activities of a service and the actions of the year. It reads the text that OCR
// leaves of the flattened table: columns one after the other, rows and bullets cut by page breaks, blank lines lost,
// words run together.
//
// [Import] takes the bytes through these steps, one file each:
//
//	source, foreign   bytes to lines, or an error that says what is wrong with them
//	furniture  running headers and footers left out
//	rows       which lines start a row
//	heading, column  the title, the columns and what each is for, the plan's year
//	run, cell  the lines of a row into cells: promises, activities, actions, footnotes
//	(ocr)      the damage of each cell repaired
//	interpret, theme, quarter, footnote   what a cell says
//	thing      prints of the same wording joined, whatever the damage
//	mention    partners, sites and programmes named in the text
//	similar    actions worded nearly alike
//	build      nodes and links
package annex
