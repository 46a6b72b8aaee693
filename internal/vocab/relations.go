package vocab

import (
	"io"
	"slices"
	"strings"
)

// RelationEntity is one of the three things that a relation can be, by what stands at its ends.
type RelationEntity string

// The values of RelationEntity.
const (
	EntityRelationship RelationEntity = "RELATIONSHIP"  // from an actor to an actor
	EntityInvolvement  RelationEntity = "INVOLVEMENT"   // from an actor to a solution
	EntitySolutionLink RelationEntity = "SOLUTION_LINK" // from a solution to a solution
)

// MarshalGQL writes the value as the API shows it.
func (v RelationEntity) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *RelationEntity) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "RelationEntity", []RelationEntity{EntityRelationship, EntityInvolvement, EntitySolutionLink})
	return err
}

// Facet is the list of a solution's page that an involvement shows up in.
type Facet string

// The values of Facet. The zero value is an involvement that belongs in neither list.
const (
	FacetUse    Facet = "USE"    // the actor uses the solution
	FacetSupply Facet = "SUPPLY" // the actor is one to get the solution from
)

// The fields that a RuleError can point at, named as in the API's input.
const (
	FieldFrom = "from"
	FieldTo   = "to"
	FieldType = "type"
)

// RelationType is what the knowledge base knows of one type of relation: a row of one of the three tables.
type RelationType struct {
	Code   string
	Entity RelationEntity
	// Label and Inverse are verb phrases that read right in «A label B» and «B inverse A».
	Label, Inverse Text
	// Description says in full sentences what the type means and when to use it.
	Description Text
	// From and To are the kinds allowed at each end: words of ActorKind or SolutionKind.
	From, To []string
	// Symmetric relations say the same from either end, so both ends and both labels are alike.
	Symmetric bool
	// Term is the nearest term of a standard vocabulary as a CURIE, "" where none fits. For publiccode it is a key of
	// publiccode.yml and for bods a code of the interest type list, since neither names relations otherwise.
	Term string
	// TermInverse tells that the standard's term reads from the To end to the From end.
	TermInverse bool
	// LegalBasis names the law behind the type and what it says, empty where there is none to name.
	LegalBasis Text
	// Rules are what must hold beyond the kinds.
	Rules []Rule
	// Facet is empty for all but involvements.
	Facet Facet
}

// End is what the rules need to know of the actor or solution at one end of a relation.
type End struct {
	ID   ID               // may be empty for something not yet stored
	Kind string           // a word of ActorKind or SolutionKind
	Form OrganisationForm // empty where there is none or it is not known
}

// Rule is a condition on one end of a relation. What is not known of an end breaks no rule: it is better to record a
// membership of a body whose form nobody has confirmed than to lose it.
type Rule struct {
	// Text is the rule as a clause, shown to readers of the type and to those whose relation it refuses.
	Text Text
	// Field is the end that must satisfy the rule, FieldFrom or FieldTo.
	Field string
	// WhenOther confines the rule to relations whose other end has one of these forms; empty means always.
	WhenOther []OrganisationForm
	// Kinds and Forms are what the end may be; empty means any.
	Kinds []string
	Forms []OrganisationForm
	// SameKind requires both ends to be of one kind.
	SameKind bool
	// Single allows only one such relation at a time for the other end. It takes knowledge of other relations, so Check
	// passes it by and Exclusive states it.
	Single bool
}

// RuleError is the refusal of a relation that breaks a rule of its type.
type RuleError struct {
	Type  string // the type's code
	Field string // FieldFrom, FieldTo or FieldType
	Rule  string // the rule that was broken, in English
	Got   string // what stood there instead, "" where that says nothing
}

// Error states the rule.
func (e *RuleError) Error() string {
	message := e.Type + ": " + e.Rule
	if e.Got != "" {
		message += " (got " + e.Got + ")"
	}
	return message
}

// RelationTypes lists the types of an entity in the order of their table.
func RelationTypes(entity RelationEntity) []RelationType {
	switch entity {
	case EntityRelationship:
		return slices.Clone(relationships.rows)
	case EntityInvolvement:
		return slices.Clone(involvements.rows)
	case EntitySolutionLink:
		return slices.Clone(solutionLinks.rows)
	}
	return nil
}

