// Package schema holds the entities of the knowledge base, one in each file. The generator turns them into package db.
package schema

import (
	"fmt"

	"entgo.io/contrib/entgql"
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"entgo.io/ent/schema/mixin"

	"kommungraf/internal/vocab"
)

// identified gives an entity an id that tells its type. The writer in package store makes the ids.
type identified struct {
	mixin.Schema
	prefixes []vocab.Prefix
}

func (m identified) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").GoType(vocab.ID("")).Immutable().Validate(func(s string) error {
			id := vocab.ID(s)
			if err := id.Check(); err != nil {
				return err
			}
			for _, p := range m.prefixes {
				if id.Prefix() == p {
					return nil
				}
			}
			return fmt.Errorf("id %s does not begin with any of %v", id, m.prefixes)
		}),
	}
}

// recorded is the bookkeeping of a row that people or files bring in. All times are UTC, cut to microseconds, which is
// what both databases keep. Lists are ordered by revision, never by time: a time in a cursor loses its zone, and SQLite
// compares times as text.
type recorded struct{ mixin.Schema }

func (recorded) Indexes() []ent.Index {
	return []ent.Index{index.Fields("revision", "id")} // everything that changed since a revision
}

func (recorded) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("origin").GoType(vocab.Origin("")),
		field.Int("version"),                                             // 1 when created, one more with each change
		field.Int("revision").Annotations(entgql.OrderField("REVISION")), // the write that changed it last
		field.Time("recorded_at").Immutable(),
		field.Time("updated_at"),
	}
}

// sourced lets an entity name the sources that it rests on, and how sure we are. Citation holds the other half.
type sourced struct{ mixin.Schema }

func (sourced) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("confidence").GoType(vocab.Confidence("")),
	}
}

func (sourced) Edges() []ent.Edge {
	return []ent.Edge{edge.To("sources", Citation.Type)}
}

// claim is what every relation says beside its type and its two ends. A view of a relation carries the same columns, so
// that the guard of package store applies to both alike.
type claim struct{ mixin.Schema }

func (claim) Fields() []ent.Field {
	return []ent.Field{
		field.String("valid_from").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.String("valid_to").GoType(vocab.PartialDate("")).Optional().Nillable(),
		field.Enum("ending").GoType(vocab.Ending("")),
		// First and last day on which the relation may have held (vocab.Period.Span): what days are compared with.
		field.String("valid_first").GoType(vocab.Date("")).Annotations(entgql.OrderField("VALID_FROM")),
		field.String("valid_last").GoType(vocab.Date("")).Annotations(entgql.OrderField("VALID_TO")),
		field.JSON("note", &vocab.Text{}).Optional(),
		field.Enum("status").GoType(vocab.ClaimStatus("")),
		field.Enum("visibility").GoType(vocab.Visibility("")),
		field.String("review_by").GoType(vocab.Date("")).Optional().Nillable(),
	}
}

// connection makes an entity a Relay connection that can be ordered by several fields.
func connection() []schema.Annotation {
	return []schema.Annotation{entgql.RelayConnection(), entgql.MultiOrder()}
}

// view marks an entity that is a database view, written by hand in the migrations: it is read only.
func view(name string) []schema.Annotation {
	return []schema.Annotation{entsql.Annotation{Table: name}, isView{}}
}

type isView struct{}

// Name under which the generator's templates find the annotation.
func (isView) Name() string { return "View" }
