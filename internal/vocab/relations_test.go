package vocab

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"testing"
)

var entities = []RelationEntity{EntityRelationship, EntityInvolvement, EntitySolutionLink}

// eachType runs a check on every row of the three tables.
func eachType(t *testing.T, check func(t *testing.T, row RelationType)) {
	for _, entity := range entities {
		if len(RelationTypes(entity)) == 0 {
			t.Fatalf("%s has no types", entity)
		}
		for _, row := range RelationTypes(entity) {
			t.Run(string(entity)+"/"+row.Code, func(t *testing.T) { check(t, row) })
		}
	}
}

func TestRelationTypesAreComplete(t *testing.T) {
	code := regexp.MustCompile(`^[A-Z]+(_[A-Z]+)*$`)
	term := regexp.MustCompile(`^[a-z]+:[A-Za-z]+$`)
	verbPhrase := regexp.MustCompile(`^[a-zåäö][^.]*[^. ]$`)
	sentence := regexp.MustCompile(`^[A-ZÅÄÖ].*\.$`)
	ends := map[RelationEntity][2][]string{
		EntityRelationship: {asStrings(actorKinds), asStrings(actorKinds)},
		EntityInvolvement:  {asStrings(actorKinds), asStrings(solutionKinds)},
		EntitySolutionLink: {asStrings(solutionKinds), asStrings(solutionKinds)},
	}
	seen := map[string]bool{}
	eachType(t, func(t *testing.T, row RelationType) {
		key := string(row.Entity) + row.Code
		if seen[key] {
			t.Error("the code stands twice in the table")
		}
		seen[key] = true
		if !code.MatchString(row.Code) {
			t.Error("the code is not UPPER_SNAKE")
		}
		if row.Term != "" && !term.MatchString(row.Term) || row.Term == "" && row.TermInverse {
			t.Errorf("term %q, inverse %v", row.Term, row.TermInverse)
		}
		texts := []struct {
			name string
			text Text
			form *regexp.Regexp
		}{
			{"label", row.Label, verbPhrase},
			{"inverse", row.Inverse, verbPhrase},
			{"description", row.Description, sentence},
		}
		if !row.LegalBasis.IsZero() {
			texts = append(texts, struct {
				name string
				text Text
				form *regexp.Regexp
			}{"legal basis", row.LegalBasis, sentence})
		}
		for _, x := range texts {
			for _, s := range []string{x.text.SV, x.text.EN} {
				if !x.form.MatchString(s) {
					t.Errorf("%s: %q is missing or not of the form %s", x.name, s, x.form)
				}
			}
		}
		for i, kinds := range [][]string{row.From, row.To} {
			if len(kinds) == 0 {
				t.Error("an end admits nothing")
			}
			for _, kind := range kinds {
				if !slices.Contains(ends[row.Entity][i], kind) {
					t.Errorf("%s cannot stand at end %d of a %s", kind, i, row.Entity)
				}
			}
		}
		if row.Symmetric && (!slices.Equal(row.From, row.To) || row.Label != row.Inverse) {
			t.Error("a symmetric type has the same ends and the same labels")
		}
		if !row.Symmetric && row.Label == row.Inverse {
			t.Error("equal labels, but not symmetric")
		}
		if row.Symmetric && row.TermInverse {
			t.Error("a symmetric type has no inverse term")
		}
		if row.Facet != "" && row.Entity != EntityInvolvement {
			t.Error("only involvements have a facet")
		}
		for _, rule := range row.Rules {
			if !verbPhrase.MatchString(rule.Text.SV) || !verbPhrase.MatchString(rule.Text.EN) {
				t.Errorf("rule text %+v", rule.Text)
			}
			if rule.Field != FieldFrom && rule.Field != FieldTo {
				t.Errorf("rule on field %q", rule.Field)
			}
			if rule.Kinds == nil && rule.Forms == nil && !rule.SameKind && !rule.Single {
				t.Errorf("%q requires nothing", rule.Text.EN)
			}
		}
	})
}

// An end that no pair of kinds could ever satisfy would make a type unusable: each must admit some relation.
func TestEveryTypeAllowsSomething(t *testing.T) {
	eachType(t, func(t *testing.T, row RelationType) {
		for _, from := range row.From {
			for _, to := range row.To {
				if row.Check(End{Kind: from}, End{Kind: to}) == nil {
					return
				}
			}
		}
		t.Error("no pair of kinds passes")
	})
}

func association(form OrganisationForm) End { return End{Kind: string(Association), Form: form} }

func actor(kind ActorKind) End { return End{Kind: string(kind)} }

