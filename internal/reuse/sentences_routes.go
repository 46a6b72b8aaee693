package reuse

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"kommungraf/internal/vocab"
)

// The sentences of routes, except those of agreements.

func (q *quest) one() vocab.Text { return nouns[q.self.Kind].one }

// capital begins a sentence with a noun.
func capital(t vocab.Text) vocab.Text {
	upper := func(s string) string {
		r, size := utf8.DecodeRuneInString(s)
		return string(unicode.ToUpper(r)) + s[size:]
	}
	return vocab.Text{SV: upper(t.SV), EN: upper(t.EN)}
}

// Open source.

func licenceGround(licence string) vocab.Text {
	return say("Licensen %s.", "The licence %s.", name(licence))
}

func licenceOpen(licence string) vocab.Text {
	return say("Lösningen är fri att använda under den öppna licensen %s.", "The solution is free to use under the open licence %s.", name(licence))
}

func licenceNotJudged(licence string) vocab.Text {
	return say("Lösningen har licensen %s, men det går inte att säga här om den är öppen.",
		"The solution has the licence %s, but whether it is open cannot be told here.", name(licence))
}

var (
	licenceUnknown = vocab.Text{
		SV: "Lösningen är öppen källkod, men licensen är inte känd.",
		EN: "The solution is open source, but its licence is not known.",
	}
	notOpenSource = vocab.Text{
		SV: "Lösningen är inte känd som öppen källkod.",
		EN: "The solution is not known to be open source.",
	}
	stepReadLicence = vocab.Text{
		SV: "Läs licensen och avgör om den tillåter att lösningen används och ändras fritt.",
		EN: "Read the licence and decide whether it lets the solution be used and changed freely.",
	}
	stepFindLicence = vocab.Text{
		SV: "Ta reda på vilken licens källkoden har, till exempel i dess kodförråd.",
		EN: "Find out which licence the source code has, for example in its repository.",
	}
	stepAskToOpen = vocab.Text{
		SV: "Fråga den som äger lösningen om källkoden kan göras öppen, eller välj en annan väg.",
		EN: "Ask whoever owns the solution whether the source code can be opened, or choose another route.",
	}
)

func (q *quest) stepTake() vocab.Text {
	return say("Hämta källkoden, prova den i en testmiljö och avgör vem som ska sköta drift och stöd åt %s.",
		"Fetch the source code, try it in a test environment and decide who is to operate and support it for %s.", q.one())
}

// Bodies.

func (q *quest) ownBodyOffers(body Actor) vocab.Text {
	return say("%s hör till %s, som tillhandahåller eller driver lösningen.",
		"%s belongs to %s, which provides or operates the solution.", capital(q.one()), name(body.Name))
}

func ownBodyOwns(body Actor, r role) vocab.Text {
	if r == uses {
		return say("%s använder lösningen; det är inte känt om den också erbjuds dem som hör dit.",
			"%s uses the solution; it is not known whether it is also offered to those who belong there.", name(body.Name))
	}
	return say("%s äger, utvecklar eller förvaltar lösningen; det är inte känt om den också erbjuds som tjänst.",
		"%s owns, develops or maintains the solution; it is not known whether it is also offered as a service.", name(body.Name))
}

func (q *quest) onlyParticipant(body Actor) vocab.Text {
	return say("%s deltar i %s, vilket inte i sig ger rätt till tjänster därifrån.",
		"%s takes part in %s, which does not in itself give a right to services from it.", capital(q.one()), name(body.Name))
}

func (q *quest) noOwnBodyKnown() vocab.Text {
	return say("Det är inte känt att något förbund, någon nämnd eller något bolag som %s hör till har lösningen.",
		"No association, board or company that %s belongs to is known to have the solution.", q.one())
}

func (q *quest) stepAskBody(body Actor) vocab.Text {
	return say("Fråga %s om villkor och pris för att ansluta %s, och pröva om det kan göras utan upphandling.",
		"Ask %s about the terms and price of connecting %s, and assess whether it can be done without a procurement.", name(body.Name), q.one())
}

func (q *quest) stepAskBodies() vocab.Text {
	return say("Fråga de förbund, nämnder och bolag som %s hör till om de har lösningen eller planerar den.",
		"Ask the associations, boards and companies that %s belongs to whether they have the solution or plan it.", q.one())
}

func agencyTerms(agency Actor) vocab.Text {
	return say("%s tillhandahåller eller driver lösningen; anslutning följer myndighetens villkor, som inte finns i kunskapsbasen.",
		"%s provides or operates the solution; connecting follows the agency’s terms, which are not in the knowledge base.", name(agency.Name))
}

func stepAskAgency(agency Actor) vocab.Text {
	return say("Läs villkoren för anslutning hos %s och ta reda på vad som krävs tekniskt.",
		"Read the terms for connecting at %s and find out what is needed technically.", name(agency.Name))
}

func onlyLawfulJoin(body Actor) vocab.Text {
	what := vocab.Text{SV: "ett kommunalförbund", EN: "a municipal association"}
	if body.Form == vocab.FormJointBoard {
		what = vocab.Text{SV: "en gemensam nämnd", EN: "a joint board"}
	}
	return say("%s är %s, där bara kommuner och regioner kan ingå.", "%s is %s, which only municipalities and regions can belong to.", name(body.Name), what)
}

func openToJoin(body Actor) vocab.Text {
	return say("%s utvecklar eller driver lösningen, och samverkan av den formen är i regel öppen för fler.",
		"%s develops or operates the solution, and cooperation of that form is as a rule open to more.", name(body.Name))
}

