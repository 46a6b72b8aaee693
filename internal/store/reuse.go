package store

import (
	"context"

	"kommungraf/ent/db/collaborationform"
	"kommungraf/ent/db/involvement"
	"kommungraf/internal/problem"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// Similar finds the municipalities that are most like one. The errors of this and of the others are those of package
// reuse, and BAD_USER_INPUT for a solution where an actor is meant and the other way round.
func (s *Store) Similar(ctx context.Context, municipality vocab.ID, first int) (reuse.SimilarAnswer, error) {
	w, err := s.world(ctx)
	if err != nil {
		return reuse.SimilarAnswer{}, err
	}
	i, err := w.actor("municipality", municipality)
	if err != nil {
		return reuse.SimilarAnswer{}, err
	}
	return reuse.Similar(w, i, first)
}

// Suggest finds solutions that a municipality could take over. The beginnings of uses are given as the sources give them.
func (s *Store) Suggest(ctx context.Context, actor vocab.ID, area string, first int) (reuse.SuggestAnswer, error) {
	w, err := s.world(ctx)
	if err != nil {
		return reuse.SuggestAnswer{}, err
	}
	i, err := w.actor("actor", actor)
	if err != nil {
		return reuse.SuggestAnswer{}, err
	}
	answer, err := reuse.Suggest(w, i, area, first)
	if err != nil {
		return answer, err
	}
	return answer, Explain(ctx, s.beginAsGiven(ctx, &answer))
}

// beginAsGiven puts dates as they were given in place of first days: the graph in memory knows only the days that a
// relation may have held.
func (s *Store) beginAsGiven(ctx context.Context, answer *reuse.SuggestAnswer) error {
	var uses []*reuse.PeerUse
	var ids []vocab.ID
	for _, found := range answer.Suggestions {
		for i := range found.Peers {
			if use := &found.Peers[i]; use.Since != "" {
				uses, ids = append(uses, use), append(ids, use.Relation)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := s.Client.Involvement.Query().Where(involvement.IDIn(ids...), Whatever).Select(involvement.FieldValidFrom).All(ctx)
	begun := make(map[vocab.ID]vocab.PartialDate, len(rows))
	for _, r := range rows {
		if r.ValidFrom != nil {
			begun[r.ID] = *r.ValidFrom
		}
	}
	for _, use := range uses {
		use.Since = begun[use.Relation]
	}
	return err
}

// Routes finds the ways by which an actor could take over a solution.
func (s *Store) Routes(ctx context.Context, actor, solution vocab.ID) (reuse.RoutesAnswer, error) {
	w, err := s.world(ctx)
	if err != nil {
		return reuse.RoutesAnswer{}, err
	}
	i, err := w.actor("actor", actor)
	if err != nil {
		return reuse.RoutesAnswer{}, err
	}
	thing, err := w.solution("solution", solution)
	if err != nil {
		return reuse.RoutesAnswer{}, err
	}
	law, err := s.law(ctx)
	if err != nil {
		return reuse.RoutesAnswer{}, err
	}
	return reuse.Routes(w, law, i, thing)
}

// Gaps finds what most municipalities of a body use and some of them are known to lack.
func (s *Store) Gaps(ctx context.Context, body vocab.ID, basis reuse.Basis, minShare float64, first int) (reuse.GapsAnswer, error) {
	w, err := s.world(ctx)
	if err != nil {
		return reuse.GapsAnswer{}, err
	}
	i, err := w.actor("group", body)
	if err != nil {
		return reuse.GapsAnswer{}, err
	}
	return reuse.Gaps(w, reuse.MunicipalitiesIn(w, i), basis, minShare, first)
}

// Windows finds agreements on an area that end near each other.
func (s *Store) Windows(ctx context.Context, area string, between [2]vocab.Date, within, first int) (reuse.WindowsAnswer, error) {
	w, err := s.world(ctx)
	if err != nil {
		return reuse.WindowsAnswer{}, err
	}
	return reuse.Windows(w, area, between, within, first)
}

// actor gives the number of an actor that was found before.
func (w *world) actor(field string, id vocab.ID) (int32, error) {
	if id.Prefix() == vocab.PrefixSolution {
		return reuse.None, problem.BadInput(field, "an actor is meant here, and %s is a solution", id)
	}
	return w.find(id), nil
}

func (w *world) solution(field string, id vocab.ID) (int32, error) {
	if id.Prefix() != vocab.PrefixSolution {
		return reuse.None, problem.BadInput(field, "a solution is meant here, and %s is an actor", id)
	}
	return w.find(id), nil
}

// law gives what the forms of collaboration say of the law behind each way of working together. Nothing that is our own
// reasoning is among it.
func (s *Store) law(ctx context.Context) (reuse.Law, error) {
	return counted(ctx, s, "Law", func() (law reuse.Law, err error) {
		texts := map[string]*vocab.Text{
			"open-source-community": &law.OpenSource, "municipal-association": &law.MunicipalAssociation,
			"joint-board": &law.JointBoard, "joint-company": &law.Company, "national-service": &law.NationalService,
			"framework-agreement": &law.CallOff, "network": &law.Network, "host-agreement": &law.HostAgreement,
			"joint-procurement": &law.Procurement,
		}
		rows, err := s.Client.CollaborationForm.Query().Where(collaborationform.LegalBasisNotNil()).
			Select(collaborationform.FieldSlug, collaborationform.FieldLegalBasis).All(ctx)
		for _, f := range rows {
			if text := texts[f.Slug]; text != nil && f.LegalBasis != nil {
				*text = *f.LegalBasis
			}
		}
		return law, Explain(ctx, err)
	})
}
