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

// Relationship is a dated, sourced claim that one actor stands in a relation to another.
type Relationship struct{ ent.Schema }

// Mixin of Relationship.
func (Relationship) Mixin() []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{vocab.PrefixRelationship}}, recorded{}, sourced{}, evidenced{}, claim{}}
}

// Fields of Relationship. The two sort keys repeat the name_sort of the ends, so that a list is ordered without a join.
func (Relationship) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("type").GoType(vocab.RelationshipType("")).Immutable().
			Annotations(entgql.MapsTo("type", "label", "inverseLabel"), entgql.OrderField("TYPE")),
		field.String("from_id").GoType(vocab.ID("")).Immutable(),
		field.String("to_id").GoType(vocab.ID("")).Immutable(),
		field.String("agreement_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("from_sort").Annotations(entgql.OrderField("FROM_NAME")),
		field.String("to_sort").Annotations(entgql.OrderField("TO_NAME")),
	}
}

// Edges of Relationship.
func (Relationship) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("from", Actor.Type).Field("from_id").Unique().Required().Immutable(),
		edge.To("to", Actor.Type).Field("to_id").Unique().Required().Immutable(),
		edge.From("agreement", Agreement.Type).Ref("relationships").Field("agreement_id").Unique(),
	}
}

// Indexes of Relationship, each with the query it serves.
func (Relationship) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("from_id", "type"),               // actor { relationships(where: {direction: OUT, type}) }, memberOf
		index.Fields("to_id", "type"),                 // actor { relationships(where: {direction: IN, type}) }, members
		index.Fields("type", "id"),                    // relationships(where: {type})
		index.Fields("agreement_id", "to_sort", "id"), // agreement { relationships }
	}
}

// Annotations of Relationship.
func (Relationship) Annotations() []schema.Annotation {
	return append(connection(), entgql.Implements("Relation"))
}
