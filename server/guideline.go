package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kommungraf/graph"
	"kommungraf/internal/guidance"
	"kommungraf/internal/guideline"
	"kommungraf/internal/problem"
	"kommungraf/internal/quota"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// guidelineAddress is where the report is.
const guidelineAddress = "/guideline"

// report is what a client asks for: GET /guideline?lang=sv&format=html&code=2326, and for the question of one municipality
// situations and needs, each a list of slugs with commas between them.
type report struct {
	lang   vocab.Language
	format reportFormat
	code   string // of the municipality; empty for the whole sector
	input  guidance.Input
}

// reportFormat is a way of writing a report.
type reportFormat struct {
	mediaType string
	write     func(io.Writer, guideline.Content) error
}

var (
	reportLanguages = map[string]vocab.Language{"sv": vocab.Swedish, "en": vocab.English}
	reportFormats   = map[string]reportFormat{
		"html": {"text/html; charset=utf-8", guideline.HTML},
		"md":   {"text/markdown; charset=utf-8", guideline.Markdown},
	}
	reportParameters = []string{"lang", "format", "code", "situations", "needs"}
	reportCode       = regexp.MustCompile(`^\d{4}$`)
)

// The page has no script and takes nothing from anywhere.
const guidelinePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guidelineReport serves the report to anyone. It answers 400 where a parameter is wrong, 404 where there is no
// municipality with the code, and 503 where the knowledge base cannot be read in one piece.
func guidelineReport(kb *store.Store, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		asked, err := readReport(r.URL.RawQuery)
		if err == nil {
			err = quota.Of(r.Context()).Spend(graph.GuidelineCost)
		}
		if err != nil {
			refuse(w, r, log, err)
			return
		}
		var b bytes.Buffer // so that a failure can still be told by its status
		if err := writeReport(r, kb, asked, &b); err != nil {
			refuse(w, r, log, err)
			return
		}
		w.Header().Set("Content-Type", asked.format.mediaType)
		w.Header().Set("Content-Language", strings.ToLower(string(asked.lang)))
		w.Header().Set("Content-Security-Policy", guidelinePolicy)
		_, _ = b.WriteTo(w) // the client has gone when this fails
	})
}

// readReport reads the parameters. Each may be given once; unknown ones are refused, since a misspelt one would otherwise
// give another report than was asked for.
func readReport(query string) (report, error) {
	given, err := url.ParseQuery(query)
	if err != nil {
		return report{}, problem.BadInput("query", "%q cannot be read: %v", clip(query), err)
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		values := given[name]
		if !slices.Contains(reportParameters, name) {
			return report{}, problem.BadInput(clip(name), "%q is no parameter: use %s", clip(values[0]), strings.Join(reportParameters, ", "))
		}
		if len(values) > 1 {
			return report{}, problem.BadInput(name, "it may be given once, not %d times", len(values))
		}
	}
	asked := report{lang: vocab.Swedish, format: reportFormats["html"], code: given.Get("code")}
	var ok bool
	if v := given.Get("lang"); given.Has("lang") {
		if asked.lang, ok = reportLanguages[v]; !ok {
			return report{}, problem.BadInput("lang", "%q is no language of the guideline: use sv or en", clip(v))
		}
	}
	if v := given.Get("format"); given.Has("format") {
		if asked.format, ok = reportFormats[v]; !ok {
			return report{}, problem.BadInput("format", "%q is no format of the guideline: use html or md", clip(v))
		}
	}
	if given.Has("code") && !reportCode.MatchString(asked.code) {
		return report{}, problem.BadInput("code", "%q is no municipality code: it is four digits, as in 2326", clip(asked.code))
	}
	asked.input.Situations, asked.input.Needs = words(given.Get("situations")), words(given.Get("needs"))
	if asked.code == "" {
		for _, name := range []string{"situations", "needs"} {
			if given.Has(name) {
				return report{}, problem.BadInput(name, "%q is a question of a municipality: give its code too", clip(given.Get(name)))
			}
		}
	}
	return asked, nil
}

func words(list string) []string {
	return strings.FieldsFunc(list, func(c rune) bool { return c == ',' })
}

func writeReport(r *http.Request, kb *store.Store, asked report, to io.Writer) error {
	ctx := store.WithView(r.Context(), store.View{AsOf: vocab.DateOf(kb.Now())})
	var one *store.GuidelineFor
	if asked.code != "" {
		found, err := kb.ActorByCode(ctx, vocab.Municipality, asked.code)
		if err != nil {
			return err
		}
		if found == nil {
			return &problem.Error{Code: problem.NotFound, Field: "code", Message: fmt.Sprintf("no municipality has the code %q", asked.code)}
		}
		one = &store.GuidelineFor{Actor: found.ID, Input: asked.input}
	}
	content, err := kb.Guideline(ctx, asked.lang, one)
	if err != nil {
		return err
	}
	return asked.format.write(to, content)
}

// refuse tells a person what went wrong. What is not expected is logged and not shown.
func refuse(w http.ResponseWriter, r *http.Request, log *slog.Logger, err error) {
	status, sentence := http.StatusInternalServerError, "the server made a mistake; it has been logged"
	if p, ok := errors.AsType[*problem.Error](err); ok {
		switch sentence = p.Error(); p.Code {
		case problem.BadUserInput:
			status = http.StatusBadRequest
		case problem.NotFound:
			status = http.StatusNotFound
		case problem.Unavailable:
			status = http.StatusServiceUnavailable
		case problem.RateLimited:
			status = http.StatusTooManyRequests
		}
		if p.Retry > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(seconds(p.Retry)))
		}
	}
	if status == http.StatusInternalServerError {
		log.ErrorContext(r.Context(), "the guideline could not be written", "error", err)
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, sentence+"\n")
}

// clip shortens what a client sent before it is repeated in a message.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
