package wire

import (
	"slices"
	"strings"
	"testing"
	"time"
)

var offered = []string{mediaJSON, mediaResponse, mediaEvents}

func TestPrefer(t *testing.T) {
	for accept, want := range map[string]string{
		"":                                  mediaJSON, // accepts everything: what we offer first
		"  ":                                mediaJSON,
		"*/*":                               mediaJSON,
		"application/*":                     mediaJSON,
		"application/json":                  mediaJSON,
		"APPLICATION/JSON":                  mediaJSON,
		"application/json; charset=utf-8":   mediaJSON,
		`application/json;charset="UTF-8"`:  mediaJSON,
		"application/json; charset=latin1":  "",
		"application/json;version=2":        mediaJSON,
		"application/graphql-response+json": mediaResponse,
		"text/event-stream":                 mediaEvents,
		"text/*":                            mediaEvents,
		"image/png":                         "",
		"application":                       "",
		"*":                                 "",
		"*/json":                            "",

		// Of equals, the one that is named first.
		"application/json, application/graphql-response+json":  mediaJSON,
		"application/graphql-response+json, application/json":  mediaResponse,
		"text/event-stream, application/json":                  mediaEvents,
		"image/png, */*, application/graphql-response+json":    mediaJSON,
		"application/graphql-response+json, */*":               mediaResponse,
		"application/graphql-response+json, application/*;q=1": mediaResponse,
		// As urql sends it: a stream is merely listed.
		"application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed": mediaResponse,

		// The quality goes before the order.
		"application/json;q=0.5, text/event-stream":                     mediaEvents,
		"text/event-stream;q=0.9, application/json":                     mediaJSON,
		"application/json;q=0.8,application/graphql-response+json":      mediaResponse,
		"text/event-stream;q=0.1, application/json;q=0.2, */*;q=0.3":    mediaResponse,
		"application/json;q=0":                                          "",
		"*/*;q=0":                                                       "",
		"application/json;q=0.001":                                      mediaJSON,
		"application/json;charset=utf-8;q=0.2, text/event-stream;q=0.3": mediaEvents,

		// A closer range goes before a wider one, wherever they stand.
		"*/*, application/json;q=0":                                       mediaResponse,
		"application/json;q=0, application/*":                             mediaResponse,
		"application/*;q=0, */*":                                          mediaEvents,
		"*/*;q=0, application/graphql-response+json;q=0.1":                mediaResponse,
		"application/*;q=0.2, */*;q=0.9, application/json;q=0.3":          mediaEvents,
		"text/*;q=0.9, text/event-stream;q=0.1, application/json;q=0.5":   mediaJSON,
		"application/json;q=0.1, application/json":                        mediaJSON,
		"application/json;q=0, application/json":                          "", // the first word on it counts
		"application/graphql-response+json;q=1.0, application/json;q=1.0": mediaResponse,

		// What cannot be read accepts nothing, and spoils nothing.
		"application/json;q=x":                         "",
		"application/json;q=":                          "",
		"application/json;q=-1":                        "",
		"application/json;q=1.1":                       "",
		"application/json;q=NaN":                       "",
		"application/json;q=Inf":                       "",
		"application/json;q=1;q=0":                     "",
		";;;, application/json":                        mediaJSON,
		",,, ,":                                        "",
		"text/html, application/xhtml+xml, image/webp": "",
		"\x00\xff, text/event-stream":                  mediaEvents,
		"application/json text/event-stream":           "",
		`text/event-stream;x="a,b"`:                    "", // a comma divides, in quotes too
	} {
		if got := Prefer(accept, offered...); got != want {
			t.Errorf("%q prefers %q, want %q", accept, got, want)
		}
	}
}

func TestPreferIsQuick(t *testing.T) {
	long := strings.Repeat(",", 500_000) + "text/event-stream;q=0.5" + strings.Repeat(",a/b;q=0.1", 50_000)
	start := time.Now()
	if got := Prefer(long, offered...); got != mediaEvents {
		t.Errorf("prefers %q", got)
	}
	if took := time.Since(start); took > 5*time.Second { // a square would be minutes
		t.Errorf("takes %v", took)
	}
}

func TestQuality(t *testing.T) {
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
	for _, test := range []struct {
		accept, media string
		want          float64
	}{
		{browser, "text/html", 1},
		{browser, mediaJSON, 0.8},
		{"application/*;q=0.25", mediaJSON, 0.25},
		{"application/json", "text/html", 0},
		{"", "text/html", 0}, // nobody said that it is wanted
	} {
		if got := Quality(test.accept, test.media); got != test.want {
			t.Errorf("%q wants %s by %v, not %v", test.accept, test.media, got, test.want)
		}
	}
}

// Whatever is accepted, the choice is one of the offers that has a quality, and none has a higher one.
func FuzzPrefer(f *testing.F) {
	for _, accept := range []string{
		"", "*/*", "text/*;q=0.5, application/json", "application/json;q=0", "a/b;q=", ",;=,\"", "*/*;q=0,*/*", "text/event-stream;charset=utf-8;q=1e-1", "\xff",
	} {
		f.Add(accept)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		got := Prefer(accept, offered...)
		if got != "" && !slices.Contains(offered, got) {
			t.Fatalf("%q is not offered", got)
		}
		if strings.TrimSpace(accept) == "" {
			return // has no qualities
		}
		quality := 0.0
		if got != "" {
			if quality = Quality(accept, got); quality <= 0 {
				t.Errorf("%s has the quality %v", got, quality)
			}
		}
		for _, other := range offered {
			if q := Quality(accept, other); !(q >= 0 && q <= 1) || q > quality {
				t.Errorf("%s has the quality %v, and %q was chosen with %v", other, q, got, quality)
			}
		}
	})
}