// ruleCases holds, for every rule, something that it refuses and something much like it that it accepts.
var ruleCases = []struct {
	rule             RelationshipType
	from, to         End // refused
	goodFrom, goodTo End // accepted
	message          string
}{
	{
		RelationshipMemberOf,
		actor(Supplier), association(FormMunicipalAssociation),
		actor(Municipality), association(FormMunicipalAssociation),
		"MEMBER_OF: only municipalities and regions can be members of a municipal association (got SUPPLIER)",
	},
	{
		RelationshipMemberOf,
		actor(Agency), association(FormJointBoard),
		actor(Region), association(FormJointBoard),
		"MEMBER_OF: only municipalities and regions can be members of a joint board (got AGENCY)",
	},
	{
		RelationshipMemberOf,
		actor(Municipality), association(FormJointCompany),
		actor(Municipality), association(FormCooperative),
		"MEMBER_OF: a company has owners, not members: use OWNS (got JOINT_COMPANY)",
	},
	{
		RelationshipParticipatesIn,
		actor(Supplier), association(FormJointBoard),
		actor(Supplier), association(FormProject),
		"PARTICIPATES_IN: one takes part in cooperation without a legal person of its own, such as projects and networks: otherwise use MEMBER_OF or OWNS (got JOINT_BOARD)",
	},
	{
		RelationshipHosts,
		actor(Agency), association(FormJointBoard),
		actor(Agency), association(FormNetwork),
		"HOSTS: only a municipality or a region can host a joint board (got AGENCY)",
	},
	{
		RelationshipHosts,
		actor(Municipality), association(FormMunicipalAssociation),
		actor(Municipality), association(FormJointBoard),
		"HOSTS: only a joint board or cooperation without a legal person of its own has a host (got MUNICIPAL_ASSOCIATION)",
	},
	{
		RelationshipOwns,
		actor(Municipality), association(FormMunicipalAssociation),
		actor(Municipality), association(FormJointCompany),
		"OWNS: only companies and central purchasing bodies are owned; other forms have members or participants (got MUNICIPAL_ASSOCIATION)",
	},
	{
		RelationshipParentOf,
		association(FormNetwork), association(FormJointCompany),
		association(FormHoldingCompany), association(FormJointCompany),
		"PARENT_OF: only a company or a cooperative can be a parent company (got NETWORK)",
	},
	{
		RelationshipParentOf,
		actor(Supplier), association(FormCooperative),
		actor(Supplier), actor(Supplier),
		"PARENT_OF: only a company can be a subsidiary (got COOPERATIVE)",
	},
	{
		RelationshipRepresents,
		association(FormJointBoard), actor(Municipality),
		association(FormEmployerAndInterestOrganisation), actor(Municipality),
		"REPRESENTS: only interest organisations, county federations and non-profit associations represent others (got JOINT_BOARD)",
	},
	{
		RelationshipSucceededBy,
		actor(Supplier), actor(Agency),
		actor(Agency), actor(Agency),
		"SUCCEEDED_BY: an actor is succeeded by an actor of the same kind (got AGENCY)",
	},
}

func TestRules(t *testing.T) {
	exercised := map[string]bool{}
	for _, c := range ruleCases {
		err := c.rule.Check(c.from, c.to)
		if err == nil || err.Error() != c.message {
			t.Errorf("got  %v\nwant %s", err, c.message)
			continue
		}
		if broken, ok := errors.AsType[*RuleError](err); ok {
			exercised[broken.Type+broken.Rule] = true
		}
		if err := c.rule.Check(c.goodFrom, c.goodTo); err != nil {
			t.Errorf("%+v, %+v: %v", c.goodFrom, c.goodTo, err)
		}
	}
	eachType(t, func(t *testing.T, row RelationType) {
		for _, rule := range row.Rules {
			if !rule.Single && !exercised[row.Code+rule.Text.EN] {
				t.Errorf("no case for the rule %q", rule.Text.EN)
			}
		}
	})
}

func TestAnUnknownFormBreaksNoRule(t *testing.T) {
	for _, v := range []RelationshipType{RelationshipMemberOf, RelationshipParticipatesIn, RelationshipHosts, RelationshipOwns} {
		if err := v.Check(actor(Municipality), association("")); err != nil {
			t.Error(err)
		}
	}
}

