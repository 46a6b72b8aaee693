package vocab

import (
	"io"
	"slices"
)

// RelationshipType is how one actor is related to another.
type RelationshipType string

// The values of RelationshipType. The table below says what each means.
const (
	RelationshipMemberOf                  RelationshipType = "MEMBER_OF"
	RelationshipParticipatesIn            RelationshipType = "PARTICIPATES_IN"
	RelationshipCoOptedTo                 RelationshipType = "COOPTED_TO"
	RelationshipHosts                     RelationshipType = "HOSTS"
	RelationshipSharesITOperationIn       RelationshipType = "SHARES_IT_OPERATION_IN"
	RelationshipOwns                      RelationshipType = "OWNS"
	RelationshipParentOf                  RelationshipType = "PARENT_OF"
	RelationshipFounded                   RelationshipType = "FOUNDED"
	RelationshipInitiated                 RelationshipType = "INITIATED"
	RelationshipCoordinates               RelationshipType = "COORDINATES"
	RelationshipFunds                     RelationshipType = "FUNDS"
	RelationshipCooperatesWith            RelationshipType = "COOPERATES_WITH"
	RelationshipPartnerOf                 RelationshipType = "PARTNER_OF"
	RelationshipPerformsTasksFor          RelationshipType = "PERFORMS_TASKS_FOR"
	RelationshipOperatesITFor             RelationshipType = "OPERATES_IT_FOR"
	RelationshipSharesSolutionsWith       RelationshipType = "SHARES_SOLUTIONS_WITH"
	RelationshipSupplies                  RelationshipType = "SUPPLIES"
	RelationshipHasFrameworkAgreementWith RelationshipType = "HAS_FRAMEWORK_AGREEMENT_WITH"
	RelationshipProcuresFor               RelationshipType = "PROCURES_FOR"
	RelationshipSubcontractsTo            RelationshipType = "SUBCONTRACTS_TO"
	RelationshipRepresents                RelationshipType = "REPRESENTS"
	RelationshipAdvises                   RelationshipType = "ADVISES"
	RelationshipSupports                  RelationshipType = "SUPPORTS"
	RelationshipSupervises                RelationshipType = "SUPERVISES"
	RelationshipStudies                   RelationshipType = "STUDIES"
	RelationshipSucceededBy               RelationshipType = "SUCCEEDED_BY"
)

// Values lists the stored words in the order of the table.
func (RelationshipType) Values() []string { return asStrings(relationships.types) }

// IsValid tells whether the type is in the table.
func (v RelationshipType) IsValid() bool { return relationships.has(v) }

// MarshalGQL writes the value as the API shows it.
func (v RelationshipType) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *RelationshipType) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "RelationshipType", relationships.types)
	return err
}

// Spec gives the type's row, or one with nothing but the code for a type that does not exist.
func (v RelationshipType) Spec() RelationType { return relationships.spec(v) }

// Label gives the phrase that reads from one end to the other: from the `from` end for Out, from the `to` end for In.
func (v RelationshipType) Label(dir Direction, lang Language) string {
	return relationships.label(v, dir, lang)
}

// Check tells whether a relationship of the type may be recorded between the two ends. The error is a *RuleError.
func (v RelationshipType) Check(from, to End) error { return relationships.check(v, from, to) }

// Exclusive gives the *RuleError to refuse a new relationship with if `to` already has one of this type at the same
// time, and nil where it may have several.
func (v RelationshipType) Exclusive(to End) error { return relationships.spec(v).Exclusive(to) }

// Groups of actors that may stand at an end.
var (
	anyActor                = asStrings(actorKinds)
	municipalitiesOrRegions = asStrings([]ActorKind{Municipality, Region})
	associations            = asStrings([]ActorKind{Association})
	suppliers               = asStrings([]ActorKind{Supplier})
	// Universities are state authorities, so research organisations buy under the same law as agencies do.
	contractingAuthorities = asStrings([]ActorKind{Municipality, Region, Association, Agency, ResearchOrganisation})
)

