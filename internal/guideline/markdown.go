package guideline

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Markdown writes the report as Markdown (CommonMark with the tables of GitHub). Places that other places lead to have
// anchors of their own, since readers of Markdown make different addresses of headings.
func Markdown(w io.Writer, content Content) error {
	d, err := compose(content)
	if err != nil {
		return err
	}
	m := &markdown{words: d.Words}
	m.front(d)
	for _, s := range d.Sections {
		m.section(s)
	}
	m.line("---")
	m.line("%s", plain(d.Words.Footer))
	_, err = io.WriteString(w, m.String())
	return err
}

// markdown gathers a Markdown text.
type markdown struct {
	strings.Builder
	words printed
}

// line writes a block: a line with an empty one after it.
func (m *markdown) line(format string, args ...any) { fmt.Fprintf(m, format+"\n\n", args...) }

func (m *markdown) row(format string, args ...any) { fmt.Fprintf(m, format+"\n", args...) }

func (m *markdown) front(d *document) {
	m.line("# %s", plain(d.Title))
	m.line("**%s**", plain(d.Subtitle))
	m.line("%s", plain(d.Summary))
	for _, f := range d.Facts {
		m.row("- %s: %s", plain(f.Label), plain(f.Text))
	}
	m.row("")
	m.line("## %s", plain(d.Words.Contents))
	for _, s := range d.Sections {
		m.row("- [%s %s](#%s)", s.Number, plain(s.Title), s.ID)
		for _, g := range s.Groups {
			for _, i := range g.Items {
				m.row("  - [%s %s](#%s)", i.Number, plain(i.Title), i.ID)
			}
		}
	}
	m.row("")
}

func (m *markdown) section(s section) {
	m.line("%s## %s %s", anchor(s.ID), s.Number, plain(s.Title))
	for _, t := range s.Intro {
		m.line("%s", plain(t))
	}
	m.facets(s.Facets)
	for _, t := range s.Tables {
		m.table(t)
	}
	for _, g := range s.Groups {
		level := "###"
		if g.Title != "" {
			m.line("%s### %s", anchor(g.ID), plain(g.Title))
			level = "####"
		}
		if g.Intro != "" {
			m.line("%s", plain(g.Intro))
		}
		for _, i := range g.Items {
			m.line("%s%s %s %s", anchor(i.ID), level, i.Number, plain(i.Title))
			m.item(i)
		}
		m.facets(g.Facets)
	}
	for _, x := range s.Sources {
		parts := []string{"*" + plain(x.Title) + "*"}
		if x.URL != "" {
			parts[0] += " <" + x.URL + ">"
		}
		for _, more := range []string{x.Details, x.Note} {
			if more != "" {
				parts = append(parts, strings.TrimSuffix(plain(more), "."))
			}
		}
		m.line(`<a id="source-%d"></a>[%d] %s.`, x.Number, x.Number, strings.Join(parts, ". "))
	}
}

func (m *markdown) item(i item) {
	m.line("%s", m.value(i.Lead))
	m.facets(i.Facets)
	if len(i.Demands) > 0 {
		m.line("**%s**", plain(i.DemandsTitle))
		for _, r := range i.Demands {
			m.row(`- <a id="%s"></a>%s`, r.ID, m.value(r.value))
		}
		m.row("")
	}
	m.handlings("", i.HandlingsTitle, i.Handlings)
	m.handlings("> ", "⚠ "+i.WarningsTitle, i.Warnings)
}

func (m *markdown) facets(facets []facet) {
	for _, f := range facets {
		if len(f.List) == 0 {
			m.row("- **%s:** %s", plain(f.Label), m.value(f.value))
			continue
		}
		m.row("- **%s:**%s", plain(f.Label), m.mark(f.Mark))
		for n, s := range f.List {
			bullet := "-"
			if f.Ordered {
				bullet = strconv.Itoa(n+1) + "."
			}
			m.row("  %s %s", bullet, plain(s))
		}
	}
	if len(facets) > 0 {
		m.row("")
	}
}

// handlings stands behind a bar where it is a warning.
func (m *markdown) handlings(bar, title string, list []handling) {
	if len(list) == 0 {
		return
	}
	m.row("%s**%s**", bar, plain(title))
	m.row("%s", strings.TrimSpace(bar))
	for _, h := range list {
		if h.Elsewhere != nil {
			m.row("%s- **%s** (%s), [%s](#%s)", bar, plain(h.Name), plain(h.Outcome), plain(h.Elsewhere.Text), h.Elsewhere.ID)
			continue
		}
		note := ""
		if h.Note != "" {
			note = " " + plain(h.Note)
		}
		m.row(`%s- <a id="%s"></a>**%s** (%s). %s%s%s`, bar, h.ID, plain(h.Name), plain(h.Outcome), plain(h.Text.Text), note, m.mark(h.Text.Mark))
	}
	m.row("")
}

func (m *markdown) table(t table) {
	m.line("**%s**", plain(t.Caption))
	head := make([]string, len(t.Head))
	for i, h := range t.Head {
		head[i] = plain(h)
	}
	m.row("| %s |", strings.Join(head, " | "))
	m.row("|%s", strings.Repeat(" --- |", len(head)))
	for _, r := range t.Rows {
		cells := make([]string, len(r.Cells))
		for i, v := range r.Cells {
			cells[i] = m.value(v)
		}
		if r.ID != "" {
			cells[0] = fmt.Sprintf(`<a id="%s"></a>%s`, r.ID, cells[0])
		}
		m.row("| %s |", strings.Join(cells, " | "))
	}
	m.row("")
}

func (m *markdown) value(v value) string {
	var links []string
	for _, l := range v.Links {
		s := fmt.Sprintf("[%s](#%s)", plain(l.Text), l.ID)
		if l.After != "" {
			s += " " + plain(l.After)
		}
		links = append(links, s)
	}
	text := strings.TrimSpace(plain(v.Text) + " " + strings.Join(links, ", "))
	return text + m.mark(v.Mark)
}

func (m *markdown) mark(k mark) string {
	var all []string
	if k.Own {
		all = append(all, "*"+m.words.Own+"*")
	}
	all = append(all, references(k.For)...)
	if len(k.Against) > 0 {
		all = append(all, m.words.Against)
		all = append(all, references(k.Against)...)
	}
	if k.Confidence != "" {
		all = append(all, "("+m.words.Confidence+" "+k.Confidence+")")
	}
	if len(all) == 0 {
		return ""
	}
	return " " + strings.Join(all, " ")
}

func references(numbers []int) []string {
	var all []string
	for _, n := range numbers {
		all = append(all, fmt.Sprintf(`[\[%d\]](#source-%d)`, n, n))
	}
	return all
}

func anchor(id string) string { return fmt.Sprintf("<a id=\"%s\"></a>\n\n", id) }

var (
	special = regexp.MustCompile("[\\\\`*_\\[\\]<>|#~]")
	// What would begin a list or a heading at the start of a line.
	leading = regexp.MustCompile(`^(\d+)([.)])`)
	dashes  = regexp.MustCompile(`^[-+=]`)
)

// plain keeps text from being read as Markdown.
func plain(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", "&nbsp;")), " ")
	s = special.ReplaceAllString(s, `\$0`)
	s = leading.ReplaceAllString(s, `$1\$2`)
	return dashes.ReplaceAllString(s, `\$0`)
}
