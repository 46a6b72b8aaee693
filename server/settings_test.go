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
	b.WriteString("# Settings\n\nBy flag or by environment variable; a name that is not here is refused. A limit of 0 is no limit, but for\n" +
		"`--max-concurrent` and those of a WebSocket, which then have what their descriptions say or the default. A boolean is\n" +
		"switched off by `--no-…`.\n\n" +
		"| flag | variable | default | what it sets |\n|---|---|---|---|\n")
	for _, flag := range parser.Model.Flags {
		if len(flag.Envs) == 0 || flag.Name == "help" {
			continue
		}
		fmt.Fprintf(&b, "| `--%s` | `%s` | `%s` | %s |\n", flag.Name, flag.Envs[0], flag.Default, strings.ReplaceAll(flag.Help, "|", "\\|"))
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
