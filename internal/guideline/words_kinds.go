package guideline

import "kommungraf/internal/vocab"

// The words of the vocabulary as the report writes them.
var (
	confidenceWords = map[vocab.Confidence]vocab.Text{
		vocab.High:   {SV: "hög", EN: "high"},
		vocab.Medium: {SV: "medel", EN: "medium"},
		vocab.Low:    {SV: "låg", EN: "low"},
	}
	formBasisWords = map[vocab.FormBasis]vocab.Text{
		vocab.BasisOwn:         {SV: "egen organisation", EN: "own organisation"},
		vocab.BasisPublicLaw:   {SV: "kommunalrätt", EN: "public law"},
		vocab.BasisPrivateLaw:  {SV: "civilrätt", EN: "private law"},
		vocab.BasisContract:    {SV: "avtal", EN: "agreement"},
		vocab.BasisProcurement: {SV: "upphandling", EN: "procurement"},
		vocab.BasisNetwork:     {SV: "nätverk", EN: "network"},
		vocab.BasisCommunity:   {SV: "gemenskap med öppen licens", EN: "community with an open licence"},
		vocab.BasisNational:    {SV: "nationellt erbjudande", EN: "national offer"},
	}
	legalPersonWords = map[vocab.LegalPerson]vocab.Text{
		vocab.LegalPersonOwn:     {SV: "ja, en egen", EN: "yes, its own"},
		vocab.LegalPersonCompany: {SV: "ja, ett bolag", EN: "yes, a company"},
		vocab.LegalPersonHost:    {SV: "nej, ingår i värdens", EN: "no, within the host’s"},
		vocab.LegalPersonNone:    {SV: "nej", EN: "no"},
	}
	effortWords = map[vocab.SetupEffort]vocab.Text{
		vocab.EffortLow:    {SV: "liten", EN: "low"},
		vocab.EffortMedium: {SV: "medelstor", EN: "medium"},
		vocab.EffortHigh:   {SV: "stor", EN: "high"},
	}
	explicitnessWords = map[vocab.Explicitness]vocab.Text{
		vocab.Stated:   {SV: "Uttalade principer", EN: "Stated principles"},
		vocab.Unstated: {SV: "Outtalade principer", EN: "Unstated principles"},
	}
	categoryWords = map[vocab.ObstacleCategory]vocab.Text{
		vocab.ObstacleGovernance: {SV: "Styrning och ansvar", EN: "Governance and responsibility"},
		vocab.ObstacleSupplier:   {SV: "Leverantörer och marknad", EN: "Suppliers and the market"},
		vocab.ObstacleCulture:    {SV: "Kultur och vanor", EN: "Culture and habits"},
		vocab.ObstacleTechnology: {SV: "Teknik och data", EN: "Technology and data"},
		vocab.ObstacleResources:  {SV: "Resurser", EN: "Resources"},
		vocab.ObstacleCompetence: {SV: "Kompetens", EN: "Competence"},
		vocab.ObstacleLegal:      {SV: "Juridik", EN: "Law"},
	}
	outcomeWords = map[vocab.Outcome]vocab.Text{
		vocab.Worked:         {SV: "fungerade", EN: "worked"},
		vocab.PartlyWorked:   {SV: "fungerade delvis", EN: "worked in part"},
		vocab.Failed:         {SV: "fungerade inte", EN: "failed"},
		vocab.OutcomeUnknown: {SV: "utfallet är inte känt", EN: "outcome not known"},
	}
	sizeWords = map[vocab.SizeBand]vocab.Text{
		vocab.Under10000: {SV: "färre än 10 000 invånare", EN: "fewer than 10,000 inhabitants"},
		vocab.From10000:  {SV: "10 000–29 999 invånare", EN: "10,000–29,999 inhabitants"},
		vocab.From30000:  {SV: "30 000–99 999 invånare", EN: "30,000–99,999 inhabitants"},
		vocab.Over100000: {SV: "100 000 invånare och fler", EN: "100,000 inhabitants and more"},
	}
	kindWords = map[vocab.ActorKind]vocab.Text{
		vocab.Municipality:         {SV: "kommuner", EN: "municipalities"},
		vocab.Region:               {SV: "regioner", EN: "regions"},
		vocab.Association:          {SV: "sammanslutningar", EN: "associations"},
		vocab.Supplier:             {SV: "leverantörer", EN: "suppliers"},
		vocab.Agency:               {SV: "myndigheter", EN: "agencies"},
		vocab.ResearchOrganisation: {SV: "forskningsorganisationer", EN: "research organisations"},
	}
	groupWords = map[vocab.SkrGroup]vocab.Text{
		vocab.SkrA1: {SV: "A1, storstad", EN: "A1, large city"},
		vocab.SkrA2: {SV: "A2, pendlingskommun nära storstad", EN: "A2, commuting municipality near a large city"},
		vocab.SkrB3: {SV: "B3, större stad", EN: "B3, medium-sized town"},
		vocab.SkrB4: {SV: "B4, pendlingskommun nära större stad", EN: "B4, commuting municipality near a medium-sized town"},
		vocab.SkrB5: {SV: "B5, lågpendlingskommun nära större stad", EN: "B5, low-commuting municipality near a medium-sized town"},
		vocab.SkrC6: {SV: "C6, mindre stad/tätort", EN: "C6, small town"},
		vocab.SkrC7: {SV: "C7, pendlingskommun nära mindre stad/tätort", EN: "C7, commuting municipality near a small town"},
		vocab.SkrC8: {SV: "C8, landsbygdskommun", EN: "C8, rural municipality"},
		vocab.SkrC9: {SV: "C9, landsbygdskommun med besöksnäring", EN: "C9, rural municipality with a visitor industry"},
	}
	evidenceWords = map[vocab.EvidenceKind]vocab.Text{
		vocab.EvidenceInterview: {SV: "intervju", EN: "interview"},
		vocab.EvidenceWorkshop:  {SV: "workshop", EN: "workshop"},
		vocab.EvidenceDialogue:  {SV: "dialog", EN: "dialogue"},
		vocab.EvidenceSurvey:    {SV: "enkät", EN: "survey"},
		vocab.EvidenceDocument:  {SV: "dokument", EN: "document"},
		vocab.EvidenceReport:    {SV: "rapport", EN: "report"},
		vocab.EvidenceThesis:    {SV: "uppsats eller avhandling", EN: "thesis"},
		vocab.EvidenceNews:      {SV: "press", EN: "press"},
		vocab.EvidenceRegister:  {SV: "register", EN: "register"},
	}
)
