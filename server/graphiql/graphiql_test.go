package graphiql

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

const (
	endpoint = "/graphql"
	assets   = "/graphiql/"
)

func getPage(t *testing.T) *httptest.ResponseRecorder {
	t.Helper()
	page, _ := New(endpoint, assets)
	w := httptest.NewRecorder()
	page.ServeHTTP(w, httptest.NewRequest(http.MethodGet, endpoint, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("the page answers %d", w.Code)
	}
	return w
}

// references returns the addresses that the page loads or links to.
func references(t *testing.T) []string {
	t.Helper()
	var urls []string
	for _, m := range regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(getPage(t).Body.String(), -1) {
		urls = append(urls, m[1])
	}
	if len(urls) == 0 {
		t.Fatal("the page refers to nothing")
	}
	return urls
}

func TestPageRefersOnlyToItsOwnFiles(t *testing.T) {
	for _, url := range references(t) {
		if !strings.HasPrefix(url, assets) {
			t.Errorf("%s is not below %s", url, assets)
		}
	}
}

func TestPageHoldsSettings(t *testing.T) {
	body := getPage(t).Body.String()
	for _, want := range []string{`<title>Kommungraf</title>`, `"endpoint":"/graphql"`, `query Jamtland`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestPagePolicy(t *testing.T) {
	first, second := getPage(t), getPage(t)
	policy := first.Header().Get("Content-Security-Policy")
	nonce := regexp.MustCompile(`'nonce-([^']+)'`).FindStringSubmatch(policy)
	if nonce == nil {
		t.Fatalf("no nonce in %q", policy)
	}
	if !strings.Contains(first.Body.String(), `"nonce":"`+nonce[1]+`"`) {
		t.Error("the page does not know the nonce of its policy")
	}
	if policy == second.Header().Get("Content-Security-Policy") {
		t.Error("two answers share a nonce")
	}
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "frame-ancestors 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("%q lacks %s", policy, want)
		}
	}
	for _, hole := range []string{"unsafe-", "http:", "https:", "*"} {
		if strings.Contains(policy, hole) {
			t.Errorf("%q holds %s", policy, hole)
		}
	}
}

func TestExamples(t *testing.T) {
	examples := Examples()
	if len(examples) < 6 {
		t.Fatalf("only %d examples", len(examples))
	}
	for _, e := range examples {
		t.Run(e.Name, func(t *testing.T) {
			if !strings.HasPrefix(e.Query, "# ") {
				t.Error("does not begin with a comment that says what it answers")
			}
			doc, err := parser.ParseQuery(&ast.Source{Name: e.Name, Input: e.Query})
			if err != nil {
				t.Fatal(err)
			}
			// GraphiQL names the tab after the operation.
			if len(doc.Operations) != 1 || doc.Operations[0].Name == "" {
				t.Error("does not hold exactly one operation with a name")
			}
		})
	}
}
