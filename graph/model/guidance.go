package model

import (
	"context"

	"kommungraf/ent/db"
	"kommungraf/internal/guidance"
	"kommungraf/internal/vocab"
)

// GuidanceInput is who asks for guidance, and what is asked.
type GuidanceInput struct {
	Actor      GuidanceActorInput
	Situations []string
	Needs      []string
	Parties    *int
	Limits     *GuidanceLimits
}

// GuidanceActorInput names one actor.
type GuidanceActorInput struct {
	Code *vocab.MunicipalityCode
	Slug *string
	ID   *vocab.ID
}

// GuidanceLimits is what is not to be advised.
type GuidanceLimits struct {
	MaxEffort        *vocab.SetupEffort
	OnlyForms        []string
	WithoutForms     []string
	NoNewLegalPerson bool
	First            int
}

// Guidance is what an actor could do.
type Guidance struct {
	Profile  *GuidanceProfile
	Options  []*GuidanceOption
	Possible int
	RuledOut []*GuidanceRuledOut
	WhyNone  []*GuidanceNote
	Unknown  []*GuidanceNote
	Weights  []*GuidanceWeight
}

// GuidanceProfile is an actor as guidance sees it.
type GuidanceProfile struct {
	SizeBand *vocab.SizeBand
	SkrGroup *vocab.SkrGroup
	Uses     []*GuidanceUse

	TheActor Thing
	Bodies   []Thing
}

// Actor is the actor.
func (p *GuidanceProfile) Actor(ctx context.Context) (Actor, error) { return asActor(ctx, p.TheActor) }

// Memberships are the bodies that it belongs to.
func (p *GuidanceProfile) Memberships(ctx context.Context) ([]Actor, error) {
	return asActors(ctx, p.Bodies)
}

// GuidanceUse is that an actor works in a form.
type GuidanceUse struct {
	Since *vocab.PartialDate

	TheForm, TheBody, TheRelation Thing
}

// Form is the form.
func (u *GuidanceUse) Form(ctx context.Context) (*db.CollaborationForm, error) {
	return thingAs[db.CollaborationForm](ctx, u.TheForm)
}

// Body is the body through which.
func (u *GuidanceUse) Body(ctx context.Context) (Actor, error) { return asActor(ctx, u.TheBody) }

// Relationship is what says so.
func (u *GuidanceUse) Relationship(ctx context.Context) (*db.Relationship, error) {
	return thingAs[db.Relationship](ctx, u.TheRelation)
}

// GuidanceOption is an alternative that can be done.
type GuidanceOption struct {
	Fit        float64
	Confidence vocab.Confidence
	Reasons    []*GuidanceReason
	Open       []*GuidanceOpenForm
	Closed     []*GuidanceClosedForm
	Obstacles  []*GuidanceObstacle
	Examples   []*GuidanceExample
	Unknown    []*GuidanceNote

	TheAlternative        Thing
	ThePatterns           []Thing
	Supports, Contradicts []Thing
}

// Alternative is the alternative.
func (o *GuidanceOption) Alternative(ctx context.Context) (*db.Alternative, error) {
	return thingAs[db.Alternative](ctx, o.TheAlternative)
}

// Patterns are those that go with it.
func (o *GuidanceOption) Patterns(ctx context.Context) ([]*db.Pattern, error) {
	return thingsAs[db.Pattern](ctx, o.ThePatterns)
}

// EvidenceFor is what supports it.
func (o *GuidanceOption) EvidenceFor(ctx context.Context) ([]*db.Evidence, error) {
	return thingsAs[db.Evidence](ctx, o.Supports)
}

// EvidenceAgainst is what contradicts it.
func (o *GuidanceOption) EvidenceAgainst(ctx context.Context) ([]*db.Evidence, error) {
	return thingsAs[db.Evidence](ctx, o.Contradicts)
}

// GuidanceReason is what spoke for or against an alternative.
type GuidanceReason struct{ guidance.Reason }

// Text is the reason as a sentence.
func (r *GuidanceReason) Text(lang vocab.Language) string { return r.Sentence.In(lang) }

// GuidanceOpenForm is a form that is open for the actor.
type GuidanceOpenForm struct {
	InUse    bool
	Reasoned bool

	Reason                vocab.Text
	Statute               *vocab.Text
	TheForm               Thing
	Bodies                []Thing
	Supports, Contradicts []Thing
}

