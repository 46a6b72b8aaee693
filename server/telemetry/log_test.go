package telemetry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestSecrets(t *testing.T) {
	location, err := url.Parse("https://u:hemligt@h/p")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		attr slog.Attr
		want string // in the line of the text format
	}{
		{slog.String("password", "hemligt"), `password=[redacted]`},
		{slog.String("dbPassword", "hemligt"), `dbPassword=[redacted]`},
		{slog.String("CLIENT_SECRET", "hemligt"), `CLIENT_SECRET=[redacted]`},
		{slog.String("accessToken", "hemligt"), `accessToken=[redacted]`},
		{slog.String("Authorization", "hemligt"), `Authorization=[redacted]`},
		{slog.Any("Set-Cookie", []string{"hemligt"}), `Set-Cookie=[redacted]`},
		{slog.String("apikey", "hemligt"), `apikey=[redacted]`},
		{slog.String("API_KEY", "hemligt"), `API_KEY=[redacted]`},
		{slog.String("X-Api-Key", "hemligt"), `X-Api-Key=[redacted]`},
		{slog.Group("outer", slog.Group("inner", slog.String("token", "hemligt"))), `outer.inner.token=[redacted]`},
		{slog.Group("cookies", slog.String("session", "hemligt")), `cookies.session=[redacted]`},
		{slog.Group("outer", slog.String("at", "redis://:hemligt@h")), `outer.at=redis://:xxxxx@h`},

		{slog.String("db", "postgres://user:hemligt@host/db?sslmode=disable"), `db="postgres://user:xxxxx@host/db?sslmode=disable"`},
		{slog.String("db", "postgres://user:12345hemligt@host"), `db=postgres://user:xxxxx@host`},
		{slog.String("db", "postgres://user:hem/lig#t?hemligt@host"), `db=postgres://user:xxxxx@host`},
		{slog.String("db", "postgres://user:hem@hemligt@host"), `db=postgres://user:xxxxx@host`},
		{slog.String("db", "from http://a:hemligt@b to http://c:hemligt@d"), `db="from http://a:xxxxx@b to http://c:xxxxx@d"`},
		{slog.String("db", "http://user:4711@host"), `db=http://user:xxxxx@host`},
		{slog.Any("error", fmt.Errorf("open: %w", errors.New(`parse "postgres://u:hemligt@h": no`))), `error="open: parse \"postgres://u:xxxxx@h\": no"`},
		{slog.Any("url", location), `url=https://u:xxxxx@h/p`},
		{slog.Any("urls", []string{"http://u:hemligt@h"}), `urls=[http://u:xxxxx@h]`},

		{slog.String("db", "host=h password=hemligt user=u"), `db="host=h password=xxxxx user=u"`},
		{slog.String("db", `host=h PASSWORD = 'hemligt \' hemligt' user=u`), `db="host=h PASSWORD = xxxxx user=u"`},
		{slog.String("db", "postgres://h/d?sslpassword=hemligt&password=hemligt"), `db="postgres://h/d?sslpassword=xxxxx"`},

		{slog.String("header", "Bearer hemligt.x-y_z/w+v=="), `header="Bearer [redacted]"`},
		{slog.Any("error", errors.New("refused: bearer hemligt")), `error="refused: bearer [redacted]"`},
		{slog.Any("headers", http.Header{"X-Forwarded": {"Bearer hemligt"}}), `headers="map[X-Forwarded:[Bearer [redacted]]]"`},
	} {
		var text, encoded bytes.Buffer
		Logger(&text, "text", slog.LevelInfo).Info("m", c.attr)
		Logger(&encoded, "json", slog.LevelInfo).With(c.attr).Info("m")
		if _, got, _ := strings.Cut(strings.TrimSpace(text.String()), "msg=m "); got != c.want {
			t.Errorf("got %s\nwant %s", got, c.want)
		}
		if !json.Valid(encoded.Bytes()) || strings.Contains(encoded.String(), "hemligt") {
			t.Errorf("in JSON: %s", &encoded)
		}
	}
}

func TestSecretInMessage(t *testing.T) {
	var log bytes.Buffer
	Logger(&log, "text", slog.LevelInfo).Info("cannot open postgres://u:hemligt@h")
	if line := log.String(); !strings.Contains(line, `msg="cannot open postgres://u:xxxxx@h"`) {
		t.Error(line)
	}
}

// Ordinary lines are the ones that slog writes without us.
func TestOrdinaryLines(t *testing.T) {
	type thing struct{ A, B int }
	var plain, ours, plainJSON, oursJSON bytes.Buffer
	pairs := [][2]*slog.Logger{
		{slog.New(slog.NewTextHandler(&plain, &slog.HandlerOptions{Level: slog.LevelDebug})), Logger(&ours, "text", slog.LevelDebug)},
		{slog.New(slog.NewJSONHandler(&plainJSON, &slog.HandlerOptions{Level: slog.LevelDebug})), Logger(&oursJSON, "json", slog.LevelDebug)},
	}
	for _, pair := range pairs {
		for i, log := range pair {
			write := func(level slog.Level, message string, args ...any) {
				r := slog.NewRecord(time.Time{}, level, message, 0)
				r.Add(args...)
				if err := log.Handler().Handle(t.Context(), r); err != nil {
					t.Error(i, err)
				}
			}
			write(slog.LevelInfo, "operation", "kind", "query", "cost", 12, "ms", 1.5, "codes", []string{"NOT_FOUND"})
			write(slog.LevelWarn, "serving", "url", "http://localhost:8080/graphql", "mail", "info@example.se")
			write(slog.LevelDebug, "links", "at", "http://localhost:8080/@me and http://[::1]:8080/a@b, https://h/x:y@z")
			write(slog.LevelError, "failed", "error", fmt.Errorf("password authentication failed for user %q", "u"), "after", time.Second)
			write(slog.LevelInfo, "things", "thing", thing{1, 2}, "nothing", nil, "url", &url.URL{Scheme: "https", Host: "h"})
			write(slog.LevelInfo, "groups", slog.Group("a", slog.Group("b", slog.Int("c", 1))))
		}
	}
	if plain.String() != ours.String() || plainJSON.String() != oursJSON.String() {
		t.Errorf("slog writes\n%s%s, we\n%s%s", &plain, &plainJSON, &ours, &oursJSON)
	}
}

func TestLevel(t *testing.T) {
	var log bytes.Buffer
	Logger(&log, "text", slog.LevelWarn).Info("m")
	if log.Len() > 0 {
		t.Error(&log)
	}
}

func BenchmarkLogger(b *testing.B) {
	failed := errors.New("the database does not answer: connection refused")
	for name, log := range map[string]*slog.Logger{
		"plain":    slog.New(slog.NewJSONHandler(io.Discard, nil)),
		"redacted": Logger(io.Discard, "json", slog.LevelInfo),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				log.LogAttrs(b.Context(), slog.LevelInfo, "operation", slog.String("kind", "query"), slog.String("name", "Overview"),
					slog.String("transport", "post"), slog.Int("cost", 12), slog.Float64("ms", 1.5), slog.String("request", "r1"),
					slog.Any("error", failed))
			}
		})
	}
}
