package telemetry

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
)

// Logger writes a log in the format "text" or "json", without the secrets that it can tell: attributes that are
// called like one, and in all texts the passwords of URLs and of connection strings, and bearer tokens. It is a net
// beneath the rule that secrets are not logged. Where it cannot tell how far a secret reaches it takes too much.
func Logger(w io.Writer, format string, level slog.Level) *slog.Logger {
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: redact}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

const redacted = "[redacted]"

// secrets are the words that, in the key of an attribute, say that its value is one.
var secrets = []string{"password", "secret", "token", "authorization", "cookie", "apikey", "api_key", "api-key"}

func isSecret(key string) bool {
	return slices.ContainsFunc(secrets, func(word string) bool { return holds(key, word) })
}

// redact is given each attribute of the log, with the groups it stands in.
func redact(groups []string, a slog.Attr) slog.Attr {
	if isSecret(a.Key) || slices.ContainsFunc(groups, isSecret) {
		return slog.String(a.Key, redacted)
	}
	switch a.Value.Kind() {
	case slog.KindString:
		if text := a.Value.String(); revealing(text) {
			a.Value = slog.StringValue(scrub(text))
		}
	case slog.KindAny:
		if _, level := a.Value.Any().(slog.Level); level { // each line has one
			break
		}
		// Errors, URLs and all else that has a text. One without a secret stays what it is.
		if text := fmt.Sprintf("%+v", a.Value.Any()); revealing(text) {
			if clean := scrub(text); clean != text {
				a.Value = slog.StringValue(clean)
			}
		}
	}
	return a
}

var (
	// urlPassword finds scheme://user:password@. A password that was not escaped may hold anything: it reaches to the
	// last @ of the word, unless it begins as a port does.
	urlPassword = regexp.MustCompile(`(://[^\s"/?#@:\[]*:)(?:\d*[^\s"/?#\d][^\s"]*|\d*)@`)
	// dsnPassword finds password=… and sslpassword=…, plain or in quotes.
	dsnPassword = regexp.MustCompile(`(?i)(password\s*=\s*)(?:'(?:[^'\\]|\\.)*'|\S+)`)
	bearer      = regexp.MustCompile(`(?i)\b(bearer\s+)[\w.~+/=-]+`)
)

// revealing tells, at little cost, whether a text may hold a secret. Nearly none does.
func revealing(text string) bool {
	return strings.Contains(text, "://") || holds(text, "password") || holds(text, "bearer")
}

func scrub(text string) string {
	text = urlPassword.ReplaceAllString(text, "${1}xxxxx@")
	text = dsnPassword.ReplaceAllString(text, "${1}xxxxx")
	return bearer.ReplaceAllString(text, "${1}"+redacted)
}

// holds tells whether a text holds a word, which is in small letters, in letters of any case.
func holds(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|0x20 == word[0] && strings.EqualFold(text[i:i+len(word)], word) {
			return true
		}
	}
	return false
}
