package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"kommungraf/internal/vocab"
)

// Identifier finds an actor by what a register calls it. It repeats Actor.identifiers in a form that can be looked up;
// package store writes both together.
type Identifier struct{ ent.Schema }

// Mixin of Identifier.
func (Identifier) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixIdentifier}}}
}

// Fields of Identifier.
func (Identifier) Fields() []ent.Field {
	return []ent.Field{
		field.String("scheme").NotEmpty(),
		field.String("value").NotEmpty(),
		field.String("actor_id").GoType(vocab.ID("")),
	}
}

// Edges of Identifier.
func (Identifier) Edges() []ent.Edge {
	return []ent.Edge{edge.To("actor", Actor.Type).Field("actor_id").Unique().Required()}
}

// Indexes of Identifier, each with the query it serves.
func (Identifier) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("scheme", "value").Unique(), // actor(identifier:)
		index.Fields("actor_id"),                 // rewriting an actor's identifiers
	}
}

// Annotations of Identifier.
func (Identifier) Annotations() []schema.Annotation {
	return []schema.Annotation{entgql.Skip(entgql.SkipAll)}
}
