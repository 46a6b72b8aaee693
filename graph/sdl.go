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

// parsed parses a document that may not be valid; nil when not even that can be done.
func parsed(text string) *ast.QueryDocument {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, maxTokens)
	if err != nil {
		return nil
	}
	return doc
}
