package reference

import (
	"kommungraf/ent/db"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

func (r *reader) study(row row) error {
	p, err := r.piece(row, vocab.PrefixStudy)
	if err != nil {
		return err
	}
	x := &db.Study{
		ID: p.id, Slug: p.key, Name: vocab.Text{SV: row.text("title_sv"), EN: row.text("title_en")}, Confidence: p.confidence,
		Call: row.optional("call"), Venture: row.optional("venture"), GrantNote: row.prose("grant_note"),
		Approach: row.prose("approach"), ExpectedEffects: row.prose("expected_effects"),
	}
	if x.Purpose, err = row.mustProse("purpose"); err != nil {
		return err
	}
	if x.Status, err = enum[vocab.StudyStatus]("status", row.text("status")); err != nil {
		return err
	}
	if x.Begins, err = row.date("valid_from"); err != nil {
		return err
	}
	if x.Ends, err = row.date("valid_to"); err != nil {
		return err
	}
	if x.GrantSek, err = row.number("grant_sek"); err != nil {
		return err
	}
	for _, actor := range []struct {
		column, kind, key string
		id                **vocab.ID
	}{
		{"coordinator_key", row.text("coordinator_kind"), row.text("coordinator_key"), &x.CoordinatorID},
		{"funder_key", row.text("funder_kind"), row.text("funder_key"), &x.FunderID},
		{"association_key", "association", row.text("association_key"), &x.ProjectID},
	} {
		id, err := r.find(actor.column, actor.kind, actor.key)
		if err != nil {
			return err
		}
		*actor.id = &id
	}
	r.studies = append(r.studies, store.Cited[db.Study]{Sources: p.sources, Place: row.place(), Row: x})
	return nil
}

func (r *reader) dissemination(row row) error {
	p, err := r.piece(row, vocab.PrefixDissemination)
	if err != nil {
		return err
	}
	x := &db.Dissemination{
		ID: p.id, Slug: p.key, Confidence: p.confidence,
		Channel: row.prose("channel"), Audience: row.prose("audience"), Note: row.prose("note"),
	}
	if x.StudyID, err = r.find("study_key", "study", row.text("study_key")); err != nil {
		return err
	}
	if x.Kind, err = enum[vocab.DisseminationKind]("kind", row.text("kind")); err != nil {
		return err
	}
	if x.Status, err = enum[vocab.DisseminationStatus]("status", row.text("status")); err != nil {
		return err
	}
	if x.PlannedFor, err = row.date("planned_for"); err != nil {
		return err
	}
	r.disseminations = append(r.disseminations, store.Cited[db.Dissemination]{Sources: p.sources, Place: row.place(), Row: x})
	return nil
}

func (r *reader) oneEvidence(row row) error {
	x := &db.Evidence{
		ID: vocab.DerivedID(vocab.PrefixEvidence, origin, row.text("key")), Slug: row.text("key"), Title: row.text("title"),
		Publisher: row.optional("publisher"), Note: row.prose("note"), Participants: []string{}, Date: r.evidenceYears[row.text("key")],
	}
	var err error
	if x.Confidence, err = row.confidence(); err != nil {
		return err
	}
	if x.Kind, err = enum[vocab.EvidenceKind]("kind", row.text("kind")); err != nil {
		return err
	}
	return r.place("evidence", x.Slug, x.ID, func() {
		r.evidence = append(r.evidence, store.Cited[db.Evidence]{Place: row.place(), Row: x})
	})
}

func (r *reader) evidenceLink(row row) error {
	evidence, err := r.find("evidence_key", "evidence", row.text("evidence_key"))
	if err != nil {
		return err
	}
	subject, err := r.find("target_key", row.text("target_table"), row.text("target_key"))
	if err != nil {
		return err
	}
	stance := vocab.Supports
	if row.text("stance") == "contradicts" {
		stance = vocab.Contradicts
	}
	r.evidenceLinks = append(r.evidenceLinks, store.Cited[db.EvidenceLink]{Place: row.place(), Row: &db.EvidenceLink{
		ID:         vocab.DerivedID(vocab.PrefixEvidenceLink, origin, string(evidence), string(subject), string(stance)),
		EvidenceID: evidence, SubjectID: subject, Stance: stance,
	}})
	return nil
}

// formsOfAssociations is the form of collaboration that follows from the form of a body. Bodies of other forms use
// none that the framework describes.
var formsOfAssociations = map[vocab.OrganisationForm]string{
	vocab.FormMunicipalAssociation:     "municipal-association",
	vocab.FormJointBoard:               "joint-board",
	vocab.FormJointCompany:             "joint-company",
	vocab.FormCentralPurchasingBody:    "framework-agreement",
	vocab.FormContractualCooperation:   "host-agreement",
	vocab.FormCountyFederation:         "county-cooperation",
	vocab.FormFederationOfAssociations: "county-cooperation",
	vocab.FormNonProfitAssociation:     "network",
	vocab.FormCooperationProgramme:     "network",
	vocab.FormNetwork:                  "network",
	vocab.FormOpenSourceCommunity:      "open-source-community",
	vocab.FormResearchProject:          "research-collaboration",
	vocab.FormResearchNetwork:          "research-collaboration",
}

// useForms states for each association the form that follows from its own form, on the sources of the association.
func (r *reader) useForms() error {
	for _, a := range r.actors {
		if a.Row.Kind != vocab.Association || a.Row.Form == nil {
			continue
		}
		key, ok := formsOfAssociations[*a.Row.Form]
		if !ok {
			continue
		}
		form, err := r.find("kind", "collaboration_forms", key)
		if err != nil {
			return err
		}
		use := &db.FormUse{
			ID: vocab.DerivedID(vocab.PrefixFormUse, origin, key, string(a.Row.ID)), FormID: form, ActorID: a.Row.ID,
			ValidFrom: a.Row.Founded, ValidTo: a.Row.Ended, Ending: vocab.EndUnknown, Confidence: a.Row.Confidence,
			Status: vocab.Asserted, Visibility: vocab.Public,
		}
		if use.ValidTo != nil {
			use.Ending = vocab.Ended
		}
		r.formUses = append(r.formUses, store.Cited[db.FormUse]{Sources: a.Sources, Place: a.Place, Row: use})
	}
	return nil
}
