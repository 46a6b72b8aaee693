package reuse

import (
	"strings"

	"kommungraf/internal/vocab"
)

// openSource: the licence decides.
func openSource(q *quest) []Route {
	switch {
	case isOpenLicence(q.thing.Licence):
		grounds := append([]Ground{{Contractual, licenceGround(q.thing.Licence)}}, legal(q.law.OpenSource)...)
		var v verdict
		v.find(Open, LicenceOpen, licenceOpen(q.thing.Licence))
		// Those who made or maintain it are whom one asks about it.
		var rests relations
		for _, s := range q.stakes {
			if s.role == answers {
				rests = append(rests, s.relations...)
			}
		}
		return []Route{v.route(q.stepTake(), grounds, rests)}
	case q.thing.Licence != "":
		return only(StatusUnknown, LicenceNotJudged, licenceNotJudged(q.thing.Licence), stepReadLicence, legal(q.law.OpenSource))
	case q.thing.Kind == vocab.SolutionOpenSource:
		return only(StatusUnknown, LicenceUnknown, licenceUnknown, stepFindLicence, legal(q.law.OpenSource))
	default:
		return only(Blocked, NotOpenSource, notOpenSource, stepAskToOpen, nil)
	}
}

// openLicences are licences that the Open Source Initiative has approved, with those for public works, as SPDX ids in
// lower case without "-only" and "-or-later". They are those that the sector uses; of another one we do not judge.
var openLicences = map[string]bool{
	"0bsd": true, "agpl-3.0": true, "apache-2.0": true, "artistic-2.0": true, "bsd-2-clause": true, "bsd-3-clause": true,
	"bsl-1.0": true, "cc0-1.0": true, "ecl-2.0": true, "epl-1.0": true, "epl-2.0": true, "eupl-1.1": true, "eupl-1.2": true,
	"gpl-2.0": true, "gpl-3.0": true, "isc": true, "lgpl-2.1": true, "lgpl-3.0": true, "mit": true, "mpl-2.0": true,
	"ms-pl": true, "osl-3.0": true, "postgresql": true, "unlicense": true, "upl-1.0": true, "zlib": true,
}

// isOpenLicence judges an SPDX expression. All licences in it must be open, also where one may choose: then it surely is.
func isOpenLicence(expression string) bool {
	words := strings.Fields(strings.NewReplacer("(", " ", ")", " ").Replace(strings.ToLower(expression)))
	exception := false // what follows "with" only adds a permission
	for _, word := range words {
		switch {
		case exception:
			exception = false
		case word == "with":
			exception = true
		case word == "and", word == "or":
		default:
			id := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(word, "-only"), "-or-later"), "+")
			if !openLicences[id] {
				return false
			}
		}
	}
	return len(words) > 0
}

// ownProcurement is always lawful; the question is whether there is anyone to buy from.
func ownProcurement(q *quest) []Route {
	firms, rests := q.firms()
	if len(firms) == 0 {
		return only(StatusUnknown, NoSupplierKnown, noSupplierKnown, stepMarket, legal(q.law.Procurement))
	}
	var v verdict
	v.find(Open, SupplierKnown, supplierKnown(firms, q.thing.Kind))
	return []Route{v.route(stepProcure, legal(q.law.Procurement), rests)}
}
