package reuse_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kommungraf/internal/problem"
	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// town is a municipality that looks for a solution of a kind; tests add what they are about.
type town struct {
	*memory
	me, solution, firm int32
}

func newTown(kind vocab.SolutionKind) *town {
	w := newMemory()
	return &town{memory: w, me: w.municipality("me", 5000, "01"), solution: w.solution("solution", kind), firm: w.supplier("firm")}
}

func (w *town) sold() *town {
	w.involve(w.firm, vocab.InvolvementProvides, w.solution)
	return w
}

// framework adds a framework agreement with the firm on the solution that all municipalities may use until the end of
// the year, changed as the test wants.
func (w *town) framework(change func(*reuse.Agreement)) *town {
	a := reuse.Agreement{
		ID: "agreement", Kind: reuse.FrameworkAgreement, Number: "7", Name: vocab.Text{SV: "System", EN: "Systems"},
		Start: "2025-01-01", End: "2026-12-31", Suppliers: []reuse.Lot{{Supplier: w.firm, Name: "A"}}, Solutions: []int32{w.solution},
		Eligible: []reuse.Eligibility{{Actor: reuse.None, Kind: vocab.Municipality, MembersOf: reuse.None}},
	}
	change(&a)
	w.agreements = append(w.agreements, a)
	return w
}

func (w *town) ways(t *testing.T, kind reuse.RouteKind) []reuse.Route {
	t.Helper()
	answer, err := reuse.Routes(w, reuse.Law{}, w.me, w.solution)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(answer.Routes, func(r reuse.Route) bool { return r.Kind != kind })
}

// brief writes what decides a route: its status, the codes of its reasons, through whom and until when.
func brief(r reuse.Route) string {
	words := []string{string(r.Status)}
	for _, reason := range r.Reasons {
		words = append(words, string(reason.Code))
	}
	for _, more := range []string{string(r.Through), string(r.Until)} {
		if more != "" {
			words = append(words, more)
		}
	}
	return strings.Join(words, " ")
}

