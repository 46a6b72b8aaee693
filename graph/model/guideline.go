package model

import (
	"io"
	"strings"

	"kommungraf/internal/guideline"
	"kommungraf/internal/vocab"
)

// Guideline is the report. It is written only in the forms that are asked for.
type Guideline struct{ Content guideline.Content }

// Revision is the revision that it was read at.
func (g *Guideline) Revision() int { return g.Content.Revision }

// Date is the day that relations held on.
func (g *Guideline) Date() vocab.Date { return g.Content.Date }

// Markdown writes it as Markdown.
func (g *Guideline) Markdown() (string, error) { return written(g.Content, guideline.Markdown) }

// HTML writes it as a page.
func (g *Guideline) HTML() (string, error) { return written(g.Content, guideline.HTML) }

func written(c guideline.Content, write func(io.Writer, guideline.Content) error) (string, error) {
	var b strings.Builder
	err := write(&b, c)
	return b.String(), err
}
