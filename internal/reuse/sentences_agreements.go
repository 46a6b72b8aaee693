package reuse

import (
	"slices"
	"strings"

	"kommungraf/internal/vocab"
)

// The sentences of agreements.

func date(d vocab.PartialDate) vocab.Text { return name(string(d)) }

func notStarted(start vocab.PartialDate) vocab.Text {
	return say("Avtalet börjar gälla först %s.", "The agreement does not begin until %s.", date(start))
}

func startUnclear(start vocab.PartialDate) vocab.Text {
	return say("Avtalet börjar gälla %s, och det är inte känt vilken dag.", "The agreement begins in %s, and the day is not known.", date(start))
}

func expired(end vocab.PartialDate) vocab.Text {
	return say("Avtalet har löpt ut: det gällde till och med %s.", "The agreement has run out: it was valid up to and including %s.", date(end))
}

func extensionUnknown(end, extendableTo vocab.PartialDate) vocab.Text {
	return say("Avtalet löpte ut %s om det inte har förlängts, vilket det kan ha gjorts till och med %s.",
		"The agreement ran out %s unless it has been extended, which it may have been up to and including %s.", date(end), date(extendableTo))
}

func endUnclear(end vocab.PartialDate) vocab.Text {
	return say("Avtalet löper ut %s, och det är inte känt vilken dag.", "The agreement runs out in %s, and the day is not known.", date(end))
}

func runs(end vocab.PartialDate) vocab.Text {
	return say("Avtalet gäller till och med %s.", "The agreement is valid up to and including %s.", date(end))
}

func mayBeExtended(extendableTo vocab.PartialDate) vocab.Text {
	return say("Avtalet kan förlängas till och med %s.", "The agreement may be extended up to and including %s.", date(extendableTo))
}

var (
	endUnknown = vocab.Text{
		SV: "Det är inte känt när avtalet löper ut.",
		EN: "It is not known when the agreement runs out.",
	}
	scopeUnknown = vocab.Text{
		SV: "Leverantören har avtalet, men det är inte känt om det omfattar lösningen.",
		EN: "The supplier is party to the agreement, but it is not known whether it covers the solution.",
	}
	scopeOther = vocab.Text{
		SV: "Avtalet omfattar andra lösningar från leverantören; det är inte känt om det också omfattar den här.",
		EN: "The agreement covers other solutions of the supplier; it is not known whether it covers this one too.",
	}
	noAgreementKnown = vocab.Text{
		SV: "Kunskapsbasen känner inte till något avtal som lösningen kan avropas från; det betyder inte att inget finns.",
		EN: "The knowledge base knows of no agreement that the solution can be called off from; that does not mean that there is none.",
	}
	stepAskPurchasingBody = vocab.Text{
		SV: "Sök i inköpscentralernas avtal efter lösningen eller dess leverantör.",
		EN: "Search the agreements of the central purchasing bodies for the solution or its supplier.",
	}
	stepCall = vocab.Text{
		SV: "Kontrollera att köpet ryms i avtalets omfattning och avropa i den ordning som avtalet anger.",
		EN: "Check that the purchase is within the scope of the agreement, and call off in the way that it prescribes.",
	}
	stepAskParty = vocab.Text{
		SV: "Fråga den som har upphandlat avtalet om det som inte är känt här.",
		EN: "Ask whoever procured the agreement about what is not known here.",
	}
	stepAskNext = vocab.Text{
		SV: "Fråga den som har upphandlat avtalet om ett nytt är på väg, och vem det ska gälla för.",
		EN: "Ask whoever procured the agreement whether a new one is coming, and for whom.",
	}
)

// stepCallOff is what to do first, given what the checks of an agreement said.
func stepCallOff(v verdict) vocab.Text {
	switch v.status {
	case Open:
		return stepCall
	case StatusUnknown:
		return stepAskParty
	default:
		return stepAskNext
	}
}

func (q *quest) eligibleNamed() vocab.Text {
	return say("%s är namngiven i avtalet eller part i det.", "%s is named in the agreement or a party to it.", capital(q.one()))
}

func (q *quest) eligibleKind() vocab.Text {
	return say("Avtalet får användas av alla %s.", "The agreement may be used by all %s.", nouns[q.self.Kind].several)
}

func (q *quest) eligibleMember(body Actor) vocab.Text {
	return say("Avtalet får användas av dem som hör till %s, och dit hör %s.",
		"The agreement may be used by those who belong to %s, and %s does.", name(body.Name), q.one())
}

func (q *quest) memberNotKnown(body Actor) vocab.Text {
	return say("Avtalet får användas av dem som hör till %s; det är inte känt att %s gör det.",
		"The agreement may be used by those who belong to %s; it is not known that %s does.", name(body.Name), q.one())
}

func (q *quest) eligibleIf(condition vocab.Text) vocab.Text {
	trimmed := vocab.Text{SV: strings.TrimRight(condition.SV, ". "), EN: strings.TrimRight(condition.EN, ". ")}
	return say("%s får använda avtalet på ett villkor som inte kan prövas här: %s.",
		"%s may use the agreement on a condition that cannot be judged here: %s.", capital(q.one()), trimmed)
}

func (q *quest) eligibleNotKnown() vocab.Text {
	return say("Det är inte känt vilka som får använda avtalet, och därmed inte om %s får det.",
		"It is not known who may use the agreement, and so not whether %s may.", q.one())
}

func (q *quest) notEligible() vocab.Text {
	return say("%s hör inte till dem som avtalet anger som berättigade.", "%s is not among those whom the agreement names as entitled.", capital(q.one()))
}

// agreementGround names an agreement, its number and the lots in which the sellers of the solution stand.
func (q *quest) agreementGround(a Agreement) vocab.Text {
	what := map[AgreementKind]vocab.Text{
		FrameworkAgreement:   {SV: "Ramavtalet", EN: "The framework agreement"},
		Contract:             {SV: "Kontraktet", EN: "The contract"},
		CooperationAgreement: {SV: "Samverkansavtalet", EN: "The agreement on cooperation"},
	}[a.Kind]
	text := what
	if !a.Name.IsZero() {
		text = say("%s ”%s”", "%s “%s”", text, a.Name)
	}
	if a.Number != "" {
		text = say("%s, nummer %s", "%s, number %s", text, name(a.Number))
	}
	var lots []string
	for _, l := range a.Suppliers {
		if _, sells := q.sellers[l.Supplier]; sells && l.Name != "" {
			lots = append(lots, l.Name)
		}
	}
	if len(lots) > 0 {
		slices.Sort(lots)
		text = say("%s, delområde %s", "%s, lot %s", text, name(strings.Join(slices.Compact(lots), ", ")))
	}
	return say("%s.", "%s.", text)
}
