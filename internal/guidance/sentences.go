package guidance

import (
	"fmt"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"kommungraf/internal/vocab"
)

// Every sentence that the guidance says, in one place, so that their language can be read through at once.

// noun is what a kind of actor is called: one that is known, and several.
type noun struct{ one, many vocab.Text }

var nouns = map[vocab.ActorKind]noun{
	vocab.Municipality:         {vocab.Text{SV: "kommunen", EN: "the municipality"}, vocab.Text{SV: "kommuner", EN: "municipalities"}},
	vocab.Region:               {vocab.Text{SV: "regionen", EN: "the region"}, vocab.Text{SV: "regioner", EN: "regions"}},
	vocab.Association:          {vocab.Text{SV: "kommunalförbundet", EN: "the municipal association"}, vocab.Text{SV: "kommunalförbund", EN: "municipal associations"}},
	vocab.Supplier:             {vocab.Text{SV: "leverantören", EN: "the supplier"}, vocab.Text{SV: "leverantörer", EN: "suppliers"}},
	vocab.Agency:               {vocab.Text{SV: "myndigheten", EN: "the agency"}, vocab.Text{SV: "myndigheter", EN: "agencies"}},
	vocab.ResearchOrganisation: {vocab.Text{SV: "forskningsorganisationen", EN: "the research organisation"}, vocab.Text{SV: "forskningsorganisationer", EN: "research organisations"}},
}

// actorKinds is the order in which kinds are named.
var actorKinds = []vocab.ActorKind{
	vocab.Municipality, vocab.Region, vocab.Association, vocab.Supplier, vocab.Agency, vocab.ResearchOrganisation,
}

var bandNames = map[vocab.SizeBand]vocab.Text{
	vocab.Under10000: {SV: "färre än 10 000 invånare", EN: "fewer than 10,000 inhabitants"},
	vocab.From10000:  {SV: "10 000–29 999 invånare", EN: "10,000–29,999 inhabitants"},
	vocab.From30000:  {SV: "30 000–99 999 invånare", EN: "30,000–99,999 inhabitants"},
	vocab.Over100000: {SV: "minst 100 000 invånare", EN: "at least 100,000 inhabitants"},
}

// Situations and needs.

func situationSentence(s Named, answered bool) vocab.Text {
	if answered {
		return say("Alternativet passar i situationen ”%s”.", "The alternative fits the situation “%s”.", s.Name)
	}
	return say("Alternativet är inte beskrivet för situationen ”%s”.", "The alternative is not described for the situation “%s”.", s.Name)
}

func needSentence(n Named, answered bool) vocab.Text {
	if answered {
		return say("Alternativet svarar mot behovet ”%s”.", "The alternative answers to the need “%s”.", n.Name)
	}
	return say("Alternativet svarar inte mot behovet ”%s”.", "The alternative does not answer to the need “%s”.", n.Name)
}

// Size.

var (
	sizeNotKnown = vocab.Text{
		SV: "Kommunens folkmängd är inte känd, så det går inte att säga om alternativet passar dess storlek.",
		EN: "The population of the municipality is not known, so it cannot be said whether the alternative suits its size.",
	}
	sizeForAll = vocab.Text{
		SV: "Alternativet är beskrivet för kommuner av alla storlekar.",
		EN: "The alternative is described for municipalities of all sizes.",
	}
)

func (q *question) sizeNotForKind() vocab.Text {
	return say("Storleksklasserna gäller kommuner och säger inget om %s.",
		"The size bands are those of municipalities and say nothing of %s.", q.one())
}

func sizeFits(b vocab.SizeBand) vocab.Text {
	return say("Alternativet är beskrivet för kommuner av den här storleken, %s.",
		"The alternative is described for municipalities of this size, %s.", bandNames[b])
}

func sizeNextTo(b vocab.SizeBand) vocab.Text {
	return say("Alternativet är beskrivet för storleksklassen intill, inte för kommuner med %s.",
		"The alternative is described for the neighbouring size band, not for municipalities with %s.", bandNames[b])
}

