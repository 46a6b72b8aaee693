// Package graph is the GraphQL edge: it translates requests into calls of package store, and answers and errors back.
package graph

import "kommungraf/internal/store"

//go:generate go tool gqlgen generate
//go:generate go tool -modfile=../tools.mod gofumpt -w .

// Resolver is what the resolvers work with.
type Resolver struct {
	Store *store.Store
}
