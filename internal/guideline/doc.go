// Package guideline writes the report of the knowledge base: what one can do, in which forms, what stands in the way and
// what it takes, each statement numbered to its sources. It is pure: package store hands it a Content, and gets Markdown
// or HTML back.
//
//	content.go    what the report is made of
//	words.go      every fixed word of it, in both languages
//	document.go   the shape of a report: sections, items, facets; the same for both formats
//	compose.go    from Content to document; framework.go and municipality.go write its sections
//	markdown.go   from document to Markdown
//	html.go       from document to HTML, with page.gohtml and page.css
//
// Both formats are written from the same document, so that they say the same. Two rules hold everywhere: what rests on no
// published source is marked as our own reasoning, and a handling that failed stands in a warning, never among advice.
package guideline
