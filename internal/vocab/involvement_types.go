package vocab

import "io"

// InvolvementType is the part that an actor plays in a solution.
type InvolvementType string

// The values of InvolvementType. The table below says what each means.
const (
	InvolvementUses            InvolvementType = "USES"
	InvolvementPlansToUse      InvolvementType = "PLANS_TO_USE"
	InvolvementEvaluates       InvolvementType = "EVALUATES"
	InvolvementJointlyProcured InvolvementType = "JOINTLY_PROCURED"
	InvolvementProvides        InvolvementType = "PROVIDES"
	InvolvementResells         InvolvementType = "RESELLS"
	InvolvementOwns            InvolvementType = "OWNS"
	InvolvementInitiated       InvolvementType = "INITIATED"
	InvolvementDeveloped       InvolvementType = "DEVELOPED"
	InvolvementContributesTo   InvolvementType = "CONTRIBUTES_TO"
	InvolvementMaintains       InvolvementType = "MAINTAINS"
	InvolvementOperates        InvolvementType = "OPERATES"
	InvolvementCoordinates     InvolvementType = "COORDINATES"
	InvolvementFunds           InvolvementType = "FUNDS"
	InvolvementSupports        InvolvementType = "SUPPORTS"
	InvolvementRecommends      InvolvementType = "RECOMMENDS"
	InvolvementSuppliesDataTo  InvolvementType = "SUPPLIES_DATA_TO"
	InvolvementPublishesOn     InvolvementType = "PUBLISHES_ON"
)

// Values lists the stored words in the order of the table.
func (InvolvementType) Values() []string { return asStrings(involvements.types) }

// IsValid tells whether the type is in the table.
func (v InvolvementType) IsValid() bool { return involvements.has(v) }

// MarshalGQL writes the value as the API shows it.
func (v InvolvementType) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *InvolvementType) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "InvolvementType", involvements.types)
	return err
}

// Spec gives the type's row, or one with nothing but the code for a type that does not exist.
func (v InvolvementType) Spec() RelationType { return involvements.spec(v) }

// Label gives the phrase that reads from one end to the other: from the `from` end for Out, from the `to` end for In.
func (v InvolvementType) Label(dir Direction, lang Language) string {
	return involvements.label(v, dir, lang)
}

// Check tells whether an involvement of the type may be recorded between the two ends. The error is a *RuleError.
func (v InvolvementType) Check(from, to End) error { return involvements.check(v, from, to) }

// Groups of solutions that may stand at an end.
var (
	anySolution = asStrings(solutionKinds)
	standards   = asStrings([]SolutionKind{SolutionStandard})
	// systems are the solutions that run somewhere; a standard is only followed.
	systems = asStrings([]SolutionKind{
		SolutionOpenSource, SolutionSharedService, SolutionJointlyProcured, SolutionCommercialProduct,
	})
	// boughtSolutions are those that are paid for; open source is free to take, though help with it is not.
	boughtSolutions = asStrings([]SolutionKind{SolutionSharedService, SolutionJointlyProcured, SolutionCommercialProduct})
)

