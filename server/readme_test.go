package main

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/kbtest"
)

// Each query in README.md answers with exactly what stands below it.
func TestReadmeQueries(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	url, _, _ := start(t, kbtest.SQLite(t, "loaded"))
	examples := regexp.MustCompile("(?s)```graphql\n(.*?)```\n\n```json\n(.*?)```")
	found := examples.FindAllStringSubmatch(string(text), -1)
	if n := strings.Count(string(text), "```graphql"); len(found) == 0 || len(found) != n {
		t.Fatalf("README.md has %d queries, %d with an answer", n, len(found))
	}
	for _, e := range found {
		data, errs := ask(t, url, e[1])
		if errs != nil {
			t.Errorf("errors: %v\n%s", errs, e[1])
			continue
		}
		var want map[string]any
		if err := json.Unmarshal([]byte(e[2]), &want); err != nil {
			t.Errorf("%v\n%s", err, e[2])
		}
		if diff := cmp.Diff(want, data); diff != "" {
			t.Errorf("README.md says otherwise (-README +answer):\n%s%s", e[1], diff)
		}
	}
}
