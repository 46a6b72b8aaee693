package reuse

import (
	"iter"
	"math"
	"slices"

	"kommungraf/internal/vocab"
)

// The formula:
//
//	similarity = Σ weight · value / Σ weight, over the parts that are known of both
//
//	size       0.35   1 − |ln(inhabitants / inhabitants)| / ln 10, at least 0: ten times as large is not alike at all
//	group      0.20   1 for the same SKR group, ½ for the same main group (A, B or C)
//	distance   0.15   2^(−km/100): half for each 100 kilometres as the crow flies
//	bodies     0.15   weighted Jaccard: Σ of what both have / Σ of what either has, each body counting 1/its members
//	solutions  0.15   likewise, each solution counting 1/its users
//
// What is not known of one of them is no difference: the part is left out and the other weights are scaled up.
//
// Jaccard alone would call two municipalities that are known only to belong to SKR wholly alike. So the last two parts
// weigh only as much as they say: their weight is multiplied by U/(U+0.05), where U is what either has. A body of five
// (U = 0.2) leaves 80 per cent of the weight; one of 290 leaves 6 per cent.
//
// The weights are our own judgement and have not been measured. Size weighs most, as it does in the guidance.
const (
	weightSize     = 0.35
	weightGroup    = 0.20
	weightDistance = 0.15
	weightShared   = 0.15 // of each of the last two

	sizeRange = math.Ln10 // the logarithm of the ratio at which sizes are no longer alike
	mainGroup = 0.5
	halfKM    = 100.0
	littleSay = 0.05 // U at which a shared part has half its weight

	earthKM = 6371.0088 // mean radius
)

// Part is a part of a similarity or of a score.
type Part struct {
	Kind   PartKind
	Weight float64 // its share of the whole, three decimals: the weights of all parts add up to 1
	Value  float64 // from 0 to 1
}

// sum is a weighted mean in the making.
type sum struct{ points, weight float64 }

func (s sum) add(weight, value float64) sum { return sum{s.points + weight*value, s.weight + weight} }

func (s sum) mean() float64 {
	if s.weight == 0 {
		return 0
	}
	return s.points / s.weight
}

// attributes are the three parts that lie in the two municipalities themselves; a value below 0 is not known.
type attributes [3]float64

var attributeParts = [3]struct {
	kind   PartKind
	weight float64
}{{PartSize, weightSize}, {PartGroup, weightGroup}, {PartDistance, weightDistance}}

func attributesOf(a, b Actor) attributes {
	return attributes{sizeValue(a.Population, b.Population), groupValue(a.SkrGroup, b.SkrGroup), distanceValue(a, b)}
}

func (at attributes) sum() sum {
	var s sum
	for i, v := range at {
		if v >= 0 {
			s = s.add(attributeParts[i].weight, v)
		}
	}
	return s
}

func sizeValue(a, b int) float64 {
	if a <= 0 || b <= 0 {
		return -1
	}
	return max(0, 1-math.Abs(math.Log(float64(a)/float64(b)))/sizeRange)
}

func groupValue(a, b vocab.SkrGroup) float64 {
	switch {
	case a == "" || b == "":
		return -1
	case a == b:
		return 1
	case a[0] == b[0]:
		return mainGroup
	default:
		return 0
	}
}

func distanceValue(a, b Actor) float64 {
	km, ok := distance(a, b)
	if !ok {
		return -1
	}
	return math.Exp2(-km / halfKM)
}

// distance is the great-circle distance in kilometres (haversine), if both positions are known.
func distance(a, b Actor) (km float64, ok bool) {
	if a.Latitude == 0 && a.Longitude == 0 || b.Latitude == 0 && b.Longitude == 0 {
		return 0, false
	}
	const radian = math.Pi / 180
	la, lb := a.Latitude*radian, b.Latitude*radian
	dLat, dLon := math.Sin((lb-la)/2), math.Sin((b.Longitude-a.Longitude)*radian/2)
	h := dLat*dLat + math.Cos(la)*math.Cos(lb)*dLon*dLon
	return 2 * earthKM * math.Asin(math.Sqrt(min(1, h))), true
}

// saying is how much a shared thing says: 1/n for one that n have. It is a whole number of parts, since the sum of whole
// numbers is the same in every order, and so is what is rounded from it.
type saying int64

const wholeSay saying = 1 << 40

func sayOf(n int) saying { return wholeSay / saying(max(1, n)) }

// having is what a municipality has of a shared thing: bodies or solutions, each once, with what they say together.
type having struct {
	things []int32
	total  saying
}

// has reads what a municipality has.
func has(things iter.Seq[int32], weight func(int32) saying, into []int32) having {
	h := having{things: into[:0]}
	for i := range things {
		h.things = append(h.things, i)
	}
	slices.Sort(h.things)
	h.things = slices.Compact(h.things)
	for _, i := range h.things {
		h.total += weight(i)
	}
	return h
}

// overlap is how much two municipalities share of bodies or of solutions.
type overlap struct {
	known  bool // both have any
	shared saying
	either saying
}

func (o overlap) weight() float64 {
	u := float64(o.either) / float64(wholeSay)
	return weightShared * u / (u + littleSay)
}

func (o overlap) value() float64 { return min(1, float64(o.shared)/float64(o.either)) }

// addTo is what makes a similarity fall when `either` grows: what is added above the line shrinks, and what is added
// below grows. boundOf relies on it.
func (o overlap) addTo(s sum) sum {
	if !o.known {
		return s
	}
	return s.add(o.weight(), o.value())
}

// overlapOf compares what two have. Both are sorted.
func overlapOf(a, b having, weight func(int32) saying) overlap {
	if len(a.things) == 0 || len(b.things) == 0 {
		return overlap{}
	}
	o := overlap{known: true}
	for _, i := range a.things {
		if _, found := slices.BinarySearch(b.things, i); found {
			o.shared += weight(i)
		}
	}
	o.either = a.total + b.total - o.shared
	return o
}