// Groups of forms that the rules tell apart.
var (
	// companyForms are owned. A central purchasing body is among them because it is, as a rule, a company or part of one.
	companyForms = []OrganisationForm{FormJointCompany, FormHoldingCompany, FormCentralPurchasingBody}
	// looseForms have no legal person of their own: one takes part in them, and someone must lend them a home.
	looseForms = []OrganisationForm{
		FormContractualCooperation, FormCooperationProgramme, FormNetwork, FormOpenSourceCommunity, FormProject,
		FormResearchProject, FormResearchNetwork,
	}
	// interestForms speak for those who belong to them.
	interestForms = []OrganisationForm{
		FormCountyFederation, FormFederationOfAssociations, FormEmployerAndInterestOrganisation, FormNonProfitAssociation,
	}
	hostedForms = slices.Concat([]OrganisationForm{FormJointBoard}, looseForms)
	memberForms = slices.Concat(
		[]OrganisationForm{FormMunicipalAssociation, FormJointBoard, FormCooperative, FormCentralPurchasingBody},
		interestForms, looseForms)
	parentForms = slices.Concat(companyForms, []OrganisationForm{FormCooperative})
)

// relationships is the table of actor to actor, in the order in which the API lists it: belonging, starting and
// running, working together, buying, standing for and watching over, following on.
var relationships = newRelationTable[RelationshipType](EntityRelationship,
	RelationType{
		Code:    string(RelationshipMemberOf),
		Label:   Text{"är medlem i", "is a member of"},
		Inverse: Text{"har som medlem", "has as member"},
		Description: Text{
			"Formellt medlemskap, till exempel i ett kommunalförbund, en gemensam nämnd eller en förening. Den som äger ett bolag är ägare, och den som är med i ett projekt eller nätverk utan medlemskap deltar.",
			"Formal membership, for example of a municipal association, a joint board or a society. Use OWNS for a company and PARTICIPATES_IN for a project or network without membership.",
		},
		From: anyActor, To: associations,
		Term: "org:memberOf",
		LegalBasis: Text{
			"Kommunallagen (2017:725) 3 kap. 8 § och 9 kap. 1–18 §§ om kommunalförbund, 3 kap. 9 § och 9 kap. 19–35 §§ om gemensam nämnd: bara kommuner och regioner kan ingå.",
			"The Local Government Act (2017:725), chapter 3 section 8 and chapter 9 sections 1–18 on municipal associations, chapter 3 section 9 and chapter 9 sections 19–35 on joint boards: only municipalities and regions can belong.",
		},
		Rules: []Rule{
			{
				Text: Text{
					"bara kommuner och regioner kan vara medlemmar i ett kommunalförbund",
					"only municipalities and regions can be members of a municipal association",
				},
				Field: FieldFrom, WhenOther: []OrganisationForm{FormMunicipalAssociation}, Kinds: municipalitiesOrRegions,
			},
			{
				Text: Text{
					"bara kommuner och regioner kan vara medlemmar i en gemensam nämnd",
					"only municipalities and regions can be members of a joint board",
				},
				Field: FieldFrom, WhenOther: []OrganisationForm{FormJointBoard}, Kinds: municipalitiesOrRegions,
			},
			{
				Text: Text{
					"ett bolag har ägare, inte medlemmar: använd OWNS",
					"a company has owners, not members: use OWNS",
				},
				Field: FieldTo, Forms: memberForms,
			},
		},
	},
	RelationType{
		Code:    string(RelationshipParticipatesIn),
		Label:   Text{"deltar i", "takes part in"},
		Inverse: Text{"har som deltagare", "has as participant"},
		Description: Text{
			"Deltar i ett projekt, ett program, ett nätverk eller en samverkan genom avtal utan att vara medlem i någon juridisk person.",
			"Takes part in a project, programme, network or cooperation by contract without being a member of any legal person.",
		},
		From: anyActor, To: associations,
		Rules: []Rule{{
			Text: Text{
				"man deltar i samverkan utan egen juridisk person, som projekt och nätverk: använd annars MEMBER_OF eller OWNS",
				"one takes part in cooperation without a legal person of its own, such as projects and networks: otherwise use MEMBER_OF or OWNS",
			},
			Field: FieldTo, Forms: looseForms,
		}},
	},
	RelationType{
		Code:    string(RelationshipCoOptedTo),
		Label:   Text{"är adjungerad till", "is co-opted to"},
		Inverse: Text{"har adjungerat", "has co-opted"},
		Description: Text{
			"Är med på möten och i arbetet utan fullt medlemskap och som regel utan rösträtt.",
			"Attends meetings and takes part in the work without full membership and as a rule without a vote.",
		},
		From: anyActor, To: associations,
	},
	RelationType{
		Code:    string(RelationshipHosts),
		Label:   Text{"är värd för", "hosts"},
		Inverse: Text{"har som värd", "is hosted by"},
		Description: Text{
			"Rymmer samverkan i sin egen organisation och svarar för personal, avtal och förvaltning. En gemensam nämnd ingår alltid i värdens organisation.",
			"Houses the cooperation in its own organisation and answers for staff, contracts and administration. A joint board always belongs to the organisation of its host.",
		},
		From: contractingAuthorities, To: associations,
		LegalBasis: Text{
			"Kommunallagen (2017:725) 3 kap. 9 § och 9 kap. 19–35 §§: en gemensam nämnd ingår i en av parternas organisation.",
			"The Local Government Act (2017:725), chapter 3 section 9 and chapter 9 sections 19–35: a joint board belongs to the organisation of one of the parties.",
		},
		Rules: []Rule{
			{
				Text: Text{
					"bara en kommun eller en region kan vara värd för en gemensam nämnd",
					"only a municipality or a region can host a joint board",
				},
				Field: FieldFrom, WhenOther: []OrganisationForm{FormJointBoard}, Kinds: municipalitiesOrRegions,
			},
			{
				Text: Text{
					"en gemensam nämnd har exakt en värd åt gången",
					"a joint board has exactly one host at a time",
				},
				Field: FieldFrom, WhenOther: []OrganisationForm{FormJointBoard}, Single: true,
			},
			{
				Text: Text{
					"bara en gemensam nämnd eller samverkan utan egen juridisk person har en värd",
					"only a joint board or cooperation without a legal person of its own has a host",
				},
				Field: FieldTo, Forms: hostedForms,
			},
		},
	},
	RelationType{
		Code:    string(RelationshipSharesITOperationIn),
		Label:   Text{"har gemensam it-drift genom", "shares IT operation in"},
		Inverse: Text{"sköter gemensam it-drift för", "runs shared IT operation for"},
		Description: Text{
			"Kommunens eller regionens it-drift sköts gemensamt med andras i förbundet, nämnden, bolaget eller avtalet. Anges utöver medlemskap eller ägande, som inte i sig säger att it-driften är gemensam.",
			"The municipality’s or region’s IT is operated together with that of others in the association, board, company or agreement. State it beside membership or ownership, which do not in themselves say that IT operation is shared.",
		},
		From: municipalitiesOrRegions, To: associations,
	},
	RelationType{
		Code:    string(RelationshipOwns),
		Label:   Text{"är ägare till", "is an owner of"},
		Inverse: Text{"har som ägare", "has as owner"},
		Description: Text{
			"Äger hela eller en del av ett bolag, eller har huvudansvaret för en inköpscentral. Gäller ägandet en lösning används i stället motsvarande engagemang.",
			"Owns all or part of a company, or has the main responsibility for a central purchasing body. Ownership of a solution is an involvement instead.",
		},
		From: anyActor, To: asStrings([]ActorKind{Association, Supplier}),
		Term: "bods:shareholding",
		LegalBasis: Text{
			"Kommunallagen (2017:725) 10 kap. 1 §: fullmäktige får lämna över skötseln av en kommunal angelägenhet till en juridisk person om inte lag kräver att en nämnd sköter den.",
			"The Local Government Act (2017:725), chapter 10 section 1: the council may hand over the care of a municipal matter to a legal person unless the law requires a committee to handle it.",
		},
		Rules: []Rule{{
			Text: Text{
				"bara bolag och inköpscentraler ägs; andra samverkansformer har medlemmar eller deltagare",
				"only companies and central purchasing bodies are owned; other forms have members or participants",
			},
			Field: FieldTo, Forms: companyForms,
		}},
	},
	RelationType{
		Code:    string(RelationshipParentOf),
		Label:   Text{"är moderbolag till", "is the parent company of"},
		Inverse: Text{"är dotterbolag till", "is a subsidiary of"},
		Description: Text{
			"Leder en koncern som det andra bolaget ingår i. Använd OWNS när bara ägandet är känt.",
			"Heads a company group that the other company belongs to. Use OWNS where only the ownership is known.",
		},
		From: asStrings([]ActorKind{Association, Supplier}), To: asStrings([]ActorKind{Association, Supplier}),
		Term: "org:hasSubOrganization",
		Rules: []Rule{
			{
				Text: Text{
					"bara ett bolag eller en ekonomisk förening kan vara moderbolag",
					"only a company or a cooperative can be a parent company",
				},
				Field: FieldFrom, Forms: parentForms,
			},
			{
				Text:  Text{"bara ett bolag kan vara dotterbolag", "only a company can be a subsidiary"},
				Field: FieldTo, Forms: companyForms,
			},
		},
	},
	RelationType{
		Code:    string(RelationshipFounded),
		Label:   Text{"har grundat", "founded"},
		Inverse: Text{"har grundats av", "was founded by"},
		Description: Text{
			"Har bildat organisationen, ensam eller med andra. Säger inget om medlemskap eller ägande i dag.",
			"Formed the organisation, alone or with others. It says nothing about membership or ownership today.",
		},
		From: anyActor, To: asStrings([]ActorKind{Association, Supplier, Agency, ResearchOrganisation}),
		Term: "schema:founder", TermInverse: true,
	},
	RelationType{
		Code:    string(RelationshipInitiated),
		Label:   Text{"har tagit initiativ till", "initiated"},
		Inverse: Text{"har tillkommit på initiativ av", "was initiated by"},
		Description: Text{
			"Tog det första steget till ett projekt, ett nätverk eller en annan samverkan, utan att nödvändigtvis ha bildat det formellt.",
			"Took the first step towards a project, network or other cooperation, without necessarily having formed it formally.",
		},
		From: anyActor, To: associations,
	},
	RelationType{
		Code:    string(RelationshipCoordinates),
		Label:   Text{"samordnar", "coordinates"},
		Inverse: Text{"samordnas av", "is coordinated by"},
		Description: Text{
			"Leder och håller ihop arbetet i ett projekt, ett program eller ett nätverk för alla parters räkning.",
			"Leads and holds together the work of a project, programme or network on behalf of all parties.",
		},
		From: anyActor, To: associations,
	},
	RelationType{
		Code:    string(RelationshipFunds),
		Label:   Text{"finansierar", "funds"},
		Inverse: Text{"finansieras av", "is funded by"},
		Description: Text{
			"Ger bidrag eller annan finansiering till en aktör. Betalning för en leverans är inte finansiering.",
			"Gives a grant or other funding to an actor. Payment for a delivery is not funding.",
		},
		From: anyActor, To: anyActor,
		Term: "schema:funder", TermInverse: true,
	},
	RelationType{
		Code:    string(RelationshipCooperatesWith),
		Label:   Text{"samarbetar med", "cooperates with"},
		Inverse: Text{"samarbetar med", "cooperates with"},
		Description: Text{
			"Ett samarbete vars form inte är närmare känd eller reglerad. Använd en mer bestämd typ där en sådan passar.",
			"Cooperation whose form is not further known or regulated. Use a more specific type where one fits.",
		},
		From: anyActor, To: anyActor, Symmetric: true,
		Term: "org:linkedTo",
	},
	RelationType{
		Code:    string(RelationshipPartnerOf),
		Label:   Text{"har partnerskap med", "is in partnership with"},
		Inverse: Text{"har partnerskap med", "is in partnership with"},
		Description: Text{
			"Ett överenskommet partnerskap med gemensamma mål, som går utöver enskilda leveranser och projekt.",
			"An agreed partnership with shared aims that goes beyond single deliveries and projects.",
		},
		From: anyActor, To: anyActor, Symmetric: true,
		Term: "org:linkedTo",
	},
	RelationType{
		Code:    string(RelationshipPerformsTasksFor),
		Label:   Text{"utför uppgifter åt", "performs tasks for"},
		Inverse: Text{"får uppgifter utförda av", "has tasks performed by"},
		Description: Text{
			"Avtalssamverkan: en kommun eller region utför, helt eller delvis, en annans uppgifter enligt avtal.",
			"Cooperation by agreement: a municipality or region performs the tasks of another, in whole or in part, under an agreement.",
		},
		From: municipalitiesOrRegions, To: municipalitiesOrRegions,
		Term: "prov:actedOnBehalfOf",
		LegalBasis: Text{
			"Kommunallagen (2017:725) 9 kap. 37–38 §§: en kommun eller region får avtala om att en annan utför dess uppgifter, helt eller delvis; styrelsen ska varje år rapportera till fullmäktige om sådan samverkan.",
			"The Local Government Act (2017:725), chapter 9 sections 37–38: a municipality or region may agree that another performs its tasks, in whole or in part; the executive board must report such cooperation to the council every year.",
		},
	},
	RelationType{
		Code:    string(RelationshipOperatesITFor),
		Label:   Text{"sköter it-driften åt", "operates IT for"},
		Inverse: Text{"får it-driften skött av", "has its IT operated by"},
		Description: Text{
			"Sköter hela eller en väsentlig del av it-driften åt en annan part, oavsett om grunden är ett köp, ett avtal mellan kommuner eller ett uppdrag. Är driften gemensam används SHARES_IT_OPERATION_IN.",
			"Operates all or a substantial part of the IT of another party, whether under a purchase, an agreement between municipalities or an assignment. Where operation is shared, use SHARES_IT_OPERATION_IN.",
		},
		From: anyActor, To: contractingAuthorities,
	},
	RelationType{
		Code:    string(RelationshipSharesSolutionsWith),
		Label:   Text{"delar med sig av lösningar till", "shares solutions with"},
		Inverse: Text{"tar del av lösningar från", "receives solutions from"},
		Description: Text{
			"Låter en annan part ta över eller använda lösningar som den själv har tagit fram, till exempel när en mindre kommun drar nytta av en större kommuns arbete.",
			"Lets another party take over or use solutions of its own making, for example when a smaller municipality benefits from the work of a larger one.",
		},
		From: contractingAuthorities, To: contractingAuthorities,
	},
	RelationType{
		Code:    string(RelationshipSupplies),
		Label:   Text{"är leverantör till", "supplies"},
		Inverse: Text{"har som leverantör", "has as supplier"},
		Description: Text{
			"En bekräftad leverans av varor eller tjänster, från ett företag eller ett gemensamt ägt bolag. Vilken lösning det gäller anges hos den som använder lösningen.",
			"A confirmed delivery of goods or services, from a company or a jointly owned one. Which solution it concerns is stated with the actor that uses the solution.",
		},
		From: asStrings([]ActorKind{Supplier, Association}), To: contractingAuthorities,
	},
	RelationType{
		Code:    string(RelationshipHasFrameworkAgreementWith),
		Label:   Text{"har ramavtal med", "has a framework agreement with"},
		Inverse: Text{"är ramavtalsleverantör till", "is a framework agreement supplier to"},
		Description: Text{
			"Har tecknat ett ramavtal med leverantören, för egna avrop eller för andras. Ett ramavtal är ännu ingen leverans.",
			"Has signed a framework agreement with the supplier, for its own call-offs or those of others. A framework agreement is not yet a delivery.",
		},
		From: contractingAuthorities, To: suppliers,
	},
	RelationType{
		Code:    string(RelationshipProcuresFor),
		Label:   Text{"upphandlar åt", "procures for"},
		Inverse: Text{"upphandlar genom", "procures through"},
		Description: Text{
			"Genomför upphandlingar för en annan upphandlande myndighets räkning, som inköpscentral eller som ombud i en gemensam upphandling.",
			"Carries out procurements on behalf of another contracting authority, as a central purchasing body or as agent in a joint procurement.",
		},
		From: contractingAuthorities, To: contractingAuthorities,
		Term: "prov:actedOnBehalfOf",
		LegalBasis: Text{
			"Lagen om offentlig upphandling 7 kap. 10 §: en upphandlande myndighet får anlita en inköpscentral utan att upphandla själva tjänsten.",
			"The Public Procurement Act, chapter 7 section 10: a contracting authority may use a central purchasing body without tendering that service.",
		},
	},
	RelationType{
		Code:    string(RelationshipSubcontractsTo),
		Label:   Text{"anlitar som underleverantör", "subcontracts to"},
		Inverse: Text{"är underleverantör till", "is a subcontractor of"},
		Description: Text{
			"Låter en annan leverantör utföra en del av sina åtaganden mot kund.",
			"Has another supplier carry out part of its commitments to customers.",
		},
		From: suppliers, To: suppliers,
	},
	RelationType{
		Code:    string(RelationshipRepresents),
		Label:   Text{"företräder", "represents"},
		Inverse: Text{"företräds av", "is represented by"},
		Description: Text{
			"För en annan aktörs talan som arbetsgivar-, intresse- eller branschorganisation.",
			"Speaks for another actor as an employer, interest or trade organisation.",
		},
		From: associations, To: anyActor,
		Term: "prov:actedOnBehalfOf",
		Rules: []Rule{{
			Text: Text{
				"bara intresseorganisationer, länsförbund och föreningar företräder andra",
				"only interest organisations, county federations and non-profit associations represent others",
			},
			Field: FieldFrom, Forms: interestForms,
		}},
	},
	RelationType{
		Code:    string(RelationshipAdvises),
		Label:   Text{"ger råd till", "advises"},
		Inverse: Text{"får råd av", "is advised by"},
		Description: Text{
			"Ger fortlöpande råd och vägledning som den andra parten själv väljer om den ska följa.",
			"Gives continuing advice and guidance, which the other party decides for itself whether to follow.",
		},
		From: anyActor, To: anyActor,
	},
	RelationType{
		Code:    string(RelationshipSupports),
		Label:   Text{"ger stöd till", "supports"},
		Inverse: Text{"får stöd av", "is supported by"},
		Description: Text{
			"Hjälper en annan aktör med personal, kompetens eller praktiskt arbete, utan att ta över uppgiften. Pengar anges som FUNDS och råd som ADVISES.",
			"Helps another actor with staff, skills or practical work without taking over the task. Money is FUNDS and advice is ADVISES.",
		},
		From: anyActor, To: anyActor,
	},
	RelationType{
		Code:    string(RelationshipSupervises),
		Label:   Text{"utövar tillsyn över", "supervises"},
		Inverse: Text{"står under tillsyn av", "is supervised by"},
		Description: Text{
			"En myndighet granskar att den andra parten följer lagar och föreskrifter.",
			"An agency examines whether the other party follows laws and regulations.",
		},
		From: asStrings([]ActorKind{Agency}), To: anyActor,
	},
	RelationType{
		Code:    string(RelationshipStudies),
		Label:   Text{"studerar", "studies"},
		Inverse: Text{"studeras av", "is studied by"},
		Description: Text{
			"En forskningsorganisation undersöker eller följer aktörens arbete i forskningssyfte.",
			"A research organisation examines or follows the work of the actor for the purpose of research.",
		},
		From: asStrings([]ActorKind{ResearchOrganisation}), To: anyActor,
	},
	RelationType{
		Code:    string(RelationshipSucceededBy),
		Label:   Text{"efterträds av", "is succeeded by"},
		Inverse: Text{"efterträder", "succeeds"},
		Description: Text{
			"Har upphört eller gått upp i en annan aktör som fortsätter verksamheten, till exempel efter en sammanslagning eller ett namnbyte med ny juridisk person.",
			"Has ended or merged into another actor that carries on the activity, for example after a merger or a change of name with a new legal person.",
		},
		From: anyActor, To: anyActor,
		Term: "dcterms:isReplacedBy",
		Rules: []Rule{{
			Text: Text{
				"en aktör efterträds av en aktör av samma slag",
				"an actor is succeeded by an actor of the same kind",
			},
			Field: FieldTo, SameKind: true,
		}},
	},
)
