package guideline

import "kommungraf/internal/vocab"

// words are the fixed words of the report. The verbs %s and %d are filled by compose.
var words = struct {
	Brand, Title, WholeSector, ForOne, Summary, SummaryOne                                                      vocab.Text
	Revision, Date, Skip, Contents, Own, Against, Confidence, Source, Footer                                    vocab.Text
	About, AboutWhat, AboutOwn, AboutConfidence, AboutWarning, AboutLaw, AboutUnknown                           vocab.Text
	Study, Purpose, Coordinator, Funder, Period                                                                 vocab.Text
	SituationsAndNeeds, SituationsIntro, Situation, Need, Meaning, Situations, Needs, Consider                  vocab.Text
	Alternatives, AlternativesIntro, Fits, Answers, Pros, Cons, Steps, Prerequisites, Sizes                     vocab.Text
	AllSizes, Parties, PartiesAlone, PartiesMany, ObstaclesMet, FormsPossible                                   vocab.Text
	Forms, FormsIntro, FormsTable, Form, RestsOn, LegalPerson, OpenTo, Effort, Opportunities                    vocab.Text
	Limitations, Law, LawMissing, Responsibility, Procurement, Entry, Exit, SuitsWhen                           vocab.Text
	Obstacles, ObstaclesIntro, Strikes, StrikesRoles, Handlings, Warnings, SeenAt, DescribedUnder               vocab.Text
	Principles, PrinciplesIntro, Behind, Tension                                                                vocab.Text
	Patterns, PatternsIntro, Context, Consequences, Observed                                                    vocab.Text
	Roles, RolesIntro, Requirements                                                                             vocab.Text
	Sources, SourcesIntro, SourceYear                                                                           vocab.Text
	MunicipalityTitle, MunicipalityIntro, Code, County, Population, PopulationIn, Group                         vocab.Text
	FormsInUse, NoFormsInUse, Since, Through, Options, OptionsAll, OptionsAsked, Fit, SpeaksFor                 vocab.Text
	SpeaksAgainst, Open, Closed, InUse, Examples, ExampleOf, RuledOut, Unknown, Described, PartiesFew, PartyOne vocab.Text
}{
	Brand:       vocab.Text{SV: "Kommungraf", EN: "Kommungraf"},
	Title:       vocab.Text{SV: "Vägledning – handlingsalternativ för it-samverkan", EN: "Guideline – action alternatives for IT collaboration"},
	WholeSector: vocab.Text{SV: "Hela kommunsektorn", EN: "The whole municipal sector"},
	ForOne:      vocab.Text{SV: "Utgåva för %s", EN: "Edition for %s"},
	Summary: vocab.Text{
		SV: "Situationer och behov, vad en kommun kan göra, i vilka former, vad som står i vägen och vilka krav det ställer på it-funktionen. Varje påstående hänvisar till sitt underlag.",
		EN: "Situations and needs, what a municipality can do and in which forms, what stands in the way, and what this demands of the IT function. Every statement points to its basis.",
	},
	SummaryOne: vocab.Text{
		SV: "Kommunens utgångsläge och vad som ligger närmast till hands, följt av hela ramverket: situationer och behov, handlingsalternativ, samverkansformer, hinder, principer och krav på it-funktionen.",
		EN: "Where the municipality stands and what lies nearest, followed by the whole framework: situations and needs, action alternatives, forms of collaboration, obstacles, principles and requirements on the IT function.",
	},
	Revision:   vocab.Text{SV: "Kunskapsbasens revision", EN: "Revision of the knowledge base"},
	Date:       vocab.Text{SV: "Gäller per", EN: "As of"},
	Skip:       vocab.Text{SV: "Hoppa till innehållet", EN: "Skip to the content"},
	Contents:   vocab.Text{SV: "Innehåll", EN: "Contents"},
	Own:        vocab.Text{SV: "egen bedömning", EN: "our own reasoning"},
	Against:    vocab.Text{SV: "talar emot:", EN: "against:"},
	Confidence: vocab.Text{SV: "säkerhet:", EN: "confidence:"},
	Source:     vocab.Text{SV: "källa", EN: "source"},
	Footer: vocab.Text{
		SV: "Sammanställd ur kunskapsbasen Kommungraf, revision %d, %s. Vägledningen är inte juridisk rådgivning.",
		EN: "Compiled from the knowledge base Kommungraf, revision %d, %s. The guideline is not legal advice.",
	},
	About: vocab.Text{SV: "Om vägledningen", EN: "About the guideline"},
	AboutWhat: vocab.Text{
		SV: "Vägledningen är sammanställd ur en kunskapsbas om samverkan kring it och digitalisering i kommunsektorn, så som den såg ut vid den revision och det datum som står på första sidan. Siffror inom hakparentes, till exempel [1], leder till källförteckningen sist. Källor som talar emot ett påstående anges särskilt.",
		EN: "The guideline is compiled from a knowledge base on collaboration in IT and digitalisation in the municipal sector, as it stood at the revision and date on the first page. Numbers in square brackets, such as [1], lead to the list of sources at the end. Sources that speak against a statement are named as such.",
	},
	AboutOwn: vocab.Text{
		SV: "Det som är märkt «egen bedömning» är kunskapsbasens eget resonemang och har ingen publicerad källa. Sådant har alltid högst medelhög säkerhet.",
		EN: "What is marked “our own reasoning” is reasoned by the knowledge base itself and has no published source. Its confidence is never more than medium.",
	},
	AboutConfidence: vocab.Text{
		SV: "Säkerheten är hög när en officiell källa, en förstahandskälla eller två oberoende källor stöder påståendet, medel när en andrahandskälla eller en äldre källa gör det, och låg när underlaget är en enda osäker källa. En källa betyder att tanken har stöd där; formuleringen och generaliseringen är kunskapsbasens.",
		EN: "The confidence is high when an official or first-hand source, or two independent sources, support the statement, medium when a secondary or an older source does, and low when the basis is a single uncertain source. A source means that the thought is supported there; the wording and the generalisation are the knowledge base’s.",
	},
	AboutWarning: vocab.Text{
		SV: "Det som har prövats utan att fungera visas i en ruta märkt «Varning». Det är inget råd.",
		EN: "What was tried and failed is shown in a box marked “Warning”. It is not advice.",
	},
	AboutLaw: vocab.Text{
		SV: "Inget i vägledningen är juridisk rådgivning. Pröva alltid lagstödet och upphandlingsreglerna i det enskilda fallet.",
		EN: "Nothing in the guideline is legal advice. Always test the legal basis and the procurement rules in the case at hand.",
	},
	AboutUnknown: vocab.Text{
		SV: "Kunskapsbasen är inte fullständig. Att något saknas betyder inte att det inte finns.",
		EN: "The knowledge base is not complete. That something is missing does not mean that it does not exist.",
	},
	Study:       vocab.Text{SV: "Forskningsprojekt", EN: "Research project"},
	Purpose:     vocab.Text{SV: "Syfte", EN: "Purpose"},
	Coordinator: vocab.Text{SV: "Koordinator", EN: "Coordinator"},
	Funder:      vocab.Text{SV: "Finansiär", EN: "Funder"},
	Period:      vocab.Text{SV: "Period", EN: "Period"},

	SituationsAndNeeds: vocab.Text{SV: "Situationer och behov", EN: "Situations and needs"},
	SituationsIntro: vocab.Text{
		SV: "Börja här: leta upp den situation eller det behov som liknar ert, och följ hänvisningarna till de handlingsalternativ som svarar mot det.",
		EN: "Begin here: find the situation or need that resembles yours, and follow the references to the action alternatives that answer to it.",
	},
	Situation:  vocab.Text{SV: "Situation", EN: "Situation"},
	Need:       vocab.Text{SV: "Behov", EN: "Need"},
	Meaning:    vocab.Text{SV: "Innebörd", EN: "Meaning"},
	Situations: vocab.Text{SV: "Situationer och de alternativ som passar", EN: "Situations and the alternatives that fit"},
	Needs:      vocab.Text{SV: "Behov och de alternativ som svarar mot dem", EN: "Needs and the alternatives that answer to them"},
	Consider:   vocab.Text{SV: "Alternativ att överväga", EN: "Alternatives to consider"},

	Alternatives: vocab.Text{SV: "Handlingsalternativ", EN: "Action alternatives"},
	AlternativesIntro: vocab.Text{
		SV: "Alternativen står i bokstavsordning, inte i rangordning. Vilket som passar beror på situationen, behoven och kommunens storlek.",
		EN: "The alternatives stand in alphabetical order, not ranked. Which one fits depends on the situation, the needs and the size of the municipality.",
	},
	Fits:          vocab.Text{SV: "Passar när", EN: "Fits when"},
	Answers:       vocab.Text{SV: "Svarar mot behov", EN: "Answers to needs"},
	Pros:          vocab.Text{SV: "Fördelar", EN: "Advantages"},
	Cons:          vocab.Text{SV: "Nackdelar", EN: "Drawbacks"},
	Steps:         vocab.Text{SV: "Steg", EN: "Steps"},
	Prerequisites: vocab.Text{SV: "Förutsättningar", EN: "Prerequisites"},
	Sizes:         vocab.Text{SV: "Beskrivet för", EN: "Described for"},
	AllSizes:      vocab.Text{SV: "kommuner av alla storlekar", EN: "municipalities of all sizes"},
	Parties:       vocab.Text{SV: "Parter", EN: "Parties"},
	PartiesAlone:  vocab.Text{SV: "kan göras på egen hand", EN: "can be done alone"},
	PartiesMany:   vocab.Text{SV: "minst %d, kommunen själv inräknad", EN: "at least %d, the municipality itself included"},
	ObstaclesMet:  vocab.Text{SV: "Hinder att räkna med", EN: "Obstacles to expect"},
	FormsPossible: vocab.Text{SV: "Möjliga former", EN: "Possible forms"},

	Forms: vocab.Text{SV: "Samverkansformer", EN: "Forms of collaboration"},
	FormsIntro: vocab.Text{
		SV: "Tabellen ställer formerna bredvid varandra. Därefter beskrivs var och en med möjligheter, begränsningar, lagstöd, ansvar, upphandling samt hur man går in och ut.",
		EN: "The table puts the forms side by side. Each is then described with its opportunities, limitations, legal basis, responsibility, procurement, and how one enters and leaves.",
	},
	FormsTable:     vocab.Text{SV: "Formerna i jämförelse", EN: "The forms compared"},
	Form:           vocab.Text{SV: "Form", EN: "Form"},
	RestsOn:        vocab.Text{SV: "Vilar på", EN: "Rests on"},
	LegalPerson:    vocab.Text{SV: "Juridisk person", EN: "Legal person"},
	OpenTo:         vocab.Text{SV: "Öppen för", EN: "Open to"},
	Effort:         vocab.Text{SV: "Insats att komma i gång", EN: "Effort to set up"},
	Opportunities:  vocab.Text{SV: "Möjligheter", EN: "Opportunities"},
	Limitations:    vocab.Text{SV: "Begränsningar", EN: "Limitations"},
	Law:            vocab.Text{SV: "Lagstöd", EN: "Legal basis"},
	LawMissing:     vocab.Text{SV: "Ingen bestämmelse är belagd i kunskapsbasen.", EN: "No statute is on record in the knowledge base."},
	Responsibility: vocab.Text{SV: "Var ansvaret ligger", EN: "Where responsibility stays"},
	Procurement:    vocab.Text{SV: "Upphandling", EN: "Procurement"},
	Entry:          vocab.Text{SV: "Att gå in", EN: "Entering"},
	Exit:           vocab.Text{SV: "Att gå ut", EN: "Leaving"},
	SuitsWhen:      vocab.Text{SV: "Passar när", EN: "Suits when"},

	Obstacles: vocab.Text{SV: "Hinder och hur de hanteras", EN: "Obstacles and how they are handled"},
	ObstaclesIntro: vocab.Text{
		SV: "Hindren är ordnade efter slag. Under varje hinder står vad som har gjorts åt det och, när det är publicerat, hur det gick. Utfallet bygger oftast på vad aktören själv eller pressen har uppgett; det är ingen utvärdering.",
		EN: "The obstacles are ordered by sort. Beneath each stands what was done about it and, where published, how it went. The outcome mostly rests on what the actor itself or the press reported; it is no evaluation.",
	},
	Strikes:        vocab.Text{SV: "Drabbar former", EN: "Strikes forms"},
	StrikesRoles:   vocab.Text{SV: "Drabbar roller", EN: "Strikes roles"},
	Handlings:      vocab.Text{SV: "Sätt att hantera hindret", EN: "Ways of handling it"},
	Warnings:       vocab.Text{SV: "Varning – prövat utan att fungera", EN: "Warning – tried and failed"},
	SeenAt:         vocab.Text{SV: "Exempel:", EN: "Example:"},
	DescribedUnder: vocab.Text{SV: "beskrivs under", EN: "described under"},

	Principles: vocab.Text{SV: "Principer bakom samverkan", EN: "Principles behind collaboration"},
	PrinciplesIntro: vocab.Text{
		SV: "Uttalade principer står i policyer och avtal. Outtalade principer märks bara på hur man handlar, och är därför värda att göra synliga innan man väljer form eller leverantör.",
		EN: "Stated principles are found in policies and agreements. Unstated ones show only in what is done, and are therefore worth making visible before choosing a form or a supplier.",
	},
	Behind:  vocab.Text{SV: "Ligger bakom formerna", EN: "Lies behind the forms"},
	Tension: vocab.Text{SV: "Står i spänning till", EN: "Is in tension with"},

	Patterns: vocab.Text{SV: "Återkommande mönster", EN: "Recurring patterns"},
	PatternsIntro: vocab.Text{
		SV: "Sätt att samverka som har synts på flera håll eller som följer av hur formerna är beskaffade.",
		EN: "Ways of working together that were seen in several places or follow from the nature of the forms.",
	},
	Context:      vocab.Text{SV: "Sammanhang", EN: "Context"},
	Consequences: vocab.Text{SV: "Följder", EN: "Consequences"},
	Observed:     vocab.Text{SV: "Observerat hos", EN: "Observed at"},

	Roles: vocab.Text{SV: "Roller och krav på it-funktionen", EN: "Roles and requirements on the IT function"},
	RolesIntro: vocab.Text{
		SV: "Formen avgör vilka roller it-funktionen behöver ta. Varje roll ställer krav, som kan läsas som en checklista.",
		EN: "The form decides which roles the IT function needs to take. Each role makes demands, which can be read as a checklist.",
	},
	Requirements: vocab.Text{SV: "Krav", EN: "Requirements"},

	Sources: vocab.Text{SV: "Källor", EN: "Sources"},
	SourcesIntro: vocab.Text{
		SV: "Källorna står i bokstavsordning. Titlar märkta «egen beskrivning» är kunskapsbasens korta beskrivning, eftersom den exakta titeln inte är bekräftad.",
		EN: "The sources stand in alphabetical order, in the Swedish alphabet. Titles marked “egen beskrivning” are the knowledge base’s own short description, since the exact title is not confirmed.",
	},
	SourceYear: vocab.Text{SV: "odaterad", EN: "undated"},

	MunicipalityTitle: vocab.Text{SV: "%s: läget och närmaste alternativ", EN: "%s: where it stands and what lies nearest"},
	MunicipalityIntro: vocab.Text{
		SV: "Det här avsnittet bygger på vad kunskapsbasen vet om kommunen. Resten av vägledningen är gemensam för alla kommuner.",
		EN: "This section rests on what the knowledge base knows of the municipality. The rest of the guideline is common to all.",
	},
	Code:         vocab.Text{SV: "Kommunkod", EN: "Municipality code"},
	County:       vocab.Text{SV: "Län", EN: "County"},
	Population:   vocab.Text{SV: "Invånare", EN: "Inhabitants"},
	PopulationIn: vocab.Text{SV: "%s (31 december %d)", EN: "%s (31 December %d)"},
	Group:        vocab.Text{SV: "SKR:s kommungrupp", EN: "SKR’s group of municipalities"},
	FormsInUse:   vocab.Text{SV: "Samverkansformer som kommunen redan arbetar i", EN: "Forms of collaboration that the municipality already works in"},
	NoFormsInUse: vocab.Text{
		SV: "Kunskapsbasen känner inte till någon samverkansform som kommunen arbetar i. Det betyder inte att det inte finns någon.",
		EN: "The knowledge base knows of no form of collaboration that the municipality works in. That does not mean that there is none.",
	},
	Since:   vocab.Text{SV: "Sedan", EN: "Since"},
	Through: vocab.Text{SV: "Genom", EN: "Through"},
	Options: vocab.Text{SV: "Alternativ som ligger närmast", EN: "The nearest alternatives"},
	OptionsAll: vocab.Text{
		SV: "Ingen särskild situation är angiven, så alternativen är rangordnade efter hur brett de svarar mot alla situationer och behov, kommunens storlek, former som redan används, liknande kommuner och publicerat underlag. Passformen går från 0 till 1 och är kunskapsbasens egen bedömning.",
		EN: "No situation was named, so the alternatives are ranked by how broadly they answer to all situations and needs, the size of the municipality, forms already in use, similar municipalities and published evidence. The fit goes from 0 to 1 and is the knowledge base’s own reasoning.",
	},
	OptionsAsked: vocab.Text{
		SV: "Alternativen är rangordnade för det som frågan gäller: %s. Passformen går från 0 till 1 och är kunskapsbasens egen bedömning.",
		EN: "The alternatives are ranked for what was asked about: %s. The fit goes from 0 to 1 and is the knowledge base’s own reasoning.",
	},
	Fit:           vocab.Text{SV: "Passform", EN: "Fit"},
	SpeaksFor:     vocab.Text{SV: "Talar för", EN: "Speaks for it"},
	SpeaksAgainst: vocab.Text{SV: "Talar emot", EN: "Speaks against it"},
	Open:          vocab.Text{SV: "Öppna former", EN: "Open forms"},
	Closed:        vocab.Text{SV: "Stängda former", EN: "Closed forms"},
	InUse:         vocab.Text{SV: "(används redan)", EN: "(already in use)"},
	Examples:      vocab.Text{SV: "Liknande kommuner som arbetar i formerna", EN: "Similar municipalities that work in the forms"},
	ExampleOf:     vocab.Text{SV: "genom", EN: "through"},
	RuledOut:      vocab.Text{SV: "Alternativ som inte är möjliga", EN: "Alternatives that are not possible"},
	Unknown:       vocab.Text{SV: "Det som inte är känt", EN: "What is not known"},
	Described:     vocab.Text{SV: "Beskrivs närmare under", EN: "Described further under"},
	PartiesFew:    vocab.Text{SV: "minst %d", EN: "at least %d"},
	PartyOne:      vocab.Text{SV: "en räcker", EN: "one is enough"},
}
