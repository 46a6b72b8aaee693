package reference

import (
	"fmt"
	"strconv"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// agreements is the part of the reference data that says who has agreed on what.
type agreements struct {
	agreements []store.Cited[db.Agreement]
	parties    []store.Cited[db.AgreementParty]
}

func (r *reader) agreement(row row) error {
	c, err := r.claim(row)
	if err != nil {
		return err
	}
	key := row.text("key")
	x := &db.Agreement{
		ID: vocab.DerivedID(vocab.PrefixAgreement, origin, key), Slug: key, Name: row.text("name"),
		Number: row.optional("number"), Area: row.optional("area"), URL: optional(vocab.URL(row.text("url"))), Note: row.prose("note"),
		Ending: c.ending, Confidence: c.confidence, Status: vocab.Asserted, Visibility: vocab.Public,
	}
	if x.Kind, err = enum[vocab.AgreementKind]("kind", row.text("kind")); err != nil {
		return err
	}
	if x.ValidFrom, err = row.date("valid_from"); err != nil {
		return err
	}
	if x.ValidTo, err = row.date("valid_to"); err != nil {
		return err
	}
	if x.ValidTo != nil {
		x.Ending = vocab.Ended
	}
	if x.ExtendableTo, err = row.date("extendable_to"); err != nil {
		return err
	}
	return r.place("agreement", key, x.ID, func() {
		r.agreements.agreements = append(r.agreements.agreements, store.Cited[db.Agreement]{Row: x, Sources: c.sources, Place: row.place()})
	})
}

// agreementParty reads a party. Its id comes from the agreement, the role and who it is, and from how many such parties
// stood before it, as those of relations do.
func (r *reader) agreementParty(row row) error {
	c, err := r.claim(row)
	if err != nil {
		return err
	}
	x := &db.AgreementParty{
		Lots: row.list("lots"), Condition: row.prose("condition"), Confidence: c.confidence, Status: vocab.Asserted,
	}
	if x.AgreementID, err = r.find("agreement_key", "agreement", row.text("agreement_key")); err != nil {
		return err
	}
	if x.Role, err = enum[vocab.AgreementRole]("role", row.text("role")); err != nil {
		return err
	}
	if x.MembersOf, err = row.yes("members_of"); err != nil {
		return err
	}
	if key := row.text("actor_key"); key != "" {
		actor, err := r.find("actor_key", row.text("actor_kind"), key)
		if err != nil {
			return err
		}
		x.ActorID = &actor
	}
	if word := row.text("whole_kind"); word != "" {
		kind, err := enum[vocab.ActorKind]("whole_kind", word)
		if err != nil {
			return err
		}
		x.Kind = &kind
	}
	if x.ValidFrom, err = row.date("valid_from"); err != nil {
		return err
	}
	if x.ValidTo, err = row.date("valid_to"); err != nil {
		return err
	}
	x.ID = r.partyID(x, row)
	r.parties = append(r.parties, store.Cited[db.AgreementParty]{Row: x, Sources: c.sources, Place: row.place()})
	return nil
}

func (r *reader) partyID(x *db.AgreementParty, row row) vocab.ID {
	key := []string{string(x.AgreementID), string(x.Role), row.text("actor_kind"), row.text("actor_key"), row.text("whole_kind"), row.text("members_of")}
	name := fmt.Sprint("party", key)
	if n := r.seen[name]; n > 0 {
		key = append(key, strconv.Itoa(n))
	}
	r.seen[name]++
	return vocab.DerivedID(vocab.PrefixAgreementParty, origin, key...)
}

// agreementRelation says of a row of relationships.csv which agreement it rests on.
func (r *reader) agreementRelation(row row) error {
	agreement, err := r.find("agreement_key", "agreement", row.text("agreement_key"))
	if err != nil {
		return err
	}
	from, err := r.find("from_key", row.text("from_kind"), row.text("from_key"))
	if err != nil {
		return err
	}
	to, err := r.find("to_key", row.text("to_kind"), row.text("to_key"))
	if err != nil {
		return err
	}
	t, ok := vocab.FindReferenceType(row.text("type"), row.text("to_kind"))
	if !ok {
		return fmt.Errorf("type: %q is no type of relation to a %s", row.text("type"), row.text("to_kind"))
	}
	if t.Reversed {
		from, to = to, from
	}
	if t.Spec().Symmetric && from > to {
		from, to = to, from
	}
	found := false
	for _, x := range r.relationships {
		if string(x.Row.Type) == t.Code && x.Row.FromID == from && x.Row.ToID == to && t.Entity == vocab.EntityRelationship {
			x.Row.AgreementID, found = &agreement, true
		}
	}
	for _, x := range r.involvements {
		if string(x.Row.Type) == t.Code && x.Row.ActorID == from && x.Row.SolutionID == to && t.Entity == vocab.EntityInvolvement {
			x.Row.AgreementID, found = &agreement, true
		}
	}
	if !found {
		return fmt.Errorf("type: relationships.csv has no such row")
	}
	return nil
}