// Check tells whether the type allows a relation between the two ends. The error is a *RuleError.
func (t RelationType) Check(from, to End) error {
	for _, end := range []struct {
		field string
		kind  string
		kinds []string
	}{{FieldFrom, from.Kind, t.From}, {FieldTo, to.Kind, t.To}} {
		if !slices.Contains(end.kinds, end.kind) {
			return &RuleError{t.Code, end.field, "the " + end.field + " end must be " + oneOf(end.kinds), end.kind}
		}
	}
	if from.ID != "" && from.ID == to.ID {
		return &RuleError{t.Code, FieldTo, "nothing can be related to itself", string(to.ID)}
	}
	for _, rule := range t.Rules {
		end, other := from, to
		if rule.Field == FieldTo {
			end, other = to, from
		}
		if got, broken := rule.breach(end, other); broken {
			return &RuleError{t.Code, rule.Field, rule.Text.EN, got}
		}
	}
	return nil
}

// Exclusive gives the *RuleError to refuse a new relation with if `to` already has one of this type at the same time,
// and nil where it may have several.
func (t RelationType) Exclusive(to End) error {
	for _, rule := range t.Rules {
		if rule.Single && rule.applies(to) {
			return &RuleError{Type: t.Code, Field: rule.Field, Rule: rule.Text.EN}
		}
	}
	return nil
}

func (r Rule) applies(other End) bool {
	return len(r.WhenOther) == 0 || slices.Contains(r.WhenOther, other.Form)
}

// breach tells whether the end breaks the rule, and by being what.
func (r Rule) breach(end, other End) (got string, broken bool) {
	switch {
	case !r.applies(other):
		return "", false
	case r.SameKind && end.Kind != other.Kind:
		return end.Kind, true
	case len(r.Kinds) > 0 && !slices.Contains(r.Kinds, end.Kind):
		return end.Kind, true
	case len(r.Forms) > 0 && end.Form != "" && !slices.Contains(r.Forms, end.Form):
		return string(end.Form), true
	}
	return "", false
}

// relationTable holds the rows of one entity, so that its Go type needs only to pass its methods on.
type relationTable[T ~string] struct {
	rows  []RelationType
	types []T
	index map[T]int
}

func newRelationTable[T ~string](entity RelationEntity, rows ...RelationType) relationTable[T] {
	table := relationTable[T]{rows: rows, index: make(map[T]int, len(rows))}
	for i := range rows {
		rows[i].Entity = entity
		table.types = append(table.types, T(rows[i].Code))
		table.index[T(rows[i].Code)] = i
	}
	return table
}

// spec gives the row of a type, or a row with nothing but the code where there is none.
func (r relationTable[T]) spec(t T) RelationType {
	if i, ok := r.index[t]; ok {
		return r.rows[i]
	}
	return RelationType{Code: string(t)}
}

func (r relationTable[T]) has(t T) bool {
	_, ok := r.index[t]
	return ok
}

func (r relationTable[T]) check(t T, from, to End) error {
	if !r.has(t) {
		return &RuleError{Type: string(t), Field: FieldType, Rule: "there is no such type of relation"}
	}
	return r.spec(t).Check(from, to)
}

func (r relationTable[T]) label(t T, dir Direction, lang Language) string {
	i, ok := r.index[t]
	switch {
	case !ok:
		return string(t)
	case dir == In:
		return r.rows[i].Inverse.In(lang)
	default:
		return r.rows[i].Label.In(lang)
	}
}

// The marks that end a label column of a database view: the type, and the end that it is read from.
const (
	readFromFrom = ">"
	readFromTo   = "<"
)

// marked gives the label of a type with its mark, "MEMBER_OF>" or "MEMBER_OF<".
func (r relationTable[T]) marked(label string, lang Language) string {
	if code, ok := strings.CutSuffix(label, readFromTo); ok {
		return r.label(T(code), In, lang)
	}
	return r.label(T(strings.TrimSuffix(label, readFromFrom)), Out, lang)
}

// RelationshipLabel is a RelationshipType and the end it is read from in one word, which a database view can put
// together: "MEMBER_OF>" is read from the `from` end, "MEMBER_OF<" from the `to` end.
type RelationshipLabel string

// In gives the label in a language.
func (l RelationshipLabel) In(lang Language) string { return relationships.marked(string(l), lang) }

// SolutionLinkLabel is to SolutionLinkType what RelationshipLabel is to RelationshipType.
type SolutionLinkLabel string

// In gives the label in a language.
func (l SolutionLinkLabel) In(lang Language) string { return solutionLinks.marked(string(l), lang) }

// ReferenceType is what a word of the reference data's type column stands for.
type ReferenceType struct {
	Entity   RelationEntity
	Code     string
	Reversed bool // the reference row has its ends the other way round
}

