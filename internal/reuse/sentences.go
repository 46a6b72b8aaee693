package reuse

import (
	"fmt"

	"kommungraf/internal/vocab"
)

// The sentences of suggestions, and the grammar that all sentences share.

var alreadyConsidered = vocab.Text{
	SV: "Kommunen planerar redan att använda lösningen eller utvärderar den.",
	EN: "The municipality already plans to use the solution or is evaluating it.",
}

func similarUse(use, known int) vocab.Text {
	return say("Bland de mest lika kommunerna med någon känd användning använder %s av %s lösningen.",
		"Of the most similar municipalities with any known use, %s of %s use the solution.", number(use), number(known))
}

func largerUse(use, known int) vocab.Text {
	return say("Bland de större grannkommunerna med någon känd användning använder %s av %s lösningen.",
		"Of the larger neighbouring municipalities with any known use, %s of %s use the solution.", number(use), number(known))
}

func coverageSentence(peers, known int) vocab.Text {
	switch {
	case peers == 0:
		return vocab.Text{
			SV: "Det finns inga andra kommuner att jämföra med.",
			EN: "There are no other municipalities to compare with.",
		}
	case known == 0:
		return say("Av %s jämförda kommuner är det inte känt för någon vilka lösningar den använder. Det betyder inte att de saknar lösningar.",
			"Of none of the %s municipalities compared is it known which solutions they use. That does not mean that they have none.", number(peers))
	default:
		return say("Av %s jämförda kommuner är någon användning känd för %s. Att övriga inte nämns betyder inte att de saknar lösningarna.",
			"Of %s municipalities compared, some use is known of %s. That the others are not named does not mean that they lack the solutions.",
			number(peers), number(known))
	}
}

// say fills both languages with the same things.
func say(sv, en string, things ...vocab.Text) vocab.Text {
	svs, ens := make([]any, len(things)), make([]any, len(things))
	for i, t := range things {
		svs[i], ens[i] = t.In(vocab.Swedish), t.In(vocab.English)
	}
	return vocab.Text{SV: fmt.Sprintf(sv, svs...), EN: fmt.Sprintf(en, ens...)}
}

// name puts something that is called the same in both languages into a sentence.
func name(s string) vocab.Text { return vocab.Text{SV: s, EN: s} }

// number writes numbers as digits, since they are compared with each other.
func number(n int) vocab.Text { return name(fmt.Sprint(n)) }

// noun is what a kind of actor is called: one that is known, and several.
type noun struct{ one, several vocab.Text }

var nouns = map[vocab.ActorKind]noun{
	vocab.Municipality:         {vocab.Text{SV: "kommunen", EN: "the municipality"}, vocab.Text{SV: "kommuner", EN: "municipalities"}},
	vocab.Region:               {vocab.Text{SV: "regionen", EN: "the region"}, vocab.Text{SV: "regioner", EN: "regions"}},
	vocab.Association:          {vocab.Text{SV: "organisationen", EN: "the organisation"}, vocab.Text{SV: "sammanslutningar", EN: "associations"}},
	vocab.Supplier:             {vocab.Text{SV: "leverantören", EN: "the supplier"}, vocab.Text{SV: "leverantörer", EN: "suppliers"}},
	vocab.Agency:               {vocab.Text{SV: "myndigheten", EN: "the agency"}, vocab.Text{SV: "statliga myndigheter", EN: "state agencies"}},
	vocab.ResearchOrganisation: {vocab.Text{SV: "forskningsorganisationen", EN: "the research organisation"}, vocab.Text{SV: "forskningsorganisationer", EN: "research organisations"}},
}
