package guideline

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

var (
	//go:embed page.gohtml
	pageText string
	//go:embed page.css
	pageStyle string

	page = template.Must(template.New("page").Funcs(template.FuncMap{
		// pair hands a part of the page what it shows beside the fixed words.
		"pair":  func(w printed, v any) map[string]any { return map[string]any{"W": w, "V": v} },
		"style": func() template.CSS { return template.CSS(pageStyle) }, //nolint:gosec // our own file
	}).Parse(pageText))
)

// HTML writes the report as one file that needs nothing else: no script, no font, no picture. It has the look of a
// printed report on paper too.
func HTML(w io.Writer, content Content) error {
	d, err := compose(content)
	if err != nil {
		return err
	}
	var b bytes.Buffer // so that a failure leaves no half report behind
	if err := page.Execute(&b, d); err != nil {
		return fmt.Errorf("write the guideline as HTML: %w", err)
	}
	_, err = b.WriteTo(w)
	return err
}
