package graphiql

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
)

func getFile(url, acceptEncoding string) *httptest.ResponseRecorder {
	_, files := New(endpoint, assets)
	r := httptest.NewRequest(http.MethodGet, url, nil)
	r.Header.Set("Accept-Encoding", acceptEncoding)
	w := httptest.NewRecorder()
	files.ServeHTTP(w, r)
	return w
}

func TestEveryFileIsServedGzippedAndPlain(t *testing.T) {
	for _, url := range references(t) {
		t.Run(path.Base(url), func(t *testing.T) {
			zipped, plain := getFile(url, "br, gzip"), getFile(url, "")
			for _, w := range []*httptest.ResponseRecorder{zipped, plain} {
				if w.Code != http.StatusOK {
					t.Fatalf("answers %d", w.Code)
				}
				for name, want := range map[string]string{
					"Content-Type":           contentTypes[path.Ext(url)],
					"X-Content-Type-Options": "nosniff",
					"Cache-Control":          "public, max-age=31536000, immutable",
					"Vary":                   "Accept-Encoding",
				} {
					if got := w.Header().Get(name); got != want || got == "" {
						t.Errorf("%s is %q, not %q", name, got, want)
					}
				}
			}
			if got := zipped.Header().Get("Content-Encoding"); got != "gzip" {
				t.Errorf("Content-Encoding is %q, not gzip", got)
			}
			if got := plain.Header().Get("Content-Encoding"); got != "" {
				t.Errorf("Content-Encoding is %q, but gzip was not accepted", got)
			}
			unzipped, err := gzip.NewReader(zipped.Body)
			if err != nil {
				t.Fatal(err)
			}
			content, err := io.ReadAll(unzipped)
			if err != nil {
				t.Fatal(err)
			}
			if len(content) == 0 || string(content) != plain.Body.String() {
				t.Error("gzipped and plain content differ")
			}
		})
	}
}

func TestEveryFileIsReferred(t *testing.T) {
	all := strings.Join(references(t), " ")
	for name := range loadFiles(assets).byName {
		if !strings.Contains(all, "/"+name) {
			t.Errorf("the page does not use %s", name)
		}
	}
}

func TestOtherFilesAreNotFound(t *testing.T) {
	current := path.Dir(references(t)[0])
	for _, url := range []string{
		assets,
		current + "/",
		current + "/boot.js.gz",
		assets + "000000000000/boot.js", // a version we do not have
		assets + "boot.js",
	} {
		if w := getFile(url, "gzip"); w.Code != http.StatusNotFound || w.Header().Get("Cache-Control") != "" {
			t.Errorf("%s answers %d, Cache-Control %q", url, w.Code, w.Header().Get("Cache-Control"))
		}
	}
}

func TestFilesAreOnlyRead(t *testing.T) {
	_, files := New(endpoint, assets)
	w := httptest.NewRecorder()
	files.ServeHTTP(w, httptest.NewRequest(http.MethodPost, references(t)[0], nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST answers %d", w.Code)
	}
}

func TestAcceptsGzip(t *testing.T) {
	for header, want := range map[string]bool{
		"":                         false,
		"gzip":                     true,
		"deflate, GZIP;q=0.5, br":  true,
		"gzip; q=0":                false,
		"gzip;q=0.000, *":          false,
		"*":                        true,
		"*;q=0":                    false,
		"br":                       false,
		"identity;q=1, gzip;q=bad": false,
	} {
		if got := acceptsGzip([]string{header}); got != want {
			t.Errorf("%q: %v, not %v", header, got, want)
		}
	}
}