func needsConsent(body Actor, lawful bool) vocab.Text {
	if lawful {
		return say("%s har lösningen. Att gå med kräver att medlemmarna är överens och att fullmäktige hos alla parter beslutar.",
			"%s has the solution. Joining takes the agreement of its members and decisions by the councils of all parties.", name(body.Name))
	}
	return say("%s har lösningen. Vilka som får gå med, och på vilka villkor, avgörs av dem som redan är med.",
		"%s has the solution. Who may join, and on what terms, is for those who already belong to decide.", name(body.Name))
}

func (q *quest) stepJoin(body Actor) vocab.Text {
	return say("Ta kontakt med %s och fråga om %s kan gå med, vad det kostar och vilka beslut som krävs.",
		"Contact %s and ask whether %s can join, what it costs and which decisions are needed.", name(body.Name), q.one())
}

func stepAskMember(body Actor) vocab.Text {
	return say("Fråga en kommun eller region som hör till %s om en annan väg.",
		"Ask a municipality or region that belongs to %s about another route.", name(body.Name))
}

var (
	noBodyKnown = vocab.Text{
		SV: "Kunskapsbasen känner inte till någon annan samverkan som driver, äger eller utvecklar lösningen; det betyder inte att någon sådan saknas.",
		EN: "The knowledge base knows of no other cooperation that operates, owns or develops the solution; that does not mean that there is none.",
	}
	stepAskNetwork = vocab.Text{
		SV: "Fråga i de nätverk som finns i länet vem som har lösningen.",
		EN: "Ask in the networks of the county who has the solution.",
	}
)

// Other municipalities.

func otherRuns(other Actor) vocab.Text {
	return say("%s driver, äger, utvecklar eller förvaltar lösningen.", "%s operates, owns, develops or maintains the solution.", name(other.Name))
}

func otherUses(other Actor) vocab.Text {
	return say("%s använder lösningen.", "%s uses the solution.", name(other.Name))
}

func bothMustAgree(other Actor) vocab.Text {
	return say("Lagen tillåter ett avtal, men det är inte känt om %s vill och kan utföra uppgiften åt fler, eller om samarbetet är undantaget från upphandling. Ett rent köp är inte undantaget.",
		"The law allows an agreement, but it is not known whether %s will and can perform the task for more, or whether the cooperation is exempt from procurement. A mere purchase is not.", name(other.Name))
}

func supplierRights(other Actor) vocab.Text {
	return say("Lösningen är en leverantörs produkt; leverantörens villkor avgör om %s får dela den.",
		"The solution is a supplier’s product; the terms of the supplier decide whether %s may share it.", name(other.Name))
}

func cooperationKnown(other Actor) vocab.Text {
	return say("Ett samverkansavtal om lösningen med %s som part är känt.", "An agreement on cooperation on the solution with %s as a party is known.", name(other.Name))
}

func stepAskMunicipality(other Actor) vocab.Text {
	return say("Fråga %s om intresset av avtalssamverkan, och låt en jurist pröva upphandlingsfrågan innan något avtalas.",
		"Ask %s about its interest in cooperation by agreement, and have a lawyer assess the procurement question before anything is agreed.", name(other.Name))
}

func stepUseCooperation(other Actor) vocab.Text {
	return say("Läs samverkansavtalet och kom överens med %s om tid och kostnad för att ansluta.",
		"Read the agreement on cooperation and settle the time and cost of connecting with %s.", name(other.Name))
}

var (
	onlyLawfulAgree = vocab.Text{
		SV: "Bara kommuner och regioner får avtala om att utföra varandras uppgifter.",
		EN: "Only municipalities and regions may agree to perform the tasks of one another.",
	}
	stepOtherForm = vocab.Text{
		SV: "Välj en annan väg, eller låt en kommun eller region som är medlem avtala i stället.",
		EN: "Choose another route, or let a municipality or region that is a member agree instead.",
	}
	noUserKnown = vocab.Text{
		SV: "Det är inte känt att någon kommun eller region har lösningen; det betyder inte att ingen har den.",
		EN: "No municipality or region is known to have the solution; that does not mean that none has it.",
	}
)

// Own procurement.

var (
	noSupplierKnown = vocab.Text{
		SV: "Ingen leverantör av lösningen är känd.",
		EN: "No supplier of the solution is known.",
	}
	stepMarket = vocab.Text{
		SV: "Ta reda på om någon säljer lösningen eller hjälp med den.",
		EN: "Find out whether anyone sells the solution or help with it.",
	}
	stepProcure = vocab.Text{
		SV: "Beskriv behovet, beräkna värdet och avgör om köpet ska annonseras eller kan direktupphandlas.",
		EN: "Describe the need, estimate the value and decide whether the purchase must be advertised or can be made directly.",
	}
)

// supplierKnown names at most three suppliers.
func supplierKnown(firms []Actor, kind vocab.SolutionKind) vocab.Text {
	const most = 3
	names := make([]string, 0, most)
	for _, f := range firms[:min(len(firms), most)] {
		names = append(names, f.Name)
	}
	list := name(strings.Join(names, ", "))
	if more := len(firms) - most; more > 0 {
		list = say("%s med flera (%s till)", "%s and others (%s more)", list, name(fmt.Sprint(more)))
	}
	if kind == vocab.SolutionOpenSource {
		return say("Drift, stöd eller utveckling kan köpas. Kända leverantörer: %s.", "Operation, support or development can be bought. Known suppliers: %s.", list)
	}
	return say("Lösningen kan köpas. Kända leverantörer: %s.", "The solution can be bought. Known suppliers: %s.", list)
}
