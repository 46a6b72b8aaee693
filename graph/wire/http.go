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
	raw, status, err := h.read(w, r)
	if err != nil {
		h.refuse(ctx, w, plain, status, err)
		return
	}
	to := &reply{media: media, get: r.Method != http.MethodPost, known: r.Header.Get("If-None-Match")}
	if media != mediaEvents {
		if h.name(ctx, to, raw); h.again(w, to) {
			return
		}
	}
	request, err := h.parse(raw, to.get)
	if err != nil {
		h.refuse(ctx, w, plain, http.StatusBadRequest, err)
		return
	}
	request.Headers = r.Header
	switch {
	case media == mediaEvents:
		h.stream(ctx, w, func() { h.events(WithTransport(ctx, "sse"), w, request) })
	case to.get:
		h.answer(WithTransport(ctx, "get"), w, request, to)
	default:
		h.answer(WithTransport(ctx, "post"), w, request, to)
	}
}

// request is what a client asks, with how far reading it has come.
type request struct {
	Query         *string
	OperationName *string
	Variables     json.RawMessage
	Extensions    json.RawMessage
}

// read gives what a client sent: the body of a POST, the parameters of a GET. Or why that cannot be taken, and with which
// status to say so.
func (h *Handler) read(w http.ResponseWriter, r *http.Request) ([]byte, int, error) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return []byte(r.URL.RawQuery), 0, nil
	case http.MethodPost:
		return h.readBody(w, r)
	}
	w.Header().Set("Allow", methods)
	return nil, http.StatusMethodNotAllowed, problem.BadInput("", "the method %.20s is not allowed: use POST, or GET for queries", r.Method)
}

// parse gives what a client asks.
func (h *Handler) parse(raw []byte, get bool) (*graphql.RawParams, error) {
	start := graphql.Now()
	read := readJSON
	if get {
		read = readParameters
	}
	asked, err := read(raw)
	if err != nil {
		return nil, err
	}
	params, err := asked.params(h.Variables)
	if err != nil {
		return nil, err
	}
	params.ReadTime = graphql.TraceTiming{Start: start, End: graphql.Now()}
	return params, nil
}

func readParameters(raw []byte) (*request, error) {
	var asked request
	query, err := url.ParseQuery(string(raw))
	if text, _ := url.QueryUnescape(string(raw)); err != nil || !utf8.ValidString(text) {
		return nil, problem.BadInput("", "the parameters of the address cannot be read")
	}
	for name, to := range map[string]*json.RawMessage{"variables": &asked.Variables, "extensions": &asked.Extensions} {
		*to = json.RawMessage(query.Get(name))
	}
	for name, to := range map[string]**string{"query": &asked.Query, "operationName": &asked.OperationName} {
		if text := query.Get(name); text != "" {
			*to = &text
		}
	}
	return &asked, nil
}

func readJSON(body []byte) (*request, error) {
	var asked request
	if !utf8.Valid(body) {
		return nil, problem.BadInput("", "the body is not UTF-8")
	}
	const shape = "the body is not what it must be: a JSON object with query (text), and if need be operationName (text), variables and extensions (objects)"
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' || json.Unmarshal(body, &asked) != nil {
		return nil, problem.BadInput("", shape)
	}
	return &asked, nil
}

// readBody reads the body of a POST.
func (h *Handler) readBody(w http.ResponseWriter, r *http.Request) ([]byte, int, error) {
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := parameters["charset"]; err != nil || media != mediaJSON || (charset != "" && !strings.EqualFold(charset, "utf-8")) {
		return nil, http.StatusUnsupportedMediaType, problem.BadInput("Content-Type", "%.60q is not taken: send %s, in UTF-8", r.Header.Get("Content-Type"), mediaJSON)
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, http.StatusUnsupportedMediaType, problem.BadInput("Content-Encoding", "compressed bodies are not taken: %.20q", encoding)
	}
	size := r.ContentLength
	if h.MaxBody > 0 && (size < 0 || size > h.MaxBody) {
		size = h.MaxBody
	}
	if size > smallBody {
		if !h.carry(2 * size) { // as it comes, and as its parts
			return nil, http.StatusServiceUnavailable, &problem.Error{
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
		return nil, http.StatusRequestEntityTooLarge, &problem.Error{
			Code: problem.BadUserInput, Limit: "max-body",
			Message: "the body is longer than the " + strconv.FormatInt(tooLarge.Limit, 10) + " bytes that are allowed",
		}
	}
	if err != nil {
		return nil, http.StatusBadRequest, problem.BadInput("", "the body ended before it was whole")
	}
	return body, 0, nil
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
	known string // the answers that the client has, as If-None-Match names them
	state string // what the answer is made from
	name  string // of the answer; empty when it must not be kept
}

// name names the answer to what a client sent, by that and by what it is made from.
func (h *Handler) name(ctx context.Context, to *reply, raw []byte) {
	if h.Tag == nil || (!to.get && h.Answers == nil) {
		return
	}
	if to.state = h.Tag(ctx); to.state == "" {
		return
	}
	digest := sha256.New()
	_, _ = fmt.Fprintf(digest, "%t\x00%s\x00%s\x00", to.get, to.media, to.state) // a digest takes everything
	_, _ = digest.Write(raw)
	to.name = hex.EncodeToString(digest.Sum(nil)[:16])
}

// again answers with what has been answered before: that the client has it already, or an answer that is kept. A name is
// given only to an answer without errors, so that whoever knows it has had one.
func (h *Handler) again(w http.ResponseWriter, to *reply) bool {
	if to.name == "" {
		return false
	}
	if known := named(to.known, `"`+to.name+`"`); known != "" && to.get {
		keep(w, known)
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	if h.Answers == nil {
		return false
	}
	body, found := h.Answers.Get(context.Background(), to.name)
	if found {
		if to.get {
			keep(w, `"`+to.name+`"`)
		}
		h.send(w, to.media, http.StatusOK, [][]byte{body})
	}
	return found
}

// answer executes an operation and gives its one answer.
func (h *Handler) answer(ctx context.Context, w http.ResponseWriter, params *graphql.RawParams, to *reply) {
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
		if op.Operation.Operation == ast.Mutation || (h.Keep != nil && !h.Keep(op)) {
			to.name = ""
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
	if to.name != "" && status == http.StatusOK && len(given.Errors) == 0 {
		if to.get {
			keep(w, `"`+to.name+`"`)
		}
		h.remember(ctx, to, given)
	}
	h.write(w, to.media, status, given)
}

// remember keeps an answer, if nothing was written while it was made.
func (h *Handler) remember(ctx context.Context, to *reply, answer *graphql.Response) {
	if h.Answers == nil || h.Tag(ctx) != to.state {
		return
	}
	if body, err := encode(answer); err == nil {
		h.Answers.Add(ctx, to.name, body)
	}
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
	h.send(w, media, status, body)
}

// send gives a body, if there is room for it.
func (h *Handler) send(w http.ResponseWriter, media string, status int, body [][]byte) {
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