func sizeDiffers(b vocab.SizeBand) vocab.Text {
	return say("Alternativet är beskrivet för kommuner av en annan storlek, inte för dem med %s.",
		"The alternative is described for municipalities of another size, not for those with %s.", bandNames[b])
}

// Parties.

// Whose parties are counted: those of an alternative, or those of a form that has just been named.
var (
	theAlternative = vocab.Text{SV: "Alternativet", EN: "The alternative"}
	theForm        = vocab.Text{SV: "Formen", EN: "The form"}
	itAgain        = vocab.Text{SV: "Den", EN: "It"}
)

// partiesSentence is about what is possible: the parties suffice, or nothing is said of them.
func (q *question) partiesSentence(what vocab.Text, need int) vocab.Text {
	switch {
	case need == 1:
		return say("%s kan göra detta utan att först finna andra parter.", "%s can do this without first finding other parties.", capital(q.one()))
	case q.input.Parties == 0:
		return say("%s kräver minst %s parter; hur många som är villiga är inte angivet.",
			"%s takes at least %s parties; how many are willing is not stated.", what, number(need))
	default:
		return say("%s kräver minst %s parter, och %s är villiga.",
			"%s takes at least %s parties, and %s are willing.", what, number(need), number(q.input.Parties))
	}
}

// tooFew says that what is named takes more parties than are willing.
func (q *question) tooFew(what vocab.Text, need int) vocab.Text {
	willing := say("bara %s är villiga", "only %s are willing", number(q.input.Parties))
	if q.input.Parties == 1 {
		willing = say("bara %s självt är villigt", "only %s itself is willing", q.one())
		if q.profile.Kind != vocab.Association { // kommunen and regionen are of common gender
			willing.SV = fmt.Sprintf("bara %s själv är villig", q.one().SV)
		}
	}
	return say("%s kräver minst %s parter, och %s.", "%s takes at least %s parties, and %s.", what, number(need), willing)
}

// Effort, present forms, peers, evidence.

func effortSentence(f *Form) vocab.Text {
	effort := map[vocab.SetupEffort]vocab.Text{
		vocab.EffortLow:    {SV: "liten insats", EN: "little effort"},
		vocab.EffortMedium: {SV: "måttlig insats", EN: "moderate effort"},
		vocab.EffortHigh:   {SV: "stor insats", EN: "great effort"},
	}[f.SetupEffort]
	return say("Den öppna form som är lättast att komma i gång med, ”%s”, kräver %s.",
		"The open form that is easiest to set up, “%s”, takes %s.", f.Name, effort)
}

func (q *question) presentNone() vocab.Text {
	return say("Det är inte känt att %s använder någon av de öppna formerna i dag.",
		"It is not known that %s uses any of the open forms today.", q.one())
}

func (q *question) presentIn(f *Form) vocab.Text {
	return say("%s använder redan formen ”%s”.", "%s already uses the form “%s”.", capital(q.one()), f.Name)
}

func (q *question) peersNone() vocab.Text {
	return say("Kunskapsbasen har inget exempel på andra %s som använder någon av de öppna formerna; det betyder inte att sådana saknas.",
		"The knowledge base has no example of other %s that use any of the open forms; that does not mean that there are none.", q.many())
}

func (q *question) peersSentence(f *Form, similarity float64) vocab.Text {
	percent := fmt.Sprint(math.Round(similarity * 100))
	return say("Andra %s arbetar redan i någon av formerna, om än inte alltid med samma sak; den mest lika har en likhet på %s procent och använder formen ”%s”.",
		"Other %s already work in one of the forms, if not always on the same thing; the most similar has a likeness of %s per cent and uses the form “%s”.",
		q.many(), vocab.Text{SV: percent, EN: percent}, f.Name)
}

func evidenceSentence(supports, contradicts int) vocab.Text {
	if supports+contradicts == 0 {
		return vocab.Text{
			SV: "Ingen publicerad källa talar för eller emot alternativet.",
			EN: "No published source speaks for or against the alternative.",
		}
	}
	return say("Antal publicerade källor som talar för alternativet: %s; emot: %s.",
		"Published sources that speak for the alternative: %s; against it: %s.", number(supports), number(contradicts))
}

