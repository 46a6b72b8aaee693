package store

import (
	"context"
	"fmt"

	"kommungraf/ent/db"
	"kommungraf/ent/db/citation"
	"kommungraf/ent/db/involvement"
	"kommungraf/ent/db/relationship"
	"kommungraf/ent/db/solutionlink"
	"kommungraf/internal/vocab"
)

// Ground is when a relation holds and what says so: what makes a bare line between two names a statement.
type Ground struct {
	From, To *vocab.PartialDate // as given; nil where not known
	Ending   vocab.Ending
	Source   string // the title of the most important one
}

// Grounds gives the grounds of relations of any kind that the reader may see, whenever they held.
func (s *Store) Grounds(ctx context.Context, ids []vocab.ID) (map[vocab.ID]Ground, error) {
	found := map[vocab.ID]Ground{}
	groups := map[vocab.Prefix][]vocab.ID{}
	for _, id := range ids {
		groups[id.Prefix()] = append(groups[id.Prefix()], id)
	}
	cited := func(q *db.CitationQuery) { q.Order(db.Asc(citation.FieldPosition)).WithSource() }
	add := func(id vocab.ID, from, to *vocab.PartialDate, ending vocab.Ending, sources []*db.Citation) {
		g := Ground{From: from, To: to, Ending: ending}
		if len(sources) > 0 && sources[0].Edges.Source != nil {
			g.Source = sources[0].Edges.Source.Title
		}
		found[id] = g
	}
	if ids := groups[vocab.PrefixRelationship]; len(ids) > 0 {
		rows, err := s.Client.Relationship.Query().Where(relationship.IDIn(ids...)).WithSources(cited).All(ctx)
		if err != nil {
			return nil, Explain(ctx, err)
		}
		for _, r := range rows {
			add(r.ID, r.ValidFrom, r.ValidTo, r.Ending, r.Edges.Sources)
		}
	}
	if ids := groups[vocab.PrefixInvolvement]; len(ids) > 0 {
		rows, err := s.Client.Involvement.Query().Where(involvement.IDIn(ids...), Whatever).WithSources(cited).All(ctx)
		if err != nil {
			return nil, Explain(ctx, err)
		}
		for _, r := range rows {
			add(r.ID, r.ValidFrom, r.ValidTo, r.Ending, r.Edges.Sources)
		}
	}
	if ids := groups[vocab.PrefixSolutionLink]; len(ids) > 0 {
		rows, err := s.Client.SolutionLink.Query().Where(solutionlink.IDIn(ids...)).WithSources(cited).All(ctx)
		if err != nil {
			return nil, Explain(ctx, err)
		}
		for _, r := range rows {
			add(r.ID, r.ValidFrom, r.ValidTo, r.Ending, r.Edges.Sources)
		}
	}
	return found, nil
}

// Sentence says a relation in words, with its time and its source.
func (g Ground) Sentence(from string, label vocab.Text, to string, lang vocab.Language) string {
	text := from + " " + label.In(lang) + " " + to
	if when := g.when().In(lang); when != "" {
		text += " " + when
	}
	if g.Source != "" {
		text += fmt.Sprintf(" (%s: %s)", vocab.Text{SV: "källa", EN: "source"}.In(lang), g.Source)
	}
	return text + "."
}

// when says a time. An end that is not known is not said to be none: «från» 2009, not «sedan».
func (g Ground) when() vocab.Text {
	switch {
	case g.From != nil && g.To != nil:
		return vocab.Text{SV: fmt.Sprintf("%s till %s", *g.From, *g.To), EN: fmt.Sprintf("from %s to %s", *g.From, *g.To)}
	case g.From != nil && g.Ending == vocab.Ongoing:
		return vocab.Text{SV: fmt.Sprintf("sedan %s", *g.From), EN: fmt.Sprintf("since %s", *g.From)}
	case g.From != nil:
		return vocab.Text{SV: fmt.Sprintf("från %s", *g.From), EN: fmt.Sprintf("from %s", *g.From)}
	case g.To != nil:
		return vocab.Text{SV: fmt.Sprintf("till %s", *g.To), EN: fmt.Sprintf("until %s", *g.To)}
	}
	return vocab.Text{}
}
