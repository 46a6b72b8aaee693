// Package graphiql serves GraphiQL, the query editor that the API shows to browsers. Everything it needs is embedded:
// the page fetches nothing from other hosts, and its content security policy would not let it.
package graphiql

import (
	"crypto/rand"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strings"
)

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// The examples write a list of one item without its brackets: the explorer pane of GraphiQL knows no lists.
//
//go:embed examples/*.graphql
var exampleFiles embed.FS

// Example is a query that stands ready in a tab of its own when GraphiQL is opened for the first time.
type Example struct {
	Name  string // the file name without its ending
	Query string // begins with a comment that says what the query answers
}

// Examples returns the example queries in the order of their tabs, which is that of their file names.
func Examples() []Example {
	entries, err := exampleFiles.ReadDir("examples")
	if err != nil {
		panic(err) // embedded, so it cannot fail
	}
	examples := make([]Example, 0, len(entries))
	for _, e := range entries {
		query, err := exampleFiles.ReadFile(path.Join("examples", e.Name()))
		if err != nil {
			panic(err)
		}
		examples = append(examples, Example{Name: strings.TrimSuffix(e.Name(), ".graphql"), Query: string(query)})
	}
	return examples
}

// New returns two handlers: page answers with GraphiQL for the GraphQL endpoint at the path endpoint, files with what
// that page loads. The caller mounts page at a path of its choice and files at the path assets, which ends in a slash.
// Both expect the whole request path.
func New(endpoint, assets string) (page, files http.Handler) {
	f := loadFiles(assets)
	return pageHandler(endpoint, f), f
}

// settings is what boot.js finds in the page.
type settings struct {
	Endpoint string   `json:"endpoint"`
	Queries  []string `json:"queries"`
	Nonce    string   `json:"nonce"`
}

func pageHandler(endpoint string, f *fileServer) http.Handler {
	var queries []string
	for _, e := range Examples() {
		queries = append(queries, e.Query)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		nonce := rand.Text()
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", contentSecurityPolicy(nonce))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer") // the address may hold a query
		h.Set("Cache-Control", "no-store")      // a nonce is for one answer only
		h.Add("Vary", "Accept")                 // the endpoint may share its address with this page
		// An error here means that the client is gone.
		_ = pageTemplate.Execute(w, map[string]any{
			"Assets":   f.prefix,
			"Settings": settings{Endpoint: endpoint, Queries: queries, Nonce: nonce},
		})
	})
}

// contentSecurityPolicy allows what GraphiQL needs and nothing more: no inline script, no other host, no frame around it.
// The nonce is for the one style sheet that GraphiQL writes itself, to keep the page from scrolling behind a menu; the
// pictures are icons within its own style sheets.
func contentSecurityPolicy(nonce string) string {
	return fmt.Sprintf("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self' data:; "+
		"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", nonce)
}