// Open and closed forms.

// whyOpen says that the law lets the actor in, and whether the parties suffice.
func (q *question) whyOpen(f *Form) vocab.Text {
	open := say("Formen är öppen för %s.", "The form is open to %s.", q.many())
	need := f.partners()
	switch {
	case need > 1:
		open = join(open, q.partiesSentence(itAgain, need))
	case f.Basis != vocab.BasisOwn:
		open = join(open, vocab.Text{
			SV: "Motparten är en leverantör eller de som redan är med, så inga andra parter behöver vara beredda i förväg.",
			EN: "The other party is a supplier or those who already take part, so no others need to be ready beforehand.",
		})
	}
	if q.profile.uses(f.Slug) {
		open = join(open, say("%s använder den redan.", "%s already uses it.", capital(q.one())))
	}
	return open
}

func whyClosedToKind(q *question, f *Form) vocab.Text {
	return say("Formen är inte öppen för %s, bara för %s.", "The form is not open to %s, only to %s.", q.many(), kindList(f.Participants))
}

func whyClosedByParties(q *question, f *Form) vocab.Text {
	return q.tooFew(theForm, f.partners())
}

func whyClosedByExclusion(*question, *Form) vocab.Text {
	return vocab.Text{SV: "Frågan utesluter formen.", EN: "The question excludes the form."}
}

func whyClosedByChoice(*question, *Form) vocab.Text {
	return vocab.Text{SV: "Frågan gäller bara andra former.", EN: "The question is about other forms only."}
}

func whyClosedByEffort(*question, *Form) vocab.Text {
	return vocab.Text{
		SV: "Formen kräver större insats att komma i gång med än frågan medger.",
		EN: "The form takes more effort to set up than the question allows.",
	}
}

func whyClosedByPerson(q *question, _ *Form) vocab.Text {
	return say("Formen innebär en egen juridisk person, vilket frågan utesluter, och det är inte känt att %s redan hör till någon sådan.",
		"The form involves a legal person of its own, which the question rules out, and it is not known that %s already belongs to one.", q.one())
}

func (q *question) whyRuledOut(a Alternative, because Closing) vocab.Text {
	name := say("Alternativet ”%s”", "The alternative “%s”", a.Name)
	switch because {
	case ClosedByParties:
		return q.tooFew(name, a.MinParties)
	case ClosedForms:
		return say("%s kan inte genomföras: ingen av dess former är öppen.", "%s cannot be done: none of its forms is open.", name)
	default:
		return say("%s kan inte bedömas: det är inte känt i vilken form det kan genomföras.", "%s cannot be judged: it is not known in which form it could be done.", name)
	}
}

// What is not known, and why there is nothing.

var (
	unknownPopulation = vocab.Text{
		SV: "Kommunens folkmängd är inte känd. Den avgör vilka alternativ som är beskrivna för kommunens storlek.",
		EN: "The population of the municipality is not known. It decides which alternatives are described for its size.",
	}
	unknownGroup = vocab.Text{
		SV: "Kommunens grupp i SKR:s kommungruppsindelning är inte känd, vilket gör exemplen mindre träffsäkra.",
		EN: "The group of the municipality in SKR’s classification is not known, which makes the examples less apt.",
	}
	unknownCounty = vocab.Text{
		SV: "Kommunens län är inte känt, vilket gör exemplen mindre träffsäkra.",
		EN: "The county of the municipality is not known, which makes the examples less apt.",
	}
	unknownParties = vocab.Text{
		SV: "Det är inte angivet hur många parter som är villiga. Alternativ och former som kräver flera parter är därför med, men är inte säkert möjliga.",
		EN: "It is not stated how many parties are willing. Alternatives and forms that take several are therefore included, but may not be possible.",
	}
	unknownSource = vocab.Text{
		SV: "Beskrivningen av alternativet är kunskapsbasens eget resonemang och saknar publicerad källa.",
		EN: "The description of the alternative is the knowledge base’s own reasoning, without a published source.",
	}
	nothingAsked = vocab.Text{
		SV: "Frågan anger varken någon situation eller något behov, så det finns inget att svara mot.",
		EN: "The question names neither a situation nor a need, so there is nothing to answer to.",
	}
)

