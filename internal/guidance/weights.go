package guidance

import "kommungraf/internal/vocab"

// The formula:
//
//	fit = 0.45 · what is answered / what is asked
//	    + 0.35 · size  + 0.04 · parties + 0.04 · effort
//	    + 0.04 · present forms + 0.04 · peers + 0.04 · evidence
//
// Every factor lies between 0 and 1 and the weights add up to 1, so the fit does too. What is asked counts 2 for each
// situation and 3 for each need. One more matching item adds the same number above and below the line, which never
// lowers the quotient; the other terms do not depend on what is asked. That is why one more matching need never lowers
// a fit. Each term is shown as a reason with its weight and its points, and the points add up to the fit.
//
// The weights are our own judgement and have not been measured. What was sought in choosing them: the question weighs
// most. Size comes next, and not far behind: the framework's own theme is that what suits a large municipality need not
// suit a small one, so an alternative described for quite another size comes before one described for this size only
// if it answers to some three quarters more of the question (0.35 / 0.45). The remaining five are small enough that none
// of them outweighs a need that is not met, unless ten or so are asked for.
const (
	weightAsked    = 0.45
	weightSize     = 0.35
	weightParties  = 0.04
	weightEffort   = 0.04
	weightPresent  = 0.04
	weightPeers    = 0.04
	weightEvidence = 0.04

	partsSituation = 2 // the occasion
	partsNeed      = 3 // the aim: an alternative that misses it is of little use, whatever the occasion
)

// The factors of a term.
const (
	sizeInBand   = 1.0 // described for this size
	sizeAll      = 0.8 // described for all sizes: fits, but nothing singles this size out
	sizeUnknown  = 0.5 // not known, or not a municipality: neither for nor against
	sizeNextBand = 0.4 // described for the band next to it; the borders are round figures, not facts
	sizeOther    = 0.0

	partiesEnough  = 1.0 // it can be done alone, or with those who are willing
	partiesUnknown = 0.5 // takes several, and nothing is said of how many are willing

	effortLow    = 1.0
	effortMedium = 0.6
	effortHigh   = 0.0
)

// effortFactor is how easy it is to get started with the easiest open form.
var effortFactor = map[vocab.SetupEffort]float64{
	vocab.EffortLow: effortLow, vocab.EffortMedium: effortMedium, vocab.EffortHigh: effortHigh,
}

// evidenceFactor grows with what supports and shrinks with what contradicts. The 1 below the line keeps a single
// publication from being taken for certainty.
func evidenceFactor(supports, contradicts int) float64 {
	return float64(supports) / float64(supports+contradicts+1)
}

// How alike two actors of the same kind are, from 0 to 1. The SKR group says most, since it holds both size and how the
// municipality lies to others; the county is where one meets, which matters less for whether an example can be followed.
const (
	likeKind   = 0.1 // all that are compared share it; regions share nothing else
	likeGroup  = 0.4
	likeMain   = 0.2 // instead of likeGroup: the main group A, B or C is the same
	likeSize   = 0.3
	likeCounty = 0.2
)

// Bounds of what is answered, so that an answer stays one that a person reads.
const (
	maxExamples = 5
	maxPatterns = 5
)

// Weight is a row of the table of weights, for those who want to see how the fit is reckoned.
type Weight struct {
	Kind  ReasonKind
	Most  float64    // what reasons of the kind can add to the fit at most
	Parts int        // how situations and needs share theirs; otherwise 0
	Why   vocab.Text // why the weight is what it is
}

// Weights is the table of weights.
func Weights() []Weight {
	return []Weight{
		{ReasonSituation, weightAsked, partsSituation, vocab.Text{
			SV: "Frågan väger tyngst: det som räknas är hur stor andel av situationerna och behoven som alternativet svarar mot. En situation räknas som två delar, eftersom den är anledningen.",
			EN: "The question weighs most: what counts is the share of situations and needs that the alternative answers to. A situation counts two parts, since it is the occasion.",
		}},
		{ReasonNeed, weightAsked, partsNeed, vocab.Text{
			SV: "Ett behov räknas som tre delar inom samma vikt, eftersom det är målet.",
			EN: "A need counts three parts of the same weight, since it is the aim.",
		}},
		{ReasonSize, weightSize, 0, vocab.Text{
			SV: "Det som passar en stor kommun passar inte alltid en liten. Intilliggande storleksklass räknas till en del, eftersom gränserna är runda tal.",
			EN: "What suits a large municipality need not suit a small one. The neighbouring size band counts in part, since the borders are round figures.",
		}},
		{ReasonParties, weightParties, 0, vocab.Text{
			SV: "Det som kan göras på egen hand eller med dem som redan är villiga är lättare att börja med. Räcker parterna inte till utesluts alternativet helt.",
			EN: "What can be done alone or with those already willing is easier to begin. Where the parties are too few the alternative is ruled out altogether.",
		}},
		{ReasonEffort, weightEffort, 0, vocab.Text{
			SV: "En form som kräver liten insats att komma i gång med går lättare att pröva.",
			EN: "A form that takes little effort to set up is easier to try.",
		}},
		{ReasonPresent, weightPresent, 0, vocab.Text{
			SV: "Den som redan använder en form har vanan och ofta parterna.",
			EN: "Whoever already uses a form has the practice and often the parties.",
		}},
		{ReasonPeers, weightPeers, 0, vocab.Text{
			SV: "Att någon som liknar aktören redan arbetar i formen, om än inte alltid med samma sak, visar att det går. Frånvaro av exempel säger däremot inget, eftersom kunskapsbasen inte är fullständig.",
			EN: "That someone like the actor already works in the form, if not always on the same thing, shows that it can be done. The absence of examples says nothing, since the knowledge base is not complete.",
		}},
		{ReasonEvidence, weightEvidence, 0, vocab.Text{
			SV: "Publicerade källor för och emot. Vikten är låg, eftersom källorna är få och de flesta är enskilda fall.",
			EN: "Published sources for and against. The weight is low, since the sources are few and most are single cases.",
		}},
	}
}