// involvements is the table of actor to solution, in the order in which the API lists it: using and buying, supplying
// and owning, making and running, helping.
var involvements = newRelationTable[InvolvementType](EntityInvolvement,
	RelationType{
		Code:    string(InvolvementUses),
		Label:   Text{"använder", "uses"},
		Inverse: Text{"används av", "is used by"},
		Description: Text{
			"Använder lösningen i sin verksamhet, eller sågs använda den när källan skrevs. Leverantören kan anges.",
			"Uses the solution in its activity, or was seen using it when the source was written. The supplier may be named.",
		},
		From: anyActor, To: anySolution,
		Term: "publiccode:usedBy", TermInverse: true,
		Facet: FacetUse,
	},
	RelationType{
		Code:    string(InvolvementPlansToUse),
		Label:   Text{"planerar att ta i bruk", "plans to use"},
		Inverse: Text{"planeras tas i bruk av", "is planned to be used by"},
		Description: Text{
			"Har beslutat eller offentligt meddelat att lösningen ska införas, men använder den ännu inte.",
			"Has decided or publicly stated that the solution will be introduced, but does not yet use it.",
		},
		From: anyActor, To: anySolution,
	},
	RelationType{
		Code:    string(InvolvementEvaluates),
		Label:   Text{"utvärderar", "evaluates"},
		Inverse: Text{"utvärderas av", "is evaluated by"},
		Description: Text{
			"Prövar lösningen, i ett pilotprojekt eller en jämförelse, utan att ha bestämt sig för att använda den.",
			"Tries out the solution, in a pilot or a comparison, without having decided to use it.",
		},
		From: anyActor, To: anySolution,
	},
	RelationType{
		Code:    string(InvolvementJointlyProcured),
		Label:   Text{"har deltagit i gemensam upphandling av", "took part in the joint procurement of"},
		Inverse: Text{"har upphandlats gemensamt av", "was jointly procured by"},
		Description: Text{
			"Var en av parterna i en gemensam upphandling av lösningen. Säger inte att den sedan togs i bruk.",
			"Was one of the parties to a joint procurement of the solution. It does not say that the solution was then put to use.",
		},
		From: contractingAuthorities, To: boughtSolutions,
	},
	RelationType{
		Code:    string(InvolvementProvides),
		Label:   Text{"tillhandahåller", "provides"},
		Inverse: Text{"tillhandahålls av", "is provided by"},
		Description: Text{
			"Erbjuder lösningen till dem som vill använda den, som produktens leverantör eller tjänstens avsändare.",
			"Offers the solution to those who want to use it, as the product’s supplier or the body behind the service.",
		},
		From: anyActor, To: systems,
		Term: "schema:provider", TermInverse: true,
		Facet: FacetSupply,
	},
	RelationType{
		Code:    string(InvolvementResells),
		Label:   Text{"är återförsäljare av", "resells"},
		Inverse: Text{"säljs vidare av", "is resold by"},
		Description: Text{
			"Säljer en lösning som någon annan tillhandahåller, i eget namn eller som förmedlare.",
			"Sells a solution that someone else provides, in its own name or as an intermediary.",
		},
		From: asStrings([]ActorKind{Supplier, Association}), To: boughtSolutions,
		Facet: FacetSupply,
	},
	RelationType{
		Code:    string(InvolvementOwns),
		Label:   Text{"äger", "owns"},
		Inverse: Text{"ägs av", "is owned by"},
		Description: Text{
			"Äger lösningen eller har huvudansvaret för den och bestämmer ytterst om dess inriktning.",
			"Owns the solution or has the main responsibility for it, and has the last word on its direction.",
		},
		From: anyActor, To: anySolution,
		Term: "schema:owns",
	},
	RelationType{
		Code:    string(InvolvementInitiated),
		Label:   Text{"har tagit initiativ till", "initiated"},
		Inverse: Text{"har tillkommit på initiativ av", "was initiated by"},
		Description: Text{
			"Tog det första steget till lösningen, utan att nödvändigtvis ha utvecklat eller betalat den.",
			"Took the first step towards the solution, without necessarily having developed it or paid for it.",
		},
		From: anyActor, To: anySolution,
	},
	RelationType{
		Code:    string(InvolvementDeveloped),
		Label:   Text{"har utvecklat", "developed"},
		Inverse: Text{"har utvecklats av", "was developed by"},
		Description: Text{
			"Har tagit fram lösningen, ensam eller med andra. Mindre tillägg anges som CONTRIBUTES_TO.",
			"Created the solution, alone or with others. Smaller additions are CONTRIBUTES_TO.",
		},
		From: anyActor, To: anySolution,
		Term: "dcterms:creator", TermInverse: true,
	},
	RelationType{
		Code:    string(InvolvementContributesTo),
		Label:   Text{"bidrar till utvecklingen av", "contributes to"},
		Inverse: Text{"utvecklas med hjälp av", "has contributions from"},
		Description: Text{
			"Lämnar kod, krav, översättningar eller annat arbete till en lösning som någon annan svarar för.",
			"Gives code, requirements, translations or other work to a solution that someone else answers for.",
		},
		From: anyActor, To: anySolution,
		Term: "dcterms:contributor", TermInverse: true,
	},
	RelationType{
		Code:    string(InvolvementMaintains),
		Label:   Text{"förvaltar", "maintains"},
		Inverse: Text{"förvaltas av", "is maintained by"},
		Description: Text{
			"Svarar för rättningar, nya versioner och vidareutveckling.",
			"Answers for corrections, new versions and further development.",
		},
		From: anyActor, To: anySolution,
		Term: "schema:maintainer", TermInverse: true,
	},
	RelationType{
		Code:    string(InvolvementOperates),
		Label:   Text{"driver", "operates"},
		Inverse: Text{"drivs av", "is operated by"},
		Description: Text{
			"Sköter den tekniska driften av lösningen för alla eller en del av dess användare.",
			"Runs the solution technically for all or some of its users.",
		},
		From: anyActor, To: systems,
		Term: "schema:serviceOperator", TermInverse: true,
	},
	RelationType{
		Code:    string(InvolvementCoordinates),
		Label:   Text{"samordnar", "coordinates"},
		Inverse: Text{"samordnas av", "is coordinated by"},
		Description: Text{
			"Håller ihop parterna kring lösningen: samlar behov, prioriterar och bereder beslut.",
			"Holds together the parties around the solution: gathers needs, sets priorities and prepares decisions.",
		},
		From: anyActor, To: anySolution,
	},
	RelationType{
		Code:    string(InvolvementFunds),
		Label:   Text{"finansierar", "funds"},
		Inverse: Text{"finansieras av", "is funded by"},
		Description: Text{
			"Ger bidrag eller annan finansiering till utveckling eller drift. Att betala för egen användning är inte finansiering.",
			"Gives a grant or other funding for development or operation. Paying for one’s own use is not funding.",
		},
		From: anyActor, To: anySolution,
		Term: "schema:funder", TermInverse: true,
	},
	RelationType{
		Code:    string(InvolvementSupports),
		Label:   Text{"ger stöd kring", "supports"},
		Inverse: Text{"har stöd av", "is supported by"},
		Description: Text{
			"Hjälper andra att införa och använda lösningen, till exempel med utbildning, samordnad anslutning eller support.",
			"Helps others to introduce and use the solution, for example with training, coordinated connection or a help desk.",
		},
		From: anyActor, To: anySolution,
	},
	RelationType{
		Code:    string(InvolvementRecommends),
		Label:   Text{"rekommenderar", "recommends"},
		Inverse: Text{"rekommenderas av", "is recommended by"},
		Description: Text{
			"Uppmanar offentligt andra att använda lösningen eller följa standarden, i en vägledning eller ett ställningstagande.",
			"Publicly calls on others to use the solution or follow the standard, in guidance or a statement of position.",
		},
		From: anyActor, To: anySolution,
	},
	RelationType{
		Code:    string(InvolvementSuppliesDataTo),
		Label:   Text{"levererar data till", "supplies data to"},
		Inverse: Text{"får data från", "gets data from"},
		Description: Text{
			"Är källa till uppgifter som lösningen visar, förmedlar eller bearbetar.",
			"Is a source of data that the solution shows, passes on or processes.",
		},
		From: anyActor, To: systems,
	},
	RelationType{
		Code:    string(InvolvementPublishesOn),
		Label:   Text{"publicerar data på", "publishes data on"},
		Inverse: Text{"publicerar data från", "publishes data from"},
		Description: Text{
			"Publicerar egna datamängder eller annat innehåll för allmänheten genom lösningen.",
			"Publishes data sets or other content of its own to the public through the solution.",
		},
		From: anyActor, To: systems,
	},
)