func (q *question) unknownPresent() vocab.Text {
	return say("Det är inte känt vilka samverkansformer %s använder i dag.", "It is not known which forms of collaboration %s uses today.", q.one())
}

func unknownOutcome(o *Obstacle) vocab.Text {
	return say("Mot hindret ”%s” är det inte känt att något sätt att hantera det har hjälpt.",
		"Against the obstacle “%s” no way of handling it is known to have helped.", o.Name)
}

func noMatchSituation(s Named) vocab.Text {
	return say("Inget alternativ är beskrivet för situationen ”%s”.", "No alternative is described for the situation “%s”.", s.Name)
}

func noMatchNeed(n Named) vocab.Text {
	return say("Inget alternativ svarar mot behovet ”%s”.", "No alternative answers to the need “%s”.", n.Name)
}

// allRuledOut says of how many alternatives that answer to the question the same thing is true.
func allRuledOut(n int, because Closing) vocab.Text {
	alternatives := say("%s alternativ som svarar mot frågan", "%s alternatives that answer to the question", capital(number(n)))
	if n == 1 {
		alternatives = vocab.Text{SV: "Ett alternativ som svarar mot frågan", EN: "One alternative that answers to the question"}
	}
	switch because {
	case ClosedByParties:
		return say("%s kräver fler parter än som är villiga.", "%s: more parties needed than are willing.", alternatives)
	case ClosedForms:
		return say("%s kan inte genomföras, eftersom ingen form är öppen.", "%s: ruled out, since no form is open.", alternatives)
	default:
		return say("%s kan inte bedömas, eftersom ingen form är känd.", "%s: not judged, since no form is known.", alternatives)
	}
}

// The grammar.

func (q *question) one() vocab.Text  { return nouns[q.profile.Kind].one }
func (q *question) many() vocab.Text { return nouns[q.profile.Kind].many }

// say fills both languages with the same things.
func say(sv, en string, things ...vocab.Text) vocab.Text {
	svs, ens := make([]any, len(things)), make([]any, len(things))
	for i, t := range things {
		svs[i], ens[i] = t.In(vocab.Swedish), t.In(vocab.English)
	}
	return vocab.Text{SV: fmt.Sprintf(sv, svs...), EN: fmt.Sprintf(en, ens...)}
}

func join(a, b vocab.Text) vocab.Text {
	return vocab.Text{SV: a.SV + " " + b.SV, EN: a.EN + " " + b.EN}
}

// number writes small numbers as words, as both languages do in prose.
func number(n int) vocab.Text {
	words := []vocab.Text{
		{SV: "ingen", EN: "none"},
		{SV: "en", EN: "one"},
		{SV: "två", EN: "two"},
		{SV: "tre", EN: "three"},
		{SV: "fyra", EN: "four"},
		{SV: "fem", EN: "five"},
		{SV: "sex", EN: "six"},
		{SV: "sju", EN: "seven"},
		{SV: "åtta", EN: "eight"},
		{SV: "nio", EN: "nine"},
		{SV: "tio", EN: "ten"},
		{SV: "elva", EN: "eleven"},
		{SV: "tolv", EN: "twelve"},
	}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	digits := fmt.Sprint(n)
	return vocab.Text{SV: digits, EN: digits}
}

// kindList names kinds of actors, in the order of the vocabulary: kommuner, regioner och kommunalförbund.
func kindList(kinds []vocab.ActorKind) vocab.Text {
	var list vocab.Text
	kinds = slices.DeleteFunc(slices.Clone(actorKinds), func(k vocab.ActorKind) bool { return !slices.Contains(kinds, k) })
	for i, k := range kinds {
		name := nouns[k].many
		switch {
		case i == 0:
			list = name
		case i == len(kinds)-1:
			list = say("%s och %s", "%s and %s", list, name)
		default:
			list = say("%s, %s", "%s, %s", list, name)
		}
	}
	return list
}

func capital(t vocab.Text) vocab.Text { return vocab.Text{SV: upperFirst(t.SV), EN: upperFirst(t.EN)} }

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
