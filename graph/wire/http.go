package wire

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/internal/problem"
)

// The media types of answers.
const (
	mediaJSON     = "application/json"
	mediaResponse = "application/graphql-response+json"
	mediaEvents   = "text/event-stream"
)

// maxAge is how long a kept answer may be used without asking whether it still holds.
const maxAge = time.Minute

// serve answers GET and POST.
func (h *Handler) serve(ctx context.Context, w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", methods)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	media := Prefer(strings.Join(r.Header.Values("Accept"), ","), mediaJSON, mediaResponse, mediaEvents)
	if media == "" {
		h.refuse(ctx, w, mediaJSON, http.StatusNotAcceptable, problem.BadInput("Accept",
			"nothing that is accepted can be given: accept %s, %s or %s", mediaResponse, mediaJSON, mediaEvents))
		return
	}
	plain := media
	if media == mediaEvents {
		plain = mediaJSON // of a refusal
	}
	request, status, err := h.read(w, r)
	if err != nil {
		h.refuse(ctx, w, plain, status, err)
		return
	}
	request.Headers = r.Header
	if media == mediaEvents {
		h.stream(ctx, w, func() { h.events(WithTransport(ctx, "sse"), w, request) })
		return
	}
	if r.Method == http.MethodPost {
		h.answer(WithTransport(ctx, "post"), w, request, &reply{media: media})
		return
	}
	h.answer(WithTransport(ctx, "get"), w, request, &reply{media: media, get: true, tag: h.tag(ctx, r, media), known: r.Header.Get("If-None-Match")})
}

// request is what a client asks, with how far reading it has come.
type request struct {
	Query         *string
	OperationName *string
	Variables     json.RawMessage
	Extensions    json.RawMessage
}

// read gives what a client asks, or why it cannot be read and with which status to say so.
func (h *Handler) read(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, int, error) {
	start := graphql.Now()
	var asked request
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		query, err := url.ParseQuery(r.URL.RawQuery)
		if text, _ := url.QueryUnescape(r.URL.RawQuery); err != nil || !utf8.ValidString(text) {
			return nil, http.StatusBadRequest, problem.BadInput("", "the parameters of the address cannot be read")
		}
		for name, to := range map[string]*json.RawMessage{"variables": &asked.Variables, "extensions": &asked.Extensions} {
			*to = json.RawMessage(query.Get(name))
		}
		for name, to := range map[string]**string{"query": &asked.Query, "operationName": &asked.OperationName} {
			if text := query.Get(name); text != "" {
				*to = &text
			}
		}
	case http.MethodPost:
		if status, err := h.readBody(w, r, &asked); err != nil {
			return nil, status, err
		}
	default:
		w.Header().Set("Allow", methods)
		return nil, http.StatusMethodNotAllowed, problem.BadInput("", "the method %.20s is not allowed: use POST, or GET for queries", r.Method)
	}
	params, err := asked.params(h.Variables)
	if err != nil {
		return nil, http.StatusBadRequest, err
	}
	params.ReadTime = graphql.TraceTiming{Start: start, End: graphql.Now()}
	return params, 0, nil
}

// readBody reads the body of a POST.
func (h *Handler) readBody(w http.ResponseWriter, r *http.Request, asked *request) (int, error) {
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := parameters["charset"]; err != nil || media != mediaJSON || (charset != "" && !strings.EqualFold(charset, "utf-8")) {
		return http.StatusUnsupportedMediaType, problem.BadInput("Content-Type", "%.60q is not taken: send %s, in UTF-8", r.Header.Get("Content-Type"), mediaJSON)
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return http.StatusUnsupportedMediaType, problem.BadInput("Content-Encoding", "compressed bodies are not taken: %.20q", encoding)
	}
	size := r.ContentLength
	if h.MaxBody > 0 && (size < 0 || size > h.MaxBody) {
		size = h.MaxBody
	}
	if size > smallBody {
		if !h.carry(2 * size) { // as it comes, and as its parts
			return http.StatusServiceUnavailable, &problem.Error{
				Code: problem.Unavailable, Limit: "max-transit", Retry: time.Second,
				Message: "many large requests are coming in: try again in a moment",
			}
		}
		defer h.unload(2 * size)
	}
	from := io.Reader(r.Body)
	if h.MaxBody > 0 {
		from = http.MaxBytesReader(w, r.Body, h.MaxBody)
	}
	body, err := readAll(from, r.ContentLength, h.MaxBody)
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge, &problem.Error{
			Code: problem.BadUserInput, Limit: "max-body",
			Message: "the body is longer than the " + strconv.FormatInt(tooLarge.Limit, 10) + " bytes that are allowed",
		}
	}
	if err != nil {
		return http.StatusBadRequest, problem.BadInput("", "the body ended before it was whole")
	}
	if !utf8.Valid(body) {
		return http.StatusBadRequest, problem.BadInput("", "the body is not UTF-8")
	}
	const shape = "the body is not what it must be: a JSON object with query (text), and if need be operationName (text), variables and extensions (objects)"
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' || json.Unmarshal(body, asked) != nil {
		return http.StatusBadRequest, problem.BadInput("", shape)
	}
	return 0, nil
}

