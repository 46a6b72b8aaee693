package graph

import (
	"bytes"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"
)

// schemaText is the whole contract as one document, without the definitions that are part of GraphQL itself.
var schemaText = func() []byte {
	var b bytes.Buffer
	schema := NewExecutableSchema(Config{Resolvers: &Resolver{}}).Schema()
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(schema)
	return b.Bytes()
}()

// Schema is the API's contract in the schema definition language, all topics in one.
func Schema() []byte { return schemaText }

// parsed parses a document that may not be valid, but that has been parsed within the limits; nil when it cannot be.
func parsed(text string) *ast.QueryDocument {
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return nil
	}
	return doc
}
