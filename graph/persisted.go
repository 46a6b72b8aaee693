package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"kommungraf/internal/problem"
)

// persisted is automatic persisted queries: a client names a document by its SHA-256, and sends its text once.
type persisted struct {
	extension.AutomaticPersistedQuery
}

// MutateOperationParameters puts the document in the place of its hash. The words of the refusal for an unknown one are
// those that clients look for.
func (p persisted) MutateOperationParameters(ctx context.Context, request *graphql.RawParams) *gqlerror.Error {
	err := p.AutomaticPersistedQuery.MutateOperationParameters(ctx, request)
	switch {
	case err == nil:
		return nil
	case err.Extensions["code"] == string(problem.PersistedAbsent):
		return onPath(nil, &problem.Error{Code: problem.PersistedAbsent, Message: "PersistedQueryNotFound", Field: "extensions.persistedQuery"})
	}
	return onPath(nil, problem.BadInput("extensions.persistedQuery", "it is not of version 1, or its sha256Hash is not that of the query"))
}
