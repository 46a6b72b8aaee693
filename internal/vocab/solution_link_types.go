package vocab

import "io"

// SolutionLinkType is how one solution is linked to another.
type SolutionLinkType string

// The values of SolutionLinkType. The table below says what each means.
const (
	SolutionLinkIntegratesWith SolutionLinkType = "INTEGRATES_WITH"
	SolutionLinkUsesStandard   SolutionLinkType = "USES_STANDARD"
	SolutionLinkProfileOf      SolutionLinkType = "PROFILE_OF"
	SolutionLinkBasedOn        SolutionLinkType = "BASED_ON"
	SolutionLinkExtends        SolutionLinkType = "EXTENDS"
	SolutionLinkPartOf         SolutionLinkType = "PART_OF"
	SolutionLinkRequires       SolutionLinkType = "REQUIRES"
	SolutionLinkReplaces       SolutionLinkType = "REPLACES"
	SolutionLinkAlternativeTo  SolutionLinkType = "ALTERNATIVE_TO"
)

// Values lists the stored words in the order of the table.
func (SolutionLinkType) Values() []string { return asStrings(solutionLinks.types) }

// IsValid tells whether the type is in the table.
func (v SolutionLinkType) IsValid() bool { return solutionLinks.has(v) }

// MarshalGQL writes the value as the API shows it.
func (v SolutionLinkType) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SolutionLinkType) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SolutionLinkType", solutionLinks.types)
	return err
}

// Spec gives the type's row, or one with nothing but the code for a type that does not exist.
func (v SolutionLinkType) Spec() RelationType { return solutionLinks.spec(v) }

// Label gives the phrase that reads from one end to the other: from the `from` end for Out, from the `to` end for In.
func (v SolutionLinkType) Label(dir Direction, lang Language) string {
	return solutionLinks.label(v, dir, lang)
}

// Check tells whether a link of the type may be recorded between the two ends. The error is a *RuleError.
func (v SolutionLinkType) Check(from, to End) error { return solutionLinks.check(v, from, to) }

// solutionLinks is the table of solution to solution, in the order in which the API lists it: working together, being
// made of, taking the place of.
var solutionLinks = newRelationTable[SolutionLinkType](EntitySolutionLink,
	RelationType{
		Code:    string(SolutionLinkIntegratesWith),
		Label:   Text{"har integration med", "integrates with"},
		Inverse: Text{"har integration med", "integrates with"},
		Description: Text{
			"De två lösningarna utbyter uppgifter genom en integration som finns i bruk eller erbjuds.",
			"The two solutions exchange data through an integration that is in use or on offer.",
		},
		From: systems, To: systems, Symmetric: true,
		Term: "dcterms:relation",
	},
	RelationType{
		Code:    string(SolutionLinkUsesStandard),
		Label:   Text{"använder standarden", "uses the standard"},
		Inverse: Text{"används som standard av", "is used as a standard by"},
		Description: Text{
			"Lösningen följer standarden helt eller i den del som källan anger. Även en standard kan använda en annan.",
			"The solution follows the standard, wholly or in the part that the source names. A standard may use another one too.",
		},
		From: anySolution, To: standards,
		Term: "dcterms:conformsTo",
	},
	RelationType{
		Code:    string(SolutionLinkProfileOf),
		Label:   Text{"är en profil av", "is a profile of"},
		Inverse: Text{"har profilen", "has the profile"},
		Description: Text{
			"Standarden preciserar en annan standard för ett visst land, område eller ändamål.",
			"The standard narrows down another standard for a certain country, field or purpose.",
		},
		From: standards, To: standards,
		Term: "prof:isProfileOf",
	},
	RelationType{
		Code:    string(SolutionLinkBasedOn),
		Label:   Text{"bygger på", "is based on"},
		Inverse: Text{"ligger till grund för", "is the basis of"},
		Description: Text{
			"Lösningen är utvecklad ur den andra, till exempel som en egen gren av dess källkod eller på samma plattform.",
			"The solution was developed out of the other, for example as a fork of its source code or on its platform.",
		},
		From: anySolution, To: anySolution,
		Term: "publiccode:isBasedOn",
	},
	RelationType{
		Code:    string(SolutionLinkExtends),
		Label:   Text{"utökar", "extends"},
		Inverse: Text{"utökas av", "is extended by"},
		Description: Text{
			"Lösningen är ett tillägg som ger den andra fler funktioner och inte fungerar utan den.",
			"The solution is an add-on that gives the other more functions and does not work without it.",
		},
		From: systems, To: systems,
		Term: "schema:softwareAddOn", TermInverse: true,
	},
	RelationType{
		Code:    string(SolutionLinkPartOf),
		Label:   Text{"ingår i", "is part of"},
		Inverse: Text{"innehåller", "contains"},
		Description: Text{
			"Lösningen är en del av en större helhet, som en modul i en produkt eller en tjänst på en plattform.",
			"The solution is part of a larger whole, such as a module of a product or a service on a platform.",
		},
		From: anySolution, To: anySolution,
		Term: "dcterms:isPartOf",
	},
	RelationType{
		Code:    string(SolutionLinkRequires),
		Label:   Text{"kräver", "requires"},
		Inverse: Text{"krävs av", "is required by"},
		Description: Text{
			"Lösningen kan inte användas utan att den andra också finns på plats.",
			"The solution cannot be used unless the other is in place too.",
		},
		From: systems, To: systems,
		Term: "dcterms:requires",
	},
	RelationType{
		Code:    string(SolutionLinkReplaces),
		Label:   Text{"ersätter", "replaces"},
		Inverse: Text{"ersätts av", "is replaced by"},
		Description: Text{
			"Lösningen har tagit eller ska ta den andras plats. Datumet säger när.",
			"The solution has taken or will take the place of the other. The date says when.",
		},
		From: anySolution, To: anySolution,
		Term: "dcterms:replaces",
	},
	RelationType{
		Code:    string(SolutionLinkAlternativeTo),
		Label:   Text{"är ett alternativ till", "is an alternative to"},
		Inverse: Text{"är ett alternativ till", "is an alternative to"},
		Description: Text{
			"De två lösningarna möter samma behov, så att den som söker den ena också bör känna till den andra.",
			"The two solutions meet the same need, so that whoever looks for one should know of the other.",
		},
		From: anySolution, To: anySolution, Symmetric: true,
		Term: "schema:isSimilarTo",
	},
)