func TestCheckRefusesWhatNoTypeAllows(t *testing.T) {
	itself := End{ID: "mun_1", Kind: string(Municipality)}
	for _, c := range []struct {
		err            error
		field, message string
	}{
		{
			RelationshipSupplies.Check(actor(Municipality), actor(Municipality)),
			FieldFrom, "SUPPLIES: the from end must be SUPPLIER or ASSOCIATION (got MUNICIPALITY)",
		},
		{
			SolutionLinkUsesStandard.Check(End{Kind: string(SolutionOpenSource)}, End{Kind: string(SolutionOpenSource)}),
			FieldTo, "USES_STANDARD: the to end must be STANDARD (got OPEN_SOURCE)",
		},
		{
			InvolvementUses.Check(actor(Municipality), actor(Municipality)),
			FieldTo, "USES: the to end must be OPEN_SOURCE, SHARED_SERVICE, JOINTLY_PROCURED, COMMERCIAL_PRODUCT or STANDARD (got MUNICIPALITY)",
		},
		{
			RelationshipCooperatesWith.Check(itself, itself),
			FieldTo, "COOPERATES_WITH: nothing can be related to itself (got mun_1)",
		},
		{
			RelationshipType("LIKES").Check(itself, actor(Region)),
			FieldType, "LIKES: there is no such type of relation",
		},
	} {
		var broken *RuleError
		if !errors.As(c.err, &broken) || broken.Field != c.field || c.err.Error() != c.message {
			t.Errorf("got  %v\nwant %s: %s", c.err, c.field, c.message)
		}
	}
}

func TestAJointBoardHasOneHost(t *testing.T) {
	err := RelationshipHosts.Exclusive(association(FormJointBoard))
	if err == nil || err.Error() != "HOSTS: a joint board has exactly one host at a time" {
		t.Error(err)
	}
	if err := RelationshipHosts.Exclusive(association(FormNetwork)); err != nil {
		t.Error("a network may have several hosts: ", err)
	}
	if err := RelationshipMemberOf.Exclusive(association(FormJointBoard)); err != nil {
		t.Error("a joint board has several members: ", err)
	}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{RelationshipMemberOf.Label(Out, Swedish), "är medlem i"},
		{RelationshipMemberOf.Label(In, English), "has as member"},
		{RelationshipLabel("MEMBER_OF>").In(English), "is a member of"},
		{RelationshipLabel("MEMBER_OF<").In(Swedish), "har som medlem"},
		{RelationshipLabel("OWNS<").In(English), "has as owner"},
		{InvolvementOwns.Label(In, English), "is owned by"},
		{SolutionLinkLabel("REPLACES<").In(Swedish), "ersätts av"},
		{RelationshipLabel("LIKES<").In(Swedish), "LIKES"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestTypesTravel(t *testing.T) {
	var out bytes.Buffer
	RelationshipMemberOf.MarshalGQL(&out)
	if out.String() != `"MEMBER_OF"` {
		t.Errorf("written as %s", out.String())
	}
	var v RelationshipType
	if err := v.UnmarshalGQL("MEMBER_OF"); err != nil || v != RelationshipMemberOf {
		t.Errorf("read as %q, %v", v, err)
	}
	for _, in := range []any{"USES", 7} {
		if err := v.UnmarshalGQL(in); err == nil {
			t.Errorf("%v was read as a relationship type", in)
		}
	}
	if !InvolvementUses.IsValid() || InvolvementType("MEMBER_OF").IsValid() {
		t.Error("involvement types are taken from the wrong table")
	}
	if got := SolutionLinkType("").Values(); len(got) != len(RelationTypes(EntitySolutionLink)) || got[0] != "INTEGRATES_WITH" {
		t.Errorf("values %v", got)
	}
	if spec := RelationshipMemberOf.Spec(); spec.Code != "MEMBER_OF" || spec.Entity != EntityRelationship {
		t.Errorf("spec %+v", spec)
	}
}

func TestReferenceTypesExist(t *testing.T) {
	for word, types := range referenceTypes {
		for _, want := range types {
			if !slices.ContainsFunc(RelationTypes(want.Entity), func(row RelationType) bool { return row.Code == want.Code }) {
				t.Errorf("%s stands for %s, which is no %s", word, want.Code, want.Entity)
			}
		}
	}
	for _, c := range []struct {
		word, toKind string
		want         ReferenceType
		ok           bool
	}{
		{"owner_of", "association", ReferenceType{EntityRelationship, "OWNS", false}, true},
		{"owner_of", "solution", ReferenceType{EntityInvolvement, "OWNS", false}, true},
		{"developed_by", "municipality", ReferenceType{EntityInvolvement, "DEVELOPED", true}, true},
		{"replaces", "solution", ReferenceType{EntitySolutionLink, "REPLACES", false}, true},
		{"replaces", "municipality", ReferenceType{}, false},
		{"likes", "municipality", ReferenceType{}, false},
	} {
		if got, ok := FindReferenceType(c.word, c.toKind); got != c.want || ok != c.ok {
			t.Errorf("%s to %s: got %+v, %v", c.word, c.toKind, got, ok)
		}
	}
}
