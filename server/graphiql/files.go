package graphiql

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed assets NOTICE
var embedded embed.FS

// The endings of the files we serve. The mime package would ask the operating system, and so answer differently from
// one machine to the next.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
}

// fileServer serves the embedded files below prefix. The prefix holds a hash of them all, so an address always means the same
// bytes, and browsers may keep them for ever.
type fileServer struct {
	prefix string
	byName map[string]file
}

type file struct {
	contentType string
	gzipped     []byte
}

func loadFiles(base string) *fileServer {
	f := &fileServer{byName: map[string]file{}}
	entries, err := embedded.ReadDir("assets")
	if err != nil {
		panic(err) // embedded, so it cannot fail
	}
	sum := sha256.New()
	for _, e := range entries {
		f.add(e.Name(), path.Join("assets", e.Name()), sum)
	}
	f.add("NOTICE.txt", "NOTICE", sum)
	f.prefix = base + hex.EncodeToString(sum.Sum(nil))[:12] + "/"
	return f
}

// add takes a file in. The libraries are stored compressed, our own few lines are not: here they become alike.
func (f *fileServer) add(name, source string, sum hash.Hash) {
	content, err := embedded.ReadFile(source)
	if err != nil {
		panic(err)
	}
	name, compressed := strings.CutSuffix(name, ".gz")
	sum.Write([]byte(name)) // a hash never returns an error
	sum.Write(content)
	if !compressed {
		content = compress(content)
	}
	f.byName[name] = file{contentType: contentTypes[path.Ext(name)], gzipped: content}
}

func compress(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(content) // neither can fail when writing to memory
	_ = w.Close()
	return b.Bytes()
}

func (f *fileServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, ok := strings.CutPrefix(r.URL.Path, f.prefix)
	asset, found := f.byName[name]
	if !ok || !found {
		http.NotFound(w, r) // also for other versions: they must not be kept under this one's content
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are allowed here", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Content-Type", asset.contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Add("Vary", "Accept-Encoding")
	if acceptsGzip(r.Header.Values("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		h.Set("Content-Length", strconv.Itoa(len(asset.gzipped)))
		_, _ = w.Write(asset.gzipped) // an error here, and below, means that the client is gone
		return
	}
	plain, err := gzip.NewReader(bytes.NewReader(asset.gzipped))
	if err != nil {
		panic(err) // a test reads every file
	}
	_, _ = io.Copy(w, plain)
}

// acceptsGzip reads the values of an Accept-Encoding header: what is named there counts before the asterisk.
func acceptsGzip(values []string) bool {
	accepted := map[string]bool{}
	for coding := range strings.SplitSeq(strings.Join(values, ","), ",") {
		name, params, _ := strings.Cut(coding, ";")
		quality, given := strings.CutPrefix(strings.TrimSpace(params), "q=")
		q, err := strconv.ParseFloat(quality, 64)
		accepted[strings.ToLower(strings.TrimSpace(name))] = !given || err == nil && q > 0
	}
	if answer, named := accepted["gzip"]; named {
		return answer
	}
	return accepted["*"]
}
