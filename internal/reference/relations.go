package reference

import (
	"fmt"
	"strconv"

	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// relation reads a row of relationships.csv as one of the three kinds of relations.
func (r *reader) relation(row row) error {
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
	c, err := r.claim(row)
	if err != nil {
		return err
	}
	c.note = row.english("note")
	if c.from, err = row.date("valid_from"); err != nil {
		return err
	}
	if c.to, err = row.date("valid_to"); err != nil {
		return err
	}
	if c.to != nil {
		c.ending = vocab.Ended
	}
	r.relate(t, from, to, c)
	return nil
}

// everyone makes the memberships of an association whose members are written as *.
func (r *reader) everyone(row row) error {
	if row.text("member_codes") != "*" {
		return nil
	}
	association, err := r.find("key", "association", row.text("key"))
	if err != nil {
		return err
	}
	c, err := r.claim(row)
	if err != nil {
		return err
	}
	memberOf, _ := vocab.FindReferenceType("member_of", "association")
	for _, a := range r.actors {
		if a.Row.Kind == vocab.Municipality || a.Row.Kind == vocab.Region {
			r.relate(memberOf, a.Row.ID, association, c)
		}
	}
	return nil
}

// claim is what a row says beside its type and its ends.
type claim struct {
	sources    []store.Citation
	confidence vocab.Confidence
	from, to   *vocab.PartialDate
	ending     vocab.Ending
	note       *vocab.Text
	place      string
}

func (r *reader) claim(row row) (c claim, err error) {
	c.place = row.place()
	c.ending = vocab.EndUnknown // a missing end is not the same as still going on
	if c.sources, err = r.citations(row); err != nil {
		return c, err
	}
	c.confidence, err = row.confidence()
	return c, err
}

// relate adds a relation. Its id comes from the type and the ends, and from how many such relations stood before it:
// not from its dates, so that a date that becomes known later changes the relation instead of making another.
func (r *reader) relate(t vocab.ReferenceType, from, to vocab.ID, c claim) {
	if t.Spec().Symmetric && from > to {
		from, to = to, from
	}
	key := []string{t.Code, string(from), string(to)}
	name := fmt.Sprint(t.Entity, key)
	if n := r.seen[name]; n > 0 {
		key = append(key, strconv.Itoa(n))
	}
	r.seen[name]++
	switch t.Entity {
	case vocab.EntityRelationship:
		r.relationships = append(r.relationships, store.Cited[db.Relationship]{Sources: c.sources, Place: c.place, Row: &db.Relationship{
			ID: vocab.DerivedID(vocab.PrefixRelationship, origin, key...), Type: vocab.RelationshipType(t.Code), FromID: from, ToID: to,
			ValidFrom: c.from, ValidTo: c.to, Ending: c.ending, Note: c.note, Confidence: c.confidence,
			Status: vocab.Asserted, Visibility: vocab.Public,
		}})
	case vocab.EntityInvolvement:
		r.involvements = append(r.involvements, store.Cited[db.Involvement]{Sources: c.sources, Place: c.place, Row: &db.Involvement{
			ID: vocab.DerivedID(vocab.PrefixInvolvement, origin, key...), Type: vocab.InvolvementType(t.Code), ActorID: from, SolutionID: to,
			ValidFrom: c.from, ValidTo: c.to, Ending: c.ending, Note: c.note, Confidence: c.confidence,
			Status: vocab.Asserted, Visibility: vocab.Public,
		}})
	case vocab.EntitySolutionLink:
		r.links = append(r.links, store.Cited[db.SolutionLink]{Sources: c.sources, Place: c.place, Row: &db.SolutionLink{
			ID: vocab.DerivedID(vocab.PrefixSolutionLink, origin, key...), Type: vocab.SolutionLinkType(t.Code), FromID: from, ToID: to,
			ValidFrom: c.from, ValidTo: c.to, Ending: c.ending, Note: c.note, Confidence: c.confidence,
			Status: vocab.Asserted, Visibility: vocab.Public,
		}})
	}
}
