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

// reasoned is prose that is always our own reasoning. The generator does not know of it, so that asking for it loads the
// whole row, its confidence among it.
func reasoned(name string) ent.Field {
	return field.JSON(name, vocab.Text{}).Annotations(entgql.Skip(entgql.SkipType))
}

// knowledge is what every piece of the framework has: a slug and a name in two languages, with the keys by which names
// are found and ordered. Other things link to it as plain lists, in the order of their names (store.guard).
type knowledge struct{ mixin.Schema }

func (knowledge) Fields() []ent.Field {
	return []ent.Field{
		field.String("slug").NotEmpty().Unique(),
		field.JSON("name", vocab.Text{}),
		field.String("name_fold"),
		field.String("name_sort").Annotations(entgql.OrderField("NAME")),
		field.Bool("editorial"), // our own reasoning, without a published source
	}
}

func (knowledge) Indexes() []ent.Index {
	return []ent.Index{index.Fields("name_sort", "id")} // lists in the order of names
}

// framework is the set of mixins of a piece of the framework.
func framework(prefix vocab.Prefix) []ent.Mixin {
	return []ent.Mixin{identified{prefixes: []vocab.Prefix{prefix}}, recorded{}, sourced{}, evidenced{}, knowledge{}}
}

// evidenced lets evidence speak for or against an entity. EvidenceLink holds the other half; the counts and the newest
// date come with the row from whoever knows the evidence, so that the strength of a statement is shown without looking.
type evidenced struct{ mixin.Schema }

func (evidenced) Fields() []ent.Field {
	return []ent.Field{
		field.Int("evidence_for").Default(0),
		field.Int("evidence_against").Default(0),
		field.String("newest_evidence").GoType(vocab.PartialDate("")).Optional().Nillable(),
	}
}

func (evidenced) Edges() []ent.Edge {
	return []ent.Edge{edge.To("evidence", EvidenceLink.Type)}
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