// readAll reads a body into a buffer of the right size, if its size is told and not more than it may be.
func readAll(from io.Reader, length, most int64) ([]byte, error) {
	var b bytes.Buffer
	if length > 0 && (most == 0 || length <= most) {
		b.Grow(int(min(length, 1<<20)) + bytes.MinRead)
	}
	_, err := b.ReadFrom(from)
	return b.Bytes(), err
}

// params turns a request into what the executor takes. Variables and extensions have so many bytes at most, which is looked
// at before they are decoded: as values they take many times that.
func (q *request) params(most int) (*graphql.RawParams, error) {
	p := &graphql.RawParams{}
	for _, part := range []struct {
		name string
		from json.RawMessage
		to   *map[string]any
	}{{"variables", q.Variables, &p.Variables}, {"extensions", q.Extensions, &p.Extensions}} {
		if len(part.from) == 0 {
			continue
		}
		if n := len(part.from); most > 0 && n > most {
			return nil, &problem.Error{
				Code: problem.TooComplex, Limit: "max-variables", Field: part.name,
				Message: fmt.Sprintf("they have %d bytes, and %d are allowed", n, most),
			}
		}
		numbers := json.NewDecoder(bytes.NewReader(part.from))
		numbers.UseNumber() // a number is as exact as it was sent
		if err := numbers.Decode(part.to); err != nil {
			return nil, problem.BadInput(part.name, "it is not a JSON object")
		}
		if _, err := numbers.Token(); !errors.Is(err, io.EOF) {
			return nil, problem.BadInput(part.name, "there is more than one JSON object")
		}
	}
	if q.OperationName != nil {
		p.OperationName = *q.OperationName
	}
	if q.Query != nil {
		p.Query = *q.Query
	}
	if _, persisted := p.Extensions["persistedQuery"]; q.Query == nil && !persisted {
		return nil, problem.BadInput("query", "there is no query: send one, as text")
	}
	return p, nil
}

// reply is how an answer is to be given.
type reply struct {
	media string
	get   bool
	tag   string // names the answer, empty when it must not be kept
	known string // the answers that the client has, as If-None-Match names them
}

