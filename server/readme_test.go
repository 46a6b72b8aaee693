package main

import (
	"encoding/json"
	"os"
	"os/exec"
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

// Each command in README.md that asks a running server does so, and is answered without errors.
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	url, _, _ := start(t, kbtest.SQLite(t, "loaded"))
	commands := regexp.MustCompile("(?ms)^ *```sh\n(.*?)^ *```$").FindAllStringSubmatch(string(text), -1)
	tried := 0
	for _, c := range commands {
		if !strings.Contains(c[1], "curl") {
			continue
		}
		tried++
		command := exec.CommandContext(t.Context(), "bash", "-c", strings.ReplaceAll(c[1], "http://localhost:8080", url))
		out, err := command.Output()
		if err != nil || !strings.Contains(string(out), `{"data":`) || strings.Contains(string(out), `"errors"`) {
			t.Errorf("%s\n%v\n%s", c[1], err, out)
		}
	}
	if tried == 0 {
		t.Error("README.md has no command that asks a server")
	}
}
