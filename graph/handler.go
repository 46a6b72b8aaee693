package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"

	"kommungraf/graph/wire"
	"kommungraf/internal/policy"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// Options of the API.
type Options struct {
	Log           *slog.Logger
	Watch         Watcher // nil: nobody watches
	Introspection bool    // whether clients may ask for the schema
	Limits        Limits
	Wire          WireLimits
	Speed         Speed
	Stopping      <-chan struct{} // closed when the server stops: what lasts ends
	// View is how a request looks at the knowledge base: nil for anyone, as of today.
	View func(context.Context) store.View
}

// Speed is what makes answers quick without changing them. Each is a setting of the server, so that it can be switched off.
type Speed struct {
	FastReads     bool `default:"true" negatable:"" help:"Answer plain reads by compiled statements."`
	KeptAnswers   int  `default:"33554432" help:"Bytes of whole answers that are kept until something is written; 0 keeps none."`
	KeptFragments int  `default:"16777216" help:"Bytes of pieces of answers that are kept until something is written; 0 keeps none."`
	KeptCounts    bool `default:"true" negatable:"" help:"Keep the counts of the knowledge base until something is written."`
}

// WireLimits is what the transports may be asked for. Each is a setting of the server. Zero means no limit where nothing
// else is said.
type WireLimits struct {
	Concurrent     int           `name:"max-concurrent" default:"0" help:"Operations that run at once; 0 stands for two for each processor, at least four."`
	Waiting        int           `name:"max-waiting" default:"200" help:"Operations that may wait for their turn; more are turned away, and 0 lets none wait."`
	Wait           time.Duration `name:"max-wait" default:"2s" help:"Time that an operation may wait for its turn; 0 is none."`
	Streams        int           `name:"max-streams" default:"1000" help:"Event streams and WebSocket connections at once."`
	Keepalive      time.Duration `name:"stream-ping" default:"15s" help:"Time between signs of life on a stream; a WebSocket without an answer to one is closed. 0 is none, but 15s on a WebSocket."`
	StreamWrite    time.Duration `name:"stream-write-timeout" default:"10s" help:"Time that a reader of a stream may take for one message; 0 is no limit, but 10s on a WebSocket."`
	WebsocketInit  time.Duration `name:"websocket-init-timeout" default:"3s" help:"Time that a WebSocket may take to begin; 0 stands for 3s."`
	WebsocketOps   int           `name:"websocket-operations" default:"20" help:"Operations at once on one WebSocket; 0 stands for 20."`
	WebsocketBytes int64         `name:"websocket-message" default:"262144" help:"Bytes of a message on a WebSocket; 0 stands for 262144."`
	MaxVariables   int           `name:"max-variables" default:"65536" help:"Bytes of the variables of a request, and of its extensions."`
	MaxTransit     int64         `name:"max-transit" default:"50331648" help:"Bytes of large requests and of answers that are on their way, all together; what does not fit is turned away."`
	MaxBody        int64         `name:"max-body" default:"1048576" help:"Bytes of the body of a request."`
}

