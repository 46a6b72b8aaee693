package guidance_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kommungraf/internal/guidance"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

var update = flag.Bool("update", false, "write the answers into the scenarios; read the difference before you keep it")

// A scenario file is a page for a person. It holds scenarios; each begins with a line "== title" and has the parts
//
//	given  who asks, from the reference data (2326, region 23, itsam), and what is different from it
//	ask    the question, by the names of the input fields
//	show   of which options everything is shown, "sentences" for what is said in both languages
//	expect the answer
//
// Lines that begin with # are for the reader. README.md beside the scenarios explains the answer's signs.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, scenarios := splitScenarios(string(content))
		for i := range scenarios {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+scenarios[i].title, func(t *testing.T) {
				got := scenarios[i].run(t, mustLoad(t))
				if want := scenarios[i].expect; got != want && !*update {
					t.Errorf("the answer is\n%s\nand not\n%s", got, want)
				}
				scenarios[i].expect = got
			})
		}
		if *update {
			for _, s := range scenarios {
				head += s.given + "expect\n" + s.expect
			}
			if err := os.WriteFile(file, []byte(head), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

type scenario struct {
	title  string
	given  string // all lines up to the answer
	expect string // the answer, indented
}

func splitScenarios(content string) (head string, scenarios []scenario) {
	parts := strings.Split("\n"+content, "\n== ")
	for _, part := range parts[1:] {
		title, _, _ := strings.Cut(part, "\n")
		given, expect, _ := strings.Cut(part, "expect\n")
		scenarios = append(scenarios, scenario{title, "== " + given, strings.TrimRight(expect, "\n") + "\n\n"})
	}
	// Every answer ends in an empty line but the last, which ends the file.
	if n := len(scenarios); n > 0 {
		scenarios[n-1].expect = strings.TrimRight(scenarios[n-1].expect, "\n") + "\n"
	}
	return strings.TrimPrefix(parts[0]+"\n", "\n"), scenarios
}

func (s scenario) run(t *testing.T, r reference) string {
	t.Helper()
	var (
		profile   guidance.Profile
		in        guidance.Input
		show      []string
		knowledge = r.knowledge
		peers     = r.peers
	)
	for line := range strings.Lines(s.given) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" || words[0] == "==" {
			continue
		}
		what, value := words[0], words[1:]
		switch {
		case what == "given" && value[0] == "without":
			knowledge.Alternatives = slices.DeleteFunc(slices.Clone(knowledge.Alternatives), func(a guidance.Alternative) bool {
				return slices.Contains(value, a.Slug)
			})
		case what == "given" && value[0] == "kind":
			profile.Kind = vocab.ActorKind(value[1])
		case what == "given" && value[0] == "population":
			profile.Population = number(t, value[1])
		case what == "given" && value[0] == "no":
			peers = nil // given no peers
		case what == "given":
			known, ok := r.actors[strings.Join(value, " ")]
			if !ok {
				t.Fatalf("the reference data has no actor %v", value)
			}
			profile = known
		case what == "ask":
			ask(t, &in, value[0], value[1:])
		case what == "show":
			show = append(show, value...)
		default:
			t.Fatalf("cannot read %q", line)
		}
	}
	advice, err := guidance.Advise(&knowledge, profile, peers, in)
	lines := answer(advice, err, r.names, show)
	end := "\n\n"
	if strings.HasSuffix(s.expect, "\n") && !strings.HasSuffix(s.expect, "\n\n") {
		end = "\n"
	}
	return "  " + strings.Join(lines, "\n  ") + end
}

func ask(t *testing.T, in *guidance.Input, field string, value []string) {
	t.Helper()
	switch field {
	case "situations":
		in.Situations = value
	case "needs":
		in.Needs = value
	case "parties":
		in.Parties = *number(t, value[0])
	case "onlyForms":
		in.Limits.OnlyForms = value
	case "withoutForms":
		in.Limits.WithoutForms = value
	case "maxEffort":
		in.Limits.MaxEffort = vocab.SetupEffort(value[0])
	case "noNewLegalPerson":
		in.Limits.NoNewLegalPerson = true
	case "first":
		in.Limits.First = *number(t, value[0])
	default:
		t.Fatalf("the question has no field %s", field)
	}
}

