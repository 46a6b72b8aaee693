// Package vocab holds the words of the knowledge base: the kinds of things there are, the types of relations between
// them and who may stand at their ends, and the small values (ids, partial dates, texts in two languages) that the
// database, the API and the files share. It decides nothing about storage and knows no library but the standard one.
//
// Every enumeration is stored, sent and written in Go as the same UPPER_SNAKE word, so that a stored value is already
// the API's answer.
package vocab