// Each row is one rule of one route, with the world that it speaks of.
func TestRoutes(t *testing.T) {
	kinds := func(kind vocab.SolutionKind, change func(*town)) *town {
		w := newTown(kind)
		change(w)
		return w
	}
	body := func(kind vocab.SolutionKind, form vocab.OrganisationForm, does vocab.InvolvementType, belong ...vocab.RelationshipType) *town {
		return kinds(kind, func(w *town) {
			b := w.body("body", form)
			w.involve(b, does, w.solution)
			for _, r := range belong {
				w.join(r, b, w.me)
			}
		})
	}
	licensed := func(licence string) *town {
		return kinds(vocab.SolutionOpenSource, func(w *town) { w.solutions[w.solution].Licence = licence })
	}
	product := func(change func(*reuse.Agreement)) *town {
		return newTown(vocab.SolutionCommercialProduct).sold().framework(change)
	}
	as := func(w *town, kind vocab.ActorKind) *town {
		w.actors[w.me].Kind = kind
		return w
	}
	const service, bought = vocab.SolutionSharedService, vocab.SolutionCommercialProduct
	for name, test := range map[string]struct {
		world *town
		kind  reuse.RouteKind
		want  string
	}{
		"a known licence":        {licensed("EUPL-1.2"), reuse.RouteOpenSource, "OPEN LICENCE_OPEN"},
		"with variants":          {licensed("(GPL-2.0-or-later WITH Classpath-exception-2.0) or MIT"), reuse.RouteOpenSource, "OPEN LICENCE_OPEN"},
		"a licence unlike open":  {licensed("MIT AND LicenseRef-Own"), reuse.RouteOpenSource, "UNKNOWN LICENCE_NOT_JUDGED"},
		"open, licence unknown":  {newTown(vocab.SolutionOpenSource), reuse.RouteOpenSource, "UNKNOWN LICENCE_UNKNOWN"},
		"a product is not open":  {newTown(bought), reuse.RouteOpenSource, "BLOCKED NOT_OPEN_SOURCE"},
		"own board operates":     {body(service, vocab.FormJointBoard, vocab.InvolvementOperates, vocab.RelationshipMemberOf), reuse.RouteOwnBody, "OPEN OWN_BODY_OFFERS body"},
		"own company provides":   {body(bought, vocab.FormJointCompany, vocab.InvolvementProvides, vocab.RelationshipOwns), reuse.RouteOwnBody, "OPEN OWN_BODY_OFFERS body"},
		"own body owns service":  {body(service, vocab.FormMunicipalAssociation, vocab.InvolvementOwns, vocab.RelationshipMemberOf), reuse.RouteOwnBody, "OPEN OWN_BODY_OFFERS body"},
		"own body owns software": {body(vocab.SolutionOpenSource, vocab.FormMunicipalAssociation, vocab.InvolvementOwns, vocab.RelationshipMemberOf), reuse.RouteOwnBody, "UNKNOWN OWN_BODY_OWNS body"},
		"own body uses":          {body(bought, vocab.FormMunicipalAssociation, vocab.InvolvementUses, vocab.RelationshipMemberOf), reuse.RouteOwnBody, "UNKNOWN OWN_BODY_OWNS body"},
		"only participant":       {body(service, vocab.FormNetwork, vocab.InvolvementProvides, vocab.RelationshipParticipatesIn), reuse.RouteOwnBody, "UNKNOWN OWN_BODY_OFFERS ONLY_PARTICIPANT body"},
		"co-opted is not in":     {body(service, vocab.FormMunicipalAssociation, vocab.InvolvementProvides, vocab.RelationshipCoOptedTo), reuse.RouteOwnBody, "UNKNOWN NO_OWN_BODY_KNOWN"},
		"no own body":            {newTown(service), reuse.RouteOwnBody, "UNKNOWN NO_OWN_BODY_KNOWN"},
		"an agency operates": {kinds(service, func(w *town) {
			w.involve(w.actor(reuse.Actor{Name: "agency", Kind: vocab.Agency}), vocab.InvolvementOperates, w.solution)
		}), reuse.RouteNationalService, "UNKNOWN AGENCY_TERMS agency"},

		"call off":                {product(func(*reuse.Agreement) {}), reuse.RouteCallOff, "OPEN AGREEMENT_RUNS ELIGIBLE_KIND 2026-12-31"},
		"call off, extendable":    {product(func(a *reuse.Agreement) { a.ExtendableTo = "2028-12-31" }), reuse.RouteCallOff, "OPEN AGREEMENT_RUNS EXTENDABLE ELIGIBLE_KIND 2026-12-31"},
		"on the last day":         {product(func(a *reuse.Agreement) { a.End = "2026-06-01" }), reuse.RouteCallOff, "OPEN AGREEMENT_RUNS ELIGIBLE_KIND 2026-06-01"},
		"the day after":           {product(func(a *reuse.Agreement) { a.End = "2026-05-31" }), reuse.RouteCallOff, "BLOCKED AGREEMENT_EXPIRED ELIGIBLE_KIND 2026-05-31"},
		"ends this year":          {product(func(a *reuse.Agreement) { a.End = "2026" }), reuse.RouteCallOff, "UNKNOWN AGREEMENT_DATES ELIGIBLE_KIND 2026"},
		"ended unless extended":   {product(func(a *reuse.Agreement) { a.End, a.ExtendableTo = "2026-05-31", "2027" }), reuse.RouteCallOff, "UNKNOWN EXTENSION_NOT_KNOWN ELIGIBLE_KIND 2027"},
		"extensions used up":      {product(func(a *reuse.Agreement) { a.End, a.ExtendableTo = "2024", "2025" }), reuse.RouteCallOff, "BLOCKED AGREEMENT_EXPIRED ELIGIBLE_KIND 2024"},
		"no end, used up":         {product(func(a *reuse.Agreement) { a.End, a.ExtendableTo = "", "2025" }), reuse.RouteCallOff, "BLOCKED AGREEMENT_EXPIRED ELIGIBLE_KIND 2025"},
		"end not known":           {product(func(a *reuse.Agreement) { a.End = "" }), reuse.RouteCallOff, "UNKNOWN AGREEMENT_DATES ELIGIBLE_KIND"},
		"not begun":               {product(func(a *reuse.Agreement) { a.Start = "2026-09" }), reuse.RouteCallOff, "BLOCKED AGREEMENT_NOT_BEGUN ELIGIBLE_KIND 2026-12-31"},
		"perhaps begun":           {product(func(a *reuse.Agreement) { a.Start = "2026" }), reuse.RouteCallOff, "UNKNOWN AGREEMENT_DATES ELIGIBLE_KIND 2026-12-31"},
		"not a kind in it":        {as(product(func(*reuse.Agreement) {}), vocab.Region), reuse.RouteCallOff, "BLOCKED AGREEMENT_RUNS NOT_ELIGIBLE 2026-12-31"},
		"nobody named":            {product(func(a *reuse.Agreement) { a.Eligible = nil }), reuse.RouteCallOff, "UNKNOWN AGREEMENT_RUNS ELIGIBILITY_NOT_KNOWN 2026-12-31"},
		"scope not known":         {product(func(a *reuse.Agreement) { a.Solutions = nil }), reuse.RouteCallOff, "UNKNOWN AGREEMENT_RUNS SCOPE_NOT_KNOWN ELIGIBLE_KIND 2026-12-31"},
		"scope by area":           {product(func(a *reuse.Agreement) { a.Solutions, a.Area = nil, "area" }), reuse.RouteCallOff, "OPEN AGREEMENT_RUNS ELIGIBLE_KIND 2026-12-31"},
		"no agreement":            {newTown(bought).sold(), reuse.RouteCallOff, "UNKNOWN NO_AGREEMENT_KNOWN"},
		"a contract of others":    {product(func(a *reuse.Agreement) { a.Kind, a.Eligible = reuse.Contract, nil }), reuse.RouteCallOff, "UNKNOWN NO_AGREEMENT_KNOWN"},
		"a contract of one’s own": {product(func(a *reuse.Agreement) { a.Kind, a.Eligible, a.Buyers = reuse.Contract, nil, []int32{0} }), reuse.RouteCallOff, "OPEN AGREEMENT_RUNS ELIGIBLE_NAMED 2026-12-31"},
		"named": {product(func(a *reuse.Agreement) {
			a.Eligible = []reuse.Eligibility{{Actor: 0, MembersOf: reuse.None}}
		}), reuse.RouteCallOff, "OPEN AGREEMENT_RUNS ELIGIBLE_NAMED 2026-12-31"},
		"on a condition": {product(func(a *reuse.Agreement) {
			a.Eligible[0].Condition = vocab.Text{SV: "anmälan före 2025", EN: "notified before 2025"}
		}), reuse.RouteCallOff, "UNKNOWN AGREEMENT_RUNS ELIGIBLE_CONDITION 2026-12-31"},
		"the better line counts": {product(func(a *reuse.Agreement) {
			a.Eligible[0].Condition = vocab.Text{SV: "anmälan före 2025"}
			a.Eligible = append(a.Eligible, reuse.Eligibility{Actor: 0, MembersOf: reuse.None})
		}), reuse.RouteCallOff, "OPEN AGREEMENT_RUNS ELIGIBLE_NAMED 2026-12-31"},
		"as a member": {kinds(bought, func(w *town) {
			b := w.body("body", vocab.FormMunicipalAssociation)
			w.join(vocab.RelationshipMemberOf, b, w.me)
			w.sold().framework(func(a *reuse.Agreement) {
				a.Eligible = []reuse.Eligibility{{Actor: reuse.None, MembersOf: b}}
			})
		}), reuse.RouteCallOff, "OPEN AGREEMENT_RUNS ELIGIBLE_MEMBER 2026-12-31"},
		"perhaps a member": {kinds(bought, func(w *town) {
			b := w.body("body", vocab.FormMunicipalAssociation)
			w.sold().framework(func(a *reuse.Agreement) {
				a.Eligible = []reuse.Eligibility{{Actor: reuse.None, MembersOf: b}}
			})
		}), reuse.RouteCallOff, "UNKNOWN AGREEMENT_RUNS MEMBERSHIP_NOT_KNOWN 2026-12-31"},

		"join a board":           {body(service, vocab.FormJointBoard, vocab.InvolvementOperates), reuse.RouteJoinBody, "UNKNOWN NEEDS_CONSENT body"},
		"a company cannot":       {as(body(service, vocab.FormJointBoard, vocab.InvolvementOperates), vocab.Association), reuse.RouteJoinBody, "BLOCKED WRONG_KIND body"},
		"an agency cannot":       {as(body(service, vocab.FormMunicipalAssociation, vocab.InvolvementOperates), vocab.Agency), reuse.RouteJoinBody, "BLOCKED WRONG_KIND body"},
		"a region can":           {as(body(service, vocab.FormMunicipalAssociation, vocab.InvolvementOperates), vocab.Region), reuse.RouteJoinBody, "UNKNOWN NEEDS_CONSENT body"},
		"join a community":       {body(vocab.SolutionOpenSource, vocab.FormOpenSourceCommunity, vocab.InvolvementDeveloped), reuse.RouteJoinBody, "OPEN OPEN_TO_JOIN body"},
		"join a company":         {body(service, vocab.FormJointCompany, vocab.InvolvementProvides), reuse.RouteJoinBody, "UNKNOWN NEEDS_CONSENT body"},
		"already in":             {body(service, vocab.FormJointBoard, vocab.InvolvementOperates, vocab.RelationshipMemberOf), reuse.RouteJoinBody, "UNKNOWN NO_BODY_KNOWN"},
		"one that only uses":     {body(service, vocab.FormJointBoard, vocab.InvolvementUses), reuse.RouteJoinBody, "UNKNOWN NO_BODY_KNOWN"},
		"nobody has it":          {newTown(service), reuse.RouteMunicipality, "UNKNOWN NO_MUNICIPALITY_KNOWN"},
		"an agency may not":      {as(newTown(service), vocab.Agency), reuse.RouteMunicipality, "BLOCKED WRONG_KIND"},
		"another uses":           {kinds(service, func(w *town) { w.use(w.solution, w.municipality("other", 1, "")) }), reuse.RouteMunicipality, "UNKNOWN OTHER_USES NEEDS_CONSENT other"},
		"another uses a product": {kinds(bought, func(w *town) { w.use(w.solution, w.municipality("other", 1, "")) }), reuse.RouteMunicipality, "UNKNOWN OTHER_USES NEEDS_CONSENT SUPPLIER_TERMS other"},
		"a region operates": {kinds(service, func(w *town) {
			w.involve(w.actor(reuse.Actor{Name: "other", Kind: vocab.Region}), vocab.InvolvementOperates, w.solution)
		}), reuse.RouteMunicipality, "UNKNOWN OTHER_RUNS NEEDS_CONSENT other"},
		"cooperation is agreed": {kinds(service, func(w *town) {
			other := w.municipality("other", 1, "")
			w.use(w.solution, other)
			w.framework(func(a *reuse.Agreement) {
				a.Kind, a.Buyers, a.Suppliers = reuse.CooperationAgreement, []int32{other}, nil
			})
		}), reuse.RouteMunicipality, "OPEN OTHER_USES COOPERATION_AGREEMENT_KNOWN AGREEMENT_RUNS ELIGIBLE_KIND other 2026-12-31"},
		"cooperation is all that is known": {kinds(service, func(w *town) {
			w.framework(func(a *reuse.Agreement) {
				a.Kind, a.Buyers, a.Suppliers = reuse.CooperationAgreement, []int32{w.municipality("other", 1, "")}, nil
			})
		}), reuse.RouteMunicipality, "OPEN COOPERATION_AGREEMENT_KNOWN AGREEMENT_RUNS ELIGIBLE_KIND other 2026-12-31"},
		"cooperation has ended": {kinds(service, func(w *town) {
			other := w.municipality("other", 1, "")
			w.use(w.solution, other)
			w.framework(func(a *reuse.Agreement) {
				a.Kind, a.Buyers, a.Suppliers, a.End = reuse.CooperationAgreement, []int32{other}, nil, "2025"
			})
		}), reuse.RouteMunicipality, "UNKNOWN OTHER_USES NEEDS_CONSENT other"},

		"buy it":             {newTown(bought).sold(), reuse.RouteOwnProcurement, "OPEN SUPPLIER_KNOWN"},
		"nobody sells it":    {newTown(bought), reuse.RouteOwnProcurement, "UNKNOWN NO_SUPPLIER_KNOWN"},
		"somebody maintains": {kinds(vocab.SolutionOpenSource, func(w *town) { w.involve(w.firm, vocab.InvolvementMaintains, w.solution) }), reuse.RouteOwnProcurement, "OPEN SUPPLIER_KNOWN"},
		"delivered elsewhere": {kinds(bought, func(w *town) {
			w.use(w.solution, w.municipality("other", 1, ""))
			w.involvements[0].Supplier = w.firm
		}), reuse.RouteOwnProcurement, "OPEN SUPPLIER_KNOWN"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, r := range test.world.ways(t, test.kind) {
				got = append(got, brief(r))
				checkRoute(t, r)
			}
			if diff := cmp.Diff([]string{test.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// tester is a test of one case or of a property.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkRoute holds what every route must have.
func checkRoute(t tester, r reuse.Route) {
	t.Helper()
	if r.Status == "" || len(r.Reasons) == 0 {
		t.Errorf("%s: without status or reasons", r.Kind)
	}
	sentences := []vocab.Text{r.FirstStep}
	for _, reason := range r.Reasons {
		sentences = append(sentences, reason.Sentence)
		if !slices.Contains(reason.Code.Values(), string(reason.Code)) {
			t.Errorf("%s: %q is no code", r.Kind, reason.Code)
		}
	}
	for _, g := range r.Grounds {
		sentences = append(sentences, g.Text)
	}
	for _, s := range sentences {
		for _, text := range []string{s.SV, s.EN} {
			if !strings.HasSuffix(text, ".") || strings.Contains(text, "%!") || strings.Contains(text, "  ") || strings.Contains(text, "..") {
				t.Errorf("%s: %q is no sentence", r.Kind, text)
			}
		}
	}
	if !slices.IsSorted(r.Rests) {
		t.Errorf("%s: rests on %v", r.Kind, r.Rests)
	}
}

func TestRoutesRestOnWhatTheyName(t *testing.T) {
	w := newTown(vocab.SolutionCommercialProduct).sold().framework(func(*reuse.Agreement) {})
	law := reuse.Law{CallOff: vocab.Text{SV: "Lagen.", EN: "The law."}}
	answer, err := reuse.Routes(w, law, w.me, w.solution)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []reuse.RouteKind
	for _, r := range answer.Routes {
		kinds = append(kinds, r.Kind)
		if r.Kind != reuse.RouteCallOff {
			continue
		}
		if diff := cmp.Diff([]vocab.ID{"firm PROVIDES solution"}, r.Rests); diff != "" || r.Agreement != "agreement" {
			t.Error(diff, r.Agreement)
		}
		want := []reuse.Ground{
			{Kind: reuse.Contractual, Text: vocab.Text{SV: "Ramavtalet ”System”, nummer 7, delområde A.", EN: "The framework agreement “Systems”, number 7, lot A."}},
			{Kind: reuse.Legal, Text: law.CallOff},
		}
		if diff := cmp.Diff(want, r.Grounds); diff != "" {
			t.Error(diff)
		}
	}
	want := []reuse.RouteKind{
		reuse.RouteOpenSource, reuse.RouteOwnBody, reuse.RouteCallOff, reuse.RouteJoinBody, reuse.RouteMunicipality, reuse.RouteOwnProcurement,
	}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
	w.use(w.solution, w.me)
	w.laidOut = false
	if answer, _ = reuse.Routes(w, law, w.me, w.solution); len(answer.Held) != 1 {
		t.Errorf("the actor holds %v", answer.Held)
	}
}

// Many have a solution; those one has agreed with come first, then those that run it, then the nearest, and no more than a person reads.
func TestOtherMunicipalitiesAreBounded(t *testing.T) {
	w := newTown(vocab.SolutionSharedService)
	w.actors[w.me].Latitude, w.actors[w.me].Longitude = 60, 15
	for i := range 20 {
		other := w.municipality("user"+string(rune('a'+i)), 1, "")
		w.actors[other].Latitude, w.actors[other].Longitude = 60, 16+float64(i)/10
		w.use(w.solution, other)
	}
	w.involve(w.municipality("runner", 1, ""), vocab.InvolvementDeveloped, w.solution)
	ally := w.municipality("ally", 1, "")
	w.framework(func(a *reuse.Agreement) {
		a.Kind, a.Buyers, a.Suppliers = reuse.CooperationAgreement, []int32{ally}, nil
	})
	answer, err := reuse.Routes(w, reuse.Law{}, w.me, w.solution)
	if err != nil {
		t.Fatal(err)
	}
	ways := w.ways(t, reuse.RouteMunicipality)
	if len(ways) != 10 || ways[0].Through != "ally" || ways[1].Through != "runner" || ways[2].Through != "usera" || ways[9].Through != "userh" {
		t.Errorf("%d ways: %v", len(ways), ways)
	}
	if diff := cmp.Diff([]reuse.RouteKind{reuse.RouteMunicipality}, answer.Truncated); diff != "" {
		t.Error(diff)
	}
}

// What has ended is no route, whatever relations it has left behind.
func TestNoRouteThroughWhatHasEnded(t *testing.T) {
	w := newTown(vocab.SolutionSharedService).sold()
	own, other := w.body("own", vocab.FormJointBoard), w.body("other", vocab.FormNetwork)
	w.join(vocab.RelationshipMemberOf, own, w.me)
	for _, i := range []int32{own, other, w.municipality("merged", 5000, "01")} {
		w.involve(i, vocab.InvolvementOperates, w.solution)
	}
	for i := range w.actors {
		w.actors[i].Ended = int32(i) != w.me
	}
	answer, err := reuse.Routes(w, reuse.Law{}, w.me, w.solution)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range answer.Routes {
		if r.Through != "" || r.Status == reuse.Open {
			t.Errorf("%s: %s", r.Kind, brief(r))
		}
	}
	if similar, _ := reuse.Similar(w, w.me, 0); len(similar.Similar) != 0 {
		t.Errorf("similar to what has ended: %+v", similar.Similar)
	}
}

func TestRoutesRefuse(t *testing.T) {
	w := newTown(vocab.SolutionStandard)
	_, err := reuse.Routes(w, reuse.Law{}, w.me, w.solution)
	checkProblem(t, err, problem.BadUserInput, "solution")
	_, err = reuse.Routes(w, reuse.Law{}, w.me, 7)
	checkProblem(t, err, problem.NotFound, "solution")
	_, err = reuse.Routes(w, reuse.Law{}, 7, w.solution)
	checkProblem(t, err, problem.NotFound, "actor")
	_, err = reuse.Routes(w, reuse.Law{}, w.firm, w.solution)
	checkProblem(t, err, problem.BadUserInput, "actor")
}
