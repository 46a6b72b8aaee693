package graph

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// Limits of a request. Within them validation is quick.
const (
	maxTokens     = 2_000 // of a document; the lexer stops there
	keptDocuments = 1_000 // parsed and validated once
)

// Options of the API.
type Options struct {
	Log           *slog.Logger
	Introspection bool // whether clients may ask for the schema
}

// Handler serves the API over HTTP: POST, and GET for queries.
func Handler(s *store.Store, o Options) http.Handler {
	srv := handler.New(NewExecutableSchema(Config{Resolvers: &Resolver{Store: s}}))
	srv.AddTransport(transport.Options{})
	srv.AddTransport(get{})
	srv.AddTransport(transport.POST{})
	srv.SetQueryCache(documents{lru.New[*ast.QueryDocument](keptDocuments)})
	srv.SetParserTokenLimit(maxTokens)
	if o.Introspection {
		srv.Use(extension.Introspection{})
	}
	srv.Use(checks{})
	srv.AroundRootFields(view(s))
	p := presenter{o.Log}
	srv.SetErrorPresenter(p.present)
	srv.SetRecoverFunc(p.recovered)
	return srv
}

// get is GET with refusals that have a code: what cannot be read of the address is refused as a body would be.
type get struct{ transport.GET }

// Do reads the address before it is acted on.
func (g get) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	for _, name := range []string{"variables", "extensions"} {
		var object map[string]any
		if text := query.Get(name); err == nil && text != "" {
			err = json.Unmarshal([]byte(text), &object)
		}
	}
	if err == nil {
		g.GET.Do(w, r, exec)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(exec.DispatchError(r.Context(), gqlerror.List{gqlerror.WrapIfUnwrapped(err)})) // the client may be gone
}

// view sets how everything beneath a root field looks at the knowledge base, once for the whole tree: as anyone, on the
// day that the field's asOf names, or today.
func view(s *store.Store) graphql.RootFieldMiddleware {
	return func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		v := store.View{AsOf: vocab.DateOf(s.Now())}
		field := graphql.GetRootFieldContext(ctx).Field
		if asOf, ok := field.ArgumentMap(graphql.GetOperationContext(ctx).Variables)["asOf"].(string); ok {
			if day, err := vocab.ParseDate(asOf); err == nil { // one that cannot be read is refused with the arguments
				v.AsOf = day
			}
		}
		return next(store.WithView(ctx, v))
	}
}

// Schema is the API's contract in the schema definition language, all topics in one.
func Schema() []byte { return schemaText }
