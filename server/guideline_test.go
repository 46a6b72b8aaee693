package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"kommungraf/graph"
	"kommungraf/internal/kbtest"
)

func reportServer(t *testing.T) string {
	t.Helper()
	kb := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	mux := http.NewServeMux()
	mux.Handle("GET "+guidelineAddress, guidelineReport(kb, slog.New(slog.DiscardHandler)))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestGuidelineReport(t *testing.T) {
	url := reportServer(t)
	for _, test := range []struct{ query, language, mediaType, holds string }{
		{"", "sv", "text/html; charset=utf-8", "<h1>Vägledning"},
		{"?lang=en", "en", "text/html; charset=utf-8", "<h1>Guideline"},
		{"?lang=sv&format=md&code=2326", "sv", "text/markdown; charset=utf-8", "**Utgåva för Berg**"},
		{"?lang=en&format=md&code=2326&situations=contract-expiring&needs=access-to-skills", "en", "text/markdown; charset=utf-8", "Contract is expiring"},
	} {
		answer, body := get(t, url+guidelineAddress+test.query)
		if answer.StatusCode != http.StatusOK || !strings.Contains(body, test.holds) {
			t.Errorf("%q: %s without %q", test.query, answer.Status, test.holds)
		}
		for header, want := range map[string]string{
			"Content-Type": test.mediaType, "Content-Language": test.language, "Cache-Control": "no-store",
			"X-Content-Type-Options": "nosniff", "Content-Security-Policy": guidelinePolicy,
		} {
			if got := answer.Header.Get(header); got != want {
				t.Errorf("%q: %s is %q, want %q", test.query, header, got, want)
			}
		}
	}
}

// The API gives the same report as the address does, to the byte.
func TestGuidelineByTheAPI(t *testing.T) {
	kb := kbtest.MustOpen(t, kbtest.SQLite(t, "loaded"))
	mux := http.NewServeMux()
	mux.Handle("GET "+guidelineAddress, guidelineReport(kb, slog.New(slog.DiscardHandler)))
	mux.Handle(apiAddress, graph.Handler(kb, graph.Options{Log: slog.New(slog.DiscardHandler)}))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)

	const query = `{ guideline(lang: EN, for: {actor: {code: "2326"}, needs: ["access-to-skills"]}) { markdown html } }`
	var answer struct {
		Data struct {
			Guideline struct{ Markdown, HTML string }
		}
	}
	_, body := get(t, server.URL+apiAddress+"?query="+url.QueryEscape(query))
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	for format, got := range map[string]string{"md": answer.Data.Guideline.Markdown, "html": answer.Data.Guideline.HTML} {
		if _, want := get(t, server.URL+guidelineAddress+"?lang=en&code=2326&needs=access-to-skills&format="+format); got != want || got == "" {
			t.Errorf("%s: the API gives another report (%d bytes) than the address (%d bytes)", format, len(got), len(want))
		}
	}
}

// What is wrong is told with the name of the parameter and its value.
func TestGuidelineReportRefuses(t *testing.T) {
	url := reportServer(t)
	for _, test := range []struct {
		query  string
		status int
		says   []string
	}{
		{"?lang=fi", 400, []string{"lang: ", `"fi"`}},
		{"?lang=", 400, []string{"lang: ", `""`}},
		{"?format=pdf", 400, []string{"format: ", `"pdf"`}},
		{"?code=23", 400, []string{"code: ", `"23"`}},
		{"?code=", 400, []string{"code: ", `""`}},
		{"?code=9999", 404, []string{"code: ", `"9999"`}},
		{"?language=sv", 400, []string{"language: ", `"sv"`}},
		{"?lang=sv&lang=en", 400, []string{"lang: ", "2 times"}},
		{"?needs=access-to-skills", 400, []string{"needs: ", `"access-to-skills"`}},
		{"?code=2326&needs=nothing", 400, []string{"needs: ", `"nothing"`}},
		{"?lang=%zz", 400, []string{"query: "}},
	} {
		answer, body := get(t, url+guidelineAddress+test.query)
		if answer.StatusCode != test.status || answer.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("%q: %s as %s, want %d", test.query, answer.Status, answer.Header.Get("Content-Type"), test.status)
		}
		for _, part := range test.says {
			if !strings.Contains(body, part) {
				t.Errorf("%q: %q does not say %q", test.query, body, part)
			}
		}
	}
}