// answer executes an operation and gives its one answer.
func (h *Handler) answer(ctx context.Context, w http.ResponseWriter, params *graphql.RawParams, to *reply) {
	// A name is given only to an answer without errors, so that whoever knows it has had one.
	if known := named(to.known, to.tag); known != "" {
		keep(w, known)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	status := http.StatusOK
	allow := func(op *graphql.OperationContext) error {
		switch kind := op.Operation.Operation; {
		case kind == ast.Subscription:
			return problem.BadInput("query", "a subscription is answered more than once: accept %s, or use a WebSocket", mediaEvents)
		case kind == ast.Mutation && to.get:
			status = http.StatusMethodNotAllowed
			w.Header().Set("Allow", "POST")
			return problem.BadInput("query", "a mutation cannot be sent by GET: use POST")
		}
		if h.Keep != nil && !h.Keep(op) {
			to.tag = ""
		}
		return nil
	}
	var given *graphql.Response
	refused := h.execute(ctx, params, allow, func(a *graphql.Response) bool { given = a; return false })
	if given == nil && refused == nil {
		refused = h.refusal(ctx, &problem.Error{Code: problem.Unavailable, Message: "the request ended before its answer"})
	}
	if refused != nil {
		given = refused
		if status == http.StatusOK {
			status = refusedStatus(refused, to.media)
		}
	}
	if to.tag != "" && status == http.StatusOK && len(given.Errors) == 0 {
		keep(w, to.tag)
	}
	h.write(w, to.media, status, given)
}

// refusedStatus is the status of an operation that did not begin. As application/json such an answer has been 200 ever
// since; clients that speak the later type know what 400 means. Whoever is to come back later is told so in both.
func refusedStatus(answer *graphql.Response, media string) int {
	for _, e := range answer.Errors {
		p, ok := errors.AsType[*problem.Error](e)
		switch {
		case !ok:
		case p.Code == problem.RateLimited:
			return http.StatusTooManyRequests
		case p.Code == problem.Unavailable:
			return http.StatusServiceUnavailable
		case p.Code == problem.PersistedAbsent:
			return http.StatusOK // a step of the protocol, which its clients look for in an answer that went well
		}
	}
	if media == mediaResponse {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// write gives an answer.
func (h *Handler) write(w http.ResponseWriter, media string, status int, answer *graphql.Response) {
	if wait := retryAfter(answer); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	}
	body, err := pieces(answer)
	if err != nil {
		panic(err) // recovered above, and told as a fault of ours
	}
	var size int64
	for _, piece := range body {
		size += int64(len(piece))
	}
	// What slow readers have not taken yet is memory that nobody else can have.
	if !h.carry(size) {
		h.crowded(w)
		return
	}
	defer h.unload(size)
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.FormatInt(size, 10))
	w.WriteHeader(status)
	for _, piece := range body {
		if _, err := w.Write(piece); err != nil {
			return // the client has gone
		}
	}
}

// smallBody is the size of a body that is not worth counting.
const smallBody = 64 << 10

// carry takes room for bytes that are on their way, in or out, until unload; it tells whether there was any. What is alone
// always has room.
func (h *Handler) carry(n int64) bool {
	if all := h.transit.Add(n); h.Transit > 0 && all > max(h.Transit, n) {
		h.transit.Add(-n)
		return false
	}
	return true
}

func (h *Handler) unload(n int64) { h.transit.Add(-n) }

// crowded answers in place of an answer that there is no room for.
func (h *Handler) crowded(w http.ResponseWriter) {
	w.Header().Del("ETag")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Retry-After", "1")
	w.Header().Set("Content-Type", mediaJSON+"; charset=utf-8")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = io.WriteString(w, `{"errors":[{"message":"many large answers are being sent: try again in a moment","extensions":{"code":"UNAVAILABLE","limit":"max-transit"}}]}`)
}

// refuse answers a request that is no GraphQL request, or one that comes at a bad time.
func (h *Handler) refuse(ctx context.Context, w http.ResponseWriter, media string, status int, err error) {
	h.write(w, media, status, h.refusal(ctx, err))
}

// tag names the answer to a request by what it is made from.
func (h *Handler) tag(ctx context.Context, r *http.Request, media string) string {
	if h.Tag == nil {
		return ""
	}
	state := h.Tag(ctx)
	if state == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(state + "\x00" + media + "\x00" + r.URL.RawQuery))
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// keep lets anyone keep an answer for a while.
func keep(w http.ResponseWriter, tag string) {
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "public, max-age="+strconv.Itoa(int(maxAge.Seconds())))
}

// named gives the name by which an If-None-Match header knows the answer with a tag, "" when it does not. The comparison
// is the weak one (RFC 9110, section 13.1.2). A tag may have grown by a suffix, «-gzip», where the answer was compressed.
func named(header, tag string) string {
	if tag == "" {
		return ""
	}
	for part := range strings.SplitSeq(header, ",") {
		given := strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if bare, _, compressed := strings.Cut(given, "-"); given == tag || (compressed && bare+`"` == tag) {
			return given
		}
	}
	return ""
}

// methods are those that the endpoint answers to.
const methods = "GET, HEAD, POST, OPTIONS"