// Handler serves the API over HTTP, as single answers, event streams and WebSocket connections.
func Handler(s *store.Store, o Options) http.Handler {
	if o.View == nil {
		o.View = func(context.Context) store.View { return store.View{AsOf: vocab.DateOf(s.Now())} }
	}
	if o.Watch == nil {
		o.Watch = nobody{}
	}
	schema := NewExecutableSchema(Config{Resolvers: &Resolver{Store: s}})
	exec := executor.New(schema)
	exec.SetQueryCache(newDocuments(o.Watch))
	exec.SetParserTokenLimit(o.Limits.Tokens)
	p := presenter{o.Log, o.Watch, o.Limits}
	exec.SetErrorPresenter(p.present)
	exec.SetRecoverFunc(p.recovered)
	if o.Introspection {
		exec.Use(extension.Introspection{})
	}
	exec.Use(checks{o.Limits})
	exec.Use(persisted{extension.AutomaticPersistedQuery{Cache: newPersisted(o.Watch)}})
	exec.AroundOperations(watched(o.Watch))
	exec.AroundResponses(bounded(o.Limits))
	exec.AroundRootFields(looking(o.View))
	if o.Speed.FastReads {
		exec.AroundRootFields(newPlans(s, schema.Schema(), o.Watch).answer)
	}
	exec.AroundRootFields(loadable)

	var gate *wire.Gate
	if o.Wire.Concurrent > 0 {
		gate = wire.NewGate(o.Wire.Concurrent, o.Wire.Waiting, o.Wire.Wait)
	}
	return wire.New(exec, p.recovered, wire.Options{
		MaxBody: o.Wire.MaxBody, Variables: o.Wire.MaxVariables, Transit: o.Wire.MaxTransit, Operation: o.Limits.Operation, Errors: o.Limits.Errors, Gate: gate,
		Streams: o.Wire.Streams, Keepalive: o.Wire.Keepalive, Write: o.Wire.StreamWrite, Stopping: o.Stopping,
		Websocket: wire.Websocket{
			InitTimeout: o.Wire.WebsocketInit, MaxOperations: o.Wire.WebsocketOps, MaxMessage: o.Wire.WebsocketBytes,
		},
		Tag: tags(s, o), Keep: keepable, Answers: newAnswers(o.Speed.KeptAnswers, o.Watch),
	})
}

// contractTag names this contract: an answer of another one is another answer.
var contractTag = func() string {
	sum := sha256.Sum256(Schema())
	return hex.EncodeToString(sum[:8])
}()

// tags names the state that answers are made from: the contract, the revision, who looks and on which day. Only answers
// to anyone are kept by others.
func tags(s *store.Store, o Options) func(context.Context) string {
	return func(ctx context.Context) string {
		v := o.View(ctx)
		if v.Class != "" && v.Class != policy.Anonymous {
			return ""
		}
		revision, err := s.Latest(ctx)
		if err != nil {
			return "" // the operation will tell what is wrong
		}
		return contractTag + " " + strconv.Itoa(revision) + " " + string(v.AsOf) + " " + strconv.FormatBool(o.Introspection)
	}
}

// keepable tells whether an answer is the same for everyone: all are but the one to who asks how much they may ask.
func keepable(op *graphql.OperationContext) bool {
	for _, f := range flatten(op.Operation.SelectionSet) {
		if f.Name == "rateLimit" {
			return false
		}
	}
	return true
}

// looking sets how everything beneath a root field looks at the knowledge base, once for the whole tree: on the day that
// the field's asOf names, or on that of the view.
func looking(view func(context.Context) store.View) graphql.RootFieldMiddleware {
	return func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		v := view(ctx)
		field := graphql.GetRootFieldContext(ctx).Field
		if given := field.Arguments.ForName("asOf"); given != nil { // one that cannot be read is refused with the arguments
			text, _ := given.Value.Value(graphql.GetOperationContext(ctx).Variables)
			asOf, _ := text.(string)
			if day, err := vocab.ParseDate(asOf); err == nil {
				v.AsOf = day
			}
		}
		return next(store.WithView(ctx, v))
	}
}

// bounded lets an answer hold so many errors only, and tells what the operation costs.
func bounded(limits Limits) graphql.ResponseMiddleware {
	return func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		answer := next(ctx)
		if answer == nil {
			return nil
		}
		if n := len(answer.Errors) - limits.Errors; limits.Errors > 0 && n > 0 {
			answer.Errors = answer.Errors[:limits.Errors]
			wire.Omit(answer, n)
		}
		if !graphql.HasOperationContext(ctx) {
			return answer
		}
		if requested, ok := graphql.GetOperationContext(ctx).Stats.GetExtension(costExtension).(int); ok && limits.Cost > 0 {
			if answer.Extensions == nil {
				answer.Extensions = map[string]any{}
			}
			answer.Extensions[costExtension] = map[string]int{"requested": requested, "max": limits.Cost}
		}
		return answer
	}
}