// Form is the form.
func (f *GuidanceOpenForm) Form(ctx context.Context) (*db.CollaborationForm, error) {
	return thingAs[db.CollaborationForm](ctx, f.TheForm)
}

// Why it is open.
func (f *GuidanceOpenForm) Why(lang vocab.Language) string { return f.Reason.In(lang) }

// Law is what the law says of it.
func (f *GuidanceOpenForm) Law(lang vocab.Language) *string { return f.Statute.InOrNil(lang) }

// Through are the bodies through which the actor works in it.
func (f *GuidanceOpenForm) Through(ctx context.Context) ([]Actor, error) {
	return asActors(ctx, f.Bodies)
}

// EvidenceFor is what supports what is said of the form.
func (f *GuidanceOpenForm) EvidenceFor(ctx context.Context) ([]*db.Evidence, error) {
	return thingsAs[db.Evidence](ctx, f.Supports)
}

// EvidenceAgainst is what contradicts it.
func (f *GuidanceOpenForm) EvidenceAgainst(ctx context.Context) ([]*db.Evidence, error) {
	return thingsAs[db.Evidence](ctx, f.Contradicts)
}

// GuidanceClosedForm is a form that is not open for the actor.
type GuidanceClosedForm struct {
	Because  guidance.Closing
	Reasoned bool

	Reason  vocab.Text
	Statute *vocab.Text
	TheForm Thing
}

// Form is the form.
func (f *GuidanceClosedForm) Form(ctx context.Context) (*db.CollaborationForm, error) {
	return thingAs[db.CollaborationForm](ctx, f.TheForm)
}

// Why it is closed.
func (f *GuidanceClosedForm) Why(lang vocab.Language) string { return f.Reason.In(lang) }

// Law is what the law says of it.
func (f *GuidanceClosedForm) Law(lang vocab.Language) *string { return f.Statute.InOrNil(lang) }

// GuidanceRuledOut is an alternative that cannot be done.
type GuidanceRuledOut struct {
	Because guidance.Closing
	Closed  []*GuidanceClosedForm

	Reason         vocab.Text
	TheAlternative Thing
}

// Alternative is the alternative.
func (o *GuidanceRuledOut) Alternative(ctx context.Context) (*db.Alternative, error) {
	return thingAs[db.Alternative](ctx, o.TheAlternative)
}

// Why it cannot be done.
func (o *GuidanceRuledOut) Why(lang vocab.Language) string { return o.Reason.In(lang) }

// GuidanceObstacle is an obstacle to expect.
type GuidanceObstacle struct {
	Handlings []*GuidanceHandling
	Warnings  []*GuidanceHandling

	TheObstacle Thing
	TheForms    []Thing
}

// Obstacle is the obstacle.
func (o *GuidanceObstacle) Obstacle(ctx context.Context) (*db.Obstacle, error) {
	return thingAs[db.Obstacle](ctx, o.TheObstacle)
}

// Forms are the open forms that it strikes.
func (o *GuidanceObstacle) Forms(ctx context.Context) ([]*db.CollaborationForm, error) {
	return thingsAs[db.CollaborationForm](ctx, o.TheForms)
}

// GuidanceHandling is what was done about an obstacle.
type GuidanceHandling struct {
	Outcome vocab.Outcome

	TheHandling Thing
}

// Handling is the handling.
func (h *GuidanceHandling) Handling(ctx context.Context) (*db.Handling, error) {
	return thingAs[db.Handling](ctx, h.TheHandling)
}

// GuidanceExample is an actor that already works in one of the open forms.
type GuidanceExample struct {
	Similarity float64
	Shared     []guidance.Trait
	Use        *GuidanceUse

	TheActor Thing
}

// Actor is the actor.
func (e *GuidanceExample) Actor(ctx context.Context) (Actor, error) { return asActor(ctx, e.TheActor) }

// GuidanceNote is a note on what is missing.
type GuidanceNote struct {
	Kind    string
	Subject string

	Sentence vocab.Text
}

// Text is the note as a sentence.
func (n *GuidanceNote) Text(lang vocab.Language) string { return n.Sentence.In(lang) }

// GuidanceWeight is what a kind of reason can add to the fit.
type GuidanceWeight struct {
	Kind guidance.ReasonKind
	Most float64

	Reason vocab.Text
}

// Why the weight is what it is.
func (w *GuidanceWeight) Why(lang vocab.Language) string { return w.Reason.In(lang) }