// Spec gives the row of the table of types.
func (t ReferenceType) Spec() RelationType {
	switch t.Entity {
	case EntityInvolvement:
		return involvements.spec(InvolvementType(t.Code))
	case EntitySolutionLink:
		return solutionLinks.spec(SolutionLinkType(t.Code))
	default:
		return relationships.spec(RelationshipType(t.Code))
	}
}

// referenceTypes translates the words of the reference data. A word that is used of actors and solutions alike has a
// row for each.
var referenceTypes = map[string][]ReferenceType{
	"member_of":           {{Entity: EntityRelationship, Code: string(RelationshipMemberOf)}},
	"participates_in":     {{Entity: EntityRelationship, Code: string(RelationshipParticipatesIn)}},
	"co_opted_to":         {{Entity: EntityRelationship, Code: string(RelationshipCoOptedTo)}},
	"hosts":               {{Entity: EntityRelationship, Code: string(RelationshipHosts)}},
	"shared_it_operation": {{Entity: EntityRelationship, Code: string(RelationshipSharesITOperationIn)}},
	"owner_of": {
		{Entity: EntityRelationship, Code: string(RelationshipOwns)},
		{Entity: EntityInvolvement, Code: string(InvolvementOwns)},
	},
	"founded": {{Entity: EntityRelationship, Code: string(RelationshipFounded)}},
	"initiated": {
		{Entity: EntityRelationship, Code: string(RelationshipInitiated)},
		{Entity: EntityInvolvement, Code: string(InvolvementInitiated)},
	},
	"coordinates": {
		{Entity: EntityRelationship, Code: string(RelationshipCoordinates)},
		{Entity: EntityInvolvement, Code: string(InvolvementCoordinates)},
	},
	"funds": {
		{Entity: EntityRelationship, Code: string(RelationshipFunds)},
		{Entity: EntityInvolvement, Code: string(InvolvementFunds)},
	},
	"cooperates_with":     {{Entity: EntityRelationship, Code: string(RelationshipCooperatesWith)}},
	"framework_agreement": {{Entity: EntityRelationship, Code: string(RelationshipHasFrameworkAgreementWith)}},
	"supplies":            {{Entity: EntityRelationship, Code: string(RelationshipSupplies)}},
	"provides":            {{Entity: EntityInvolvement, Code: string(InvolvementProvides)}},
	"maintains":           {{Entity: EntityInvolvement, Code: string(InvolvementMaintains)}},
	"operates":            {{Entity: EntityInvolvement, Code: string(InvolvementOperates)}},
	"supports": {
		{Entity: EntityRelationship, Code: string(RelationshipSupports)},
		{Entity: EntityInvolvement, Code: string(InvolvementSupports)},
	},
	"developed":         {{Entity: EntityInvolvement, Code: string(InvolvementDeveloped)}},
	"developed_by":      {{Entity: EntityInvolvement, Code: string(InvolvementDeveloped), Reversed: true}},
	"contributed_to":    {{Entity: EntityInvolvement, Code: string(InvolvementContributesTo)}},
	"adopts":            {{Entity: EntityInvolvement, Code: string(InvolvementUses)}},
	"joint_procurement": {{Entity: EntityInvolvement, Code: string(InvolvementJointlyProcured)}},
	"data_source_for":   {{Entity: EntityInvolvement, Code: string(InvolvementSuppliesDataTo)}},
	"publishes_on":      {{Entity: EntityInvolvement, Code: string(InvolvementPublishesOn)}},
	"integrates_with":   {{Entity: EntitySolutionLink, Code: string(SolutionLinkIntegratesWith)}},
	"uses_standard":     {{Entity: EntitySolutionLink, Code: string(SolutionLinkUsesStandard)}},
	"replaces":          {{Entity: EntitySolutionLink, Code: string(SolutionLinkReplaces)}},
}

// ReferenceTypes lists all that a word of the reference data can stand for, nothing for an unknown word.
func ReferenceTypes(word string) []ReferenceType { return slices.Clone(referenceTypes[word]) }

// FindReferenceType tells what a word of the reference data stands for in a row whose to_kind is the one given
// ("solution", or a kind of actor).
func FindReferenceType(word, toKind string) (ReferenceType, bool) {
	for _, t := range referenceTypes[word] {
		endsInSolution := t.Entity != EntityRelationship && !t.Reversed
		if endsInSolution == (toKind == "solution") {
			return t, true
		}
	}
	return ReferenceType{}, false
}

// oneOf joins words as a sentence wants them: "A, B or C".
func oneOf(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
