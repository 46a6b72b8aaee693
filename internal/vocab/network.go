package vocab

import "io"

// CentralityMeasure is a way to tell how much a thing stands in the middle of a network.
type CentralityMeasure string

// The values of CentralityMeasure.
const (
	Degree      CentralityMeasure = "DEGREE"      // the number of relations
	Betweenness CentralityMeasure = "BETWEENNESS" // the number of pairs of others that it lies between
	PageRank    CentralityMeasure = "PAGERANK"    // the share of time that a walk by chance spends there
)

var centralityMeasures = []CentralityMeasure{Degree, Betweenness, PageRank}

// Values lists the stored words.
func (CentralityMeasure) Values() []string { return asStrings(centralityMeasures) }

// MarshalGQL writes the value as the API shows it.
func (v CentralityMeasure) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *CentralityMeasure) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "CentralityMeasure", centralityMeasures)
	return err
}
