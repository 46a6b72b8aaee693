package schema

import (
	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"kommungraf/internal/vocab"
)

// RelationshipEnd is a relationship as one of its two actors sees it: a database view with two rows for each
// relationship, and two more for a membership, so that both directions, members and memberships are each one list with
// one order and one page. The API calls it ActorRelationship.
type RelationshipEnd struct{ ent.Schema }

// Mixin of RelationshipEnd.
func (RelationshipEnd) Mixin() []ent.Mixin { return []ent.Mixin{claim{}} }

// Fields of RelationshipEnd. Exactly one of actor_id, group_id and member_id is set: it says in which list the row is.
func (RelationshipEnd) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(vocab.ID("")), // the relationship's id and a letter for the list
		field.Enum("direction").GoType(vocab.Direction("")).Annotations(entgql.OrderField("DIRECTION")),
		field.Enum("type").GoType(vocab.RelationshipType("")).Annotations(entgql.OrderField("TYPE")),
		field.String("label").GoType(vocab.RelationshipLabel("")), // the type and the direction in one
		field.String("actor_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("group_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("member_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.String("other_id").GoType(vocab.ID("")),
		field.String("other_sort").Annotations(entgql.OrderField("OTHER_NAME")),
		field.String("relationship_id").GoType(vocab.ID("")),
		field.Enum("confidence").GoType(vocab.Confidence("")),
	}
}

// Edges of RelationshipEnd.
func (RelationshipEnd) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("actor", Actor.Type).Ref("relationships").Field("actor_id").Unique(),
		edge.From("group", Actor.Type).Ref("members").Field("group_id").Unique(),
		edge.From("member", Actor.Type).Ref("member_of").Field("member_id").Unique(),
		edge.To("other", Actor.Type).Field("other_id").Unique().Required(),
		edge.To("relationship", Relationship.Type).Field("relationship_id").Unique().Required(),
	}
}

// Annotations of RelationshipEnd.
func (RelationshipEnd) Annotations() []schema.Annotation {
	return append(append(connection(), view("relationship_ends")...), entgql.Implements("ActorRelationship")) // as the API calls it, for fragments
}