func number(t *testing.T, s string) *int {
	t.Helper()
	if s == "unknown" {
		return nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return &n
}

// answer writes an answer as lines of text.
func answer(a guidance.Advice, err error, names map[vocab.ID]string, show []string) []string {
	if p, ok := errors.AsType[*problem.Error](err); ok {
		return []string{fmt.Sprintf("error %s %s: %s", p.Code, p.Field, p.Message)}
	}
	lines := []string{}
	write := func(format string, args ...any) {
		lines = append(lines, strings.TrimRight(fmt.Sprintf(format, args...), " "))
	}
	says := func(indent string, text vocab.Text) {
		if slices.Contains(show, "sentences") {
			write("%s| %s", indent, text.SV)
			write("%s| %s", indent, text.EN)
		}
	}
	for i, o := range a.Options {
		if i < 5 || slices.Contains(show, o.Alternative) {
			write("%d. %s %.3f", i+1, o.Alternative, o.Fit)
		}
		if !slices.Contains(show, o.Alternative) {
			continue
		}
		for _, r := range o.Reasons {
			sign := map[guidance.Effect]string{guidance.For: "+", guidance.Against: "-", guidance.Neutral: "o"}[r.Effect]
			write("     %s %-9s %.3f of %.3f  %s", sign, r.Kind, r.Points, r.Weight, r.Subject)
			says("           ", r.Sentence)
		}
		for _, f := range o.Open {
			write("     open    %s", strings.TrimRight(f.Form+" "+through(f, names), " "))
			says("           ", f.Why)
		}
		for _, f := range o.Closed {
			write("     closed  %s", closed(f))
			says("           ", f.Why)
		}
		for _, k := range o.Obstacles {
			write("     meets   %s: %s", k.Obstacle, handlings(k.Handlings))
			if len(k.Warnings) > 0 {
				write("     WARNING %s: %s", k.Obstacle, handlings(k.Warnings))
			}
		}
		write("     pattern %s", strings.Join(o.Patterns, ", "))
		for _, e := range o.Examples {
			write("     as      %s %.1f %v %s through %s", names[e.Actor], e.Similarity, e.Shared, e.Use.Form, names[e.Use.Body])
		}
		write("     for     %s", strings.Join(o.EvidenceFor, ", "))
		write("     against %s", strings.Join(o.EvidenceAgainst, ", "))
		for _, u := range o.Unknown {
			write("     unknown %s %s", u.Kind, u.Subject)
			says("           ", u.Sentence)
		}
	}
	write("%d possible", a.Possible)
	for _, r := range a.RuledOut {
		write("ruled out %s %s", r.Alternative, r.Because)
		says("     ", r.Why)
		for _, f := range r.Closed {
			write("     closed  %s", closed(f))
			says("           ", f.Why)
		}
	}
	for _, w := range a.WhyNone {
		write("none because %s %s", w.Kind, w.Subject)
		says("     ", w.Sentence)
	}
	for _, u := range a.Unknown {
		write("unknown %s", u.Kind)
		says("     ", u.Sentence)
	}
	return lines
}

func through(f guidance.OpenForm, names map[vocab.ID]string) string {
	if !f.InUse {
		return ""
	}
	bodies := make([]string, len(f.Through))
	for i, id := range f.Through {
		bodies[i] = names[id]
	}
	slices.Sort(bodies)
	return "in use through " + strings.Join(bodies, ", ")
}

// closed names the law as far as its section numbers, without what it says.
func closed(f guidance.ClosedForm) string {
	line := f.Form + " " + string(f.Because)
	if f.Law != nil {
		section, _, _ := strings.Cut(f.Law.SV, ": ")
		line += ", " + section
	}
	return line
}

func handlings(list []guidance.HandlingAdvice) string {
	words := make([]string, len(list))
	for i, h := range list {
		words[i] = fmt.Sprintf("%s %s", h.Handling, h.Outcome)
	}
	return strings.Join(words, ", ")
}
