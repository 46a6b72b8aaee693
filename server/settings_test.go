package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

const settingsPage = "../docs/settings.md"

// docs/settings.md must name each setting with its default, and no other. KOMMUNGRAF_UPDATE_DOCS=1 writes it anew.
func TestSettingsPage(t *testing.T) {
	var line commandLine
	parser, err := kong.New(&line, kong.DefaultEnvars("KOMMUNGRAF"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# Settings\n\nBy flag or by environment variable; a name that is not here is refused. A value that cannot be read or is\n" +
		"out of bounds stops the program before it starts anything. Where nothing else is said, a limit of 0 is no limit. A boolean\n" +
		"is switched off by `--no-…`.\n\n" +
		"| flag | variable | default | values | what it sets |\n|---|---|---|---|---|\n")
	for _, flag := range parser.Model.Flags {
		if len(flag.Envs) == 0 || flag.Name == "help" {
			continue
		}
		values := strings.ReplaceAll(flag.Enum, ",", ", ")
		if least, most := bounds(flag); least != "" {
			values = least + " to " + most
		}
		fmt.Fprintf(&b, "| `--%s` | `%s` | `%s` | %s | %s |\n", flag.Name, flag.Envs[0], flag.Default, values, strings.ReplaceAll(flag.Help, "|", "\\|"))
	}
	if os.Getenv("KOMMUNGRAF_UPDATE_DOCS") != "" {
		if err := os.WriteFile(settingsPage, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(settingsPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.String(), string(page)); diff != "" {
		t.Errorf("%s is not what the program has (-program +page):\n%s", settingsPage, diff)
	}
}

// Each setting refuses, before anything is started, a value that it cannot have: one line that names it, what it may be
// and what it is. A new setting is refused by this test until it does.
func TestWrongSettings(t *testing.T) {
	var line commandLine
	parser, err := kong.New(&line)
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string][]string{ // of what is neither a number nor a time nor one of some words
		"database":        nil, // said when it is opened
		"address":         {"", "nowhere", ":99999", ":-1", ":nothing"},
		"private":         {"nowhere", ":99999"},
		"traces":          {"nowhere", "ftp://localhost", "http://", "http://user:hemligt@localhost", "http://localhost:hemligt"},
		"trusted-proxies": {"nowhere", ",", "10.0.0.0/99", "10.0.0.1,"},
	}
	for _, f := range parser.Model.Flags {
		values, known := wrong[f.Name]
		least, most := bounds(f)
		switch {
		case f.Name == "help":
			continue
		case f.IsBool():
			values = []string{"perhaps"}
		case f.Enum != "":
			values = []string{"", "perhaps"}
		case least != "":
			values = []string{"", "x", "-1", "-1s", "-1ns", "1e99", "NaN", "99999999999999999999", "2000000000000", "24h1s", "1025TiB"}
			for _, right := range []string{least, most} {
				if _, err := parse([]string{"--" + f.Name, right}, nil, console{}); err != nil {
					t.Errorf("--%s %s is refused: %v", f.Name, right, err)
				}
			}
		case !known:
			t.Errorf("--%s: no value is known to be wrong", f.Name)
		}
		for _, value := range values {
			_, err := parse([]string{"--" + f.Name + "=" + value}, nil, console{})
			if err == nil {
				t.Errorf("--%s=%s is taken", f.Name, value)
				continue
			}
			if text := err.Error(); !strings.HasPrefix(text, "--"+f.Name) || strings.Contains(text, "\n") || strings.Contains(text, "hemligt") {
				t.Errorf("--%s=%s: %s", f.Name, value, text)
			}
		}
	}
}
