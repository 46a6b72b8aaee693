package vocab_test

import (
	"errors"
	"strings"
	"testing"

	"kommungraf/internal/vocab"
)

func TestWhoMayHaveWhichPartInAnAgreement(t *testing.T) {
	for _, c := range []struct {
		role  vocab.AgreementRole
		party vocab.PartyEnd
		field string // that the refusal is about, empty where there is none
	}{
		{vocab.ProcuringBody, vocab.PartyEnd{Actor: vocab.Association}, ""},
		{vocab.ProcuringBody, vocab.PartyEnd{Actor: vocab.Agency}, ""},
		{vocab.ProcuringBody, vocab.PartyEnd{Actor: vocab.Supplier}, vocab.FieldActor},
		{vocab.ProcuringBody, vocab.PartyEnd{Whole: vocab.Municipality}, vocab.FieldKind},
		{vocab.ProcuringBody, vocab.PartyEnd{Actor: vocab.Association, MembersOf: true}, vocab.FieldMembersOf},
		{vocab.AgreedSupplier, vocab.PartyEnd{Actor: vocab.Supplier}, ""},
		{vocab.AgreedSupplier, vocab.PartyEnd{Actor: vocab.Association}, ""}, // a jointly owned company
		{vocab.AgreedSupplier, vocab.PartyEnd{Actor: vocab.Municipality}, vocab.FieldActor},
		{vocab.AgreedSupplier, vocab.PartyEnd{Whole: vocab.Supplier}, vocab.FieldKind},
		{vocab.Eligible, vocab.PartyEnd{Whole: vocab.Municipality}, ""},
		{vocab.Eligible, vocab.PartyEnd{Actor: vocab.Association, MembersOf: true}, ""},
		{vocab.Eligible, vocab.PartyEnd{Actor: vocab.Region, MembersOf: true}, vocab.FieldMembersOf},
		{vocab.Eligible, vocab.PartyEnd{Whole: vocab.Association, MembersOf: true}, vocab.FieldMembersOf},
		{vocab.ContractedParty, vocab.PartyEnd{Actor: vocab.Municipality}, ""},
		{vocab.ContractedParty, vocab.PartyEnd{}, vocab.FieldActor},
		{vocab.ContractedParty, vocab.PartyEnd{Actor: vocab.Region, Whole: vocab.Region}, vocab.FieldKind},
	} {
		err := c.role.Check(c.party)
		rule, refused := errors.AsType[*vocab.RuleError](err)
		switch {
		case (c.field == "") != (err == nil):
			t.Errorf("%s %+v: got %v", c.role, c.party, err)
		case err != nil && (!refused || rule.Field != c.field || !strings.Contains(err.Error(), string(c.role))):
			t.Errorf("%s %+v: got %v about %q, want %q", c.role, c.party, err, rule.Field, c.field)
		}
	}
}

func TestAnExtensionEndsAfterThePeriod(t *testing.T) {
	day := func(d vocab.PartialDate) *vocab.PartialDate { return &d }
	for _, c := range []struct {
		from, to, extendable *vocab.PartialDate
		ok                   bool
	}{
		{day("2020"), day("2024"), nil, true},
		{day("2020"), day("2024"), day("2026-06-30"), true},
		{day("2020"), day("2024-06-30"), day("2024"), true}, // the year goes on after the day
		{day("2020"), day("2024"), day("2024-03-01"), true}, // the year may mean a day before
		{day("2020"), day("2024-06-30"), day("2024-06-30"), true},
		{day("2020"), day("2024-06-30"), day("2024-06-29"), false},
		{day("2020"), nil, day("2019"), false},
		{nil, nil, day("2019"), true},
	} {
		p := vocab.Period{From: c.from, To: c.to, Ending: vocab.Ended}
		if err := p.CheckExtension(c.extendable); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
