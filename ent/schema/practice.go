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

// The framework in practice: three relations that tie it to the actors, dated, sourced and visible like any other.

func practice(prefix vocab.Prefix) []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{prefix}}, recorded{}, sourced{}, evidenced{}, claim{}}
}

// FormUse says that a body, or a relationship, uses a form of collaboration.
type FormUse struct{ ent.Schema }

// Mixin of FormUse.
func (FormUse) Mixin() []ent.Mixin { return practice(vocab.PrefixFormUse) }

// Fields of FormUse. The sort keys repeat the names of the ends.
func (FormUse) Fields() []ent.Field {
	return []ent.Field{
		field.String("form_id").GoType(vocab.ID("")).Immutable(),
		field.String("actor_id").GoType(vocab.ID("")).Immutable(), // the body; of a relationship its `to` end
		field.String("relationship_id").GoType(vocab.ID("")).Optional().Nillable().Immutable(),
		field.String("actor_sort").Annotations(entgql.OrderField("ACTOR_NAME")),
		field.String("form_sort").Annotations(entgql.OrderField("FORM_NAME")),
	}
}

// Edges of FormUse.
func (FormUse) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("form", CollaborationForm.Type).Ref("uses").Field("form_id").Unique().Required().Immutable(),
		edge.From("actor", Actor.Type).Ref("form_uses").Field("actor_id").Unique().Required().Immutable(),
		edge.To("relationship", Relationship.Type).Field("relationship_id").Unique().Immutable(),
	}
}

// Indexes of FormUse, each with the query it serves.
func (FormUse) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("form_id", "actor_sort", "id"), // form { uses }
		index.Fields("actor_id", "form_sort", "id"), // actor { formUses }
	}
}

// Annotations of FormUse.
func (FormUse) Annotations() []schema.Annotation { return connection() }

// RoleTaken says that an actor takes a role of the IT function, where known in which relationship.
type RoleTaken struct{ ent.Schema }

// Mixin of RoleTaken.
func (RoleTaken) Mixin() []ent.Mixin { return practice(vocab.PrefixRoleTaken) }

// Fields of RoleTaken. The sort keys repeat the names of the ends.
func (RoleTaken) Fields() []ent.Field {
	return []ent.Field{
		field.String("role_id").GoType(vocab.ID("")).Immutable(),
		field.String("actor_id").GoType(vocab.ID("")).Immutable(),
		field.String("relationship_id").GoType(vocab.ID("")).Optional().Nillable().Immutable(),
		field.String("actor_sort").Annotations(entgql.OrderField("ACTOR_NAME")),
		field.String("role_sort").Annotations(entgql.OrderField("ROLE_NAME")),
	}
}

// Edges of RoleTaken.
func (RoleTaken) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("role", Role.Type).Ref("taken").Field("role_id").Unique().Required().Immutable(),
		edge.From("actor", Actor.Type).Ref("roles_taken").Field("actor_id").Unique().Required().Immutable(),
		edge.To("relationship", Relationship.Type).Field("relationship_id").Unique().Immutable(),
	}
}

// Indexes of RoleTaken, each with the query it serves.
func (RoleTaken) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("role_id", "actor_sort", "id"), // role { taken }
		index.Fields("actor_id", "role_sort", "id"), // actor { rolesTaken }
	}
}

// Annotations of RoleTaken.
func (RoleTaken) Annotations() []schema.Annotation { return connection() }

// ObstacleMet says that an actor met an obstacle, where known in which relationship, and how it was handled there.
type ObstacleMet struct{ ent.Schema }

// Mixin of ObstacleMet.
func (ObstacleMet) Mixin() []ent.Mixin { return practice(vocab.PrefixObstacleMet) }

// Fields of ObstacleMet. The sort keys repeat the names of the ends.
func (ObstacleMet) Fields() []ent.Field {
	return []ent.Field{
		field.String("obstacle_id").GoType(vocab.ID("")).Immutable(),
		field.String("actor_id").GoType(vocab.ID("")).Immutable(),
		field.String("relationship_id").GoType(vocab.ID("")).Optional().Nillable().Immutable(),
		field.String("handling_id").GoType(vocab.ID("")).Optional().Nillable(),
		field.Enum("outcome").GoType(vocab.Outcome("")),
		field.String("actor_sort").Annotations(entgql.OrderField("ACTOR_NAME")),
		field.String("obstacle_sort").Annotations(entgql.OrderField("OBSTACLE_NAME")),
	}
}

// Edges of ObstacleMet.
func (ObstacleMet) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("obstacle", Obstacle.Type).Ref("met").Field("obstacle_id").Unique().Required().Immutable(),
		edge.From("actor", Actor.Type).Ref("obstacles_met").Field("actor_id").Unique().Required().Immutable(),
		edge.To("relationship", Relationship.Type).Field("relationship_id").Unique().Immutable(),
		edge.From("handling", Handling.Type).Ref("met").Field("handling_id").Unique(),
	}
}

// Indexes of ObstacleMet, each with the query it serves.
func (ObstacleMet) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("obstacle_id", "actor_sort", "id"), // obstacle { met }
		index.Fields("actor_id", "obstacle_sort", "id"), // actor { obstaclesMet }
		index.Fields("handling_id", "actor_sort", "id"), // handling { met }
	}
}

// Annotations of ObstacleMet.
func (ObstacleMet) Annotations() []schema.Annotation { return connection() }
