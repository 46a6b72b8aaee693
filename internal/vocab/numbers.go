package vocab

import "io"

// GroupBy is what relations are counted by.
type GroupBy string

// The values of GroupBy.
const (
	ByType       GroupBy = "TYPE"
	ByFromKind   GroupBy = "FROM_KIND"
	ByToKind     GroupBy = "TO_KIND"
	ByCounty     GroupBy = "COUNTY"    // of the from end
	BySkrGroup   GroupBy = "SKR_GROUP" // of the from end
	BySizeBand   GroupBy = "SIZE_BAND" // of the from end
	ByArea       GroupBy = "AREA"
	BySupplier   GroupBy = "SUPPLIER"
	BySolution   GroupBy = "SOLUTION"
	ByOwner      GroupBy = "OWNER" // of the solution
	ByForm       GroupBy = "FORM"
	ByStatus     GroupBy = "STATUS"
	ByConfidence GroupBy = "CONFIDENCE"
	ByYear       GroupBy = "YEAR" // of the first day
)

var groupBys = []GroupBy{
	ByType, ByFromKind, ByToKind, ByCounty, BySkrGroup, BySizeBand, ByArea, BySupplier, BySolution, ByOwner, ByForm, ByStatus, ByConfidence, ByYear,
}

// Values lists the words.
func (GroupBy) Values() []string { return asStrings(groupBys) }

// MarshalGQL writes the value as the API shows it.
func (v GroupBy) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *GroupBy) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "GroupBy", groupBys)
	return err
}

// StatsMeasure is what is told of a group of relations.
type StatsMeasure string

// The values of StatsMeasure.
const (
	CountRelations StatsMeasure = "COUNT"
	DistinctFrom   StatsMeasure = "DISTINCT_FROM"
	DistinctTo     StatsMeasure = "DISTINCT_TO"
	SumPopulation  StatsMeasure = "POPULATION" // of the distinct municipalities at the from end
)

var statsMeasures = []StatsMeasure{CountRelations, DistinctFrom, DistinctTo, SumPopulation}

// Values lists the words.
func (StatsMeasure) Values() []string { return asStrings(statsMeasures) }

// MarshalGQL writes the value as the API shows it.
func (v StatsMeasure) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *StatsMeasure) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "StatsMeasure", statsMeasures)
	return err
}

// StatsOrderField is what groups are ordered by.
type StatsOrderField string

// The values of StatsOrderField.
const (
	StatsByValue StatsOrderField = "VALUE"
	StatsByKey   StatsOrderField = "KEY"
)

var statsOrderFields = []StatsOrderField{StatsByValue, StatsByKey}

// Values lists the words.
func (StatsOrderField) Values() []string { return asStrings(statsOrderFields) }

// MarshalGQL writes the value as the API shows it.
func (v StatsOrderField) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *StatsOrderField) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "StatsOrderField", statsOrderFields)
	return err
}

// SeriesInterval is the length of a step of a series.
type SeriesInterval string

// The values of SeriesInterval.
const (
	EachYear  SeriesInterval = "YEAR"
	EachMonth SeriesInterval = "MONTH"
)

var seriesIntervals = []SeriesInterval{EachYear, EachMonth}

// Values lists the words.
func (SeriesInterval) Values() []string { return asStrings(seriesIntervals) }

// MarshalGQL writes the value as the API shows it.
func (v SeriesInterval) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SeriesInterval) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SeriesInterval", seriesIntervals)
	return err
}

// SeriesMeasure is what is told of each step of a series.
type SeriesMeasure string

// The values of SeriesMeasure.
const (
	SeriesStarted SeriesMeasure = "STARTED"
	SeriesEnded   SeriesMeasure = "ENDED"
	SeriesHolding SeriesMeasure = "HOLDING" // on the last day of the step
)

var seriesMeasures = []SeriesMeasure{SeriesStarted, SeriesEnded, SeriesHolding}

// Values lists the words.
func (SeriesMeasure) Values() []string { return asStrings(seriesMeasures) }

// MarshalGQL writes the value as the API shows it.
func (v SeriesMeasure) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SeriesMeasure) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SeriesMeasure", seriesMeasures)
	return err
}

// DependencyKind is what actors may depend on.
type DependencyKind string

// The values of DependencyKind.
const (
	OnSupplier    DependencyKind = "SUPPLIER"
	OnHost        DependencyKind = "HOST"
	OnAssociation DependencyKind = "ASSOCIATION"
	OnSolution    DependencyKind = "SOLUTION"
	OnOwner       DependencyKind = "OWNER"
)

var dependencyKinds = []DependencyKind{OnSupplier, OnHost, OnAssociation, OnSolution, OnOwner}

// Values lists the words.
func (DependencyKind) Values() []string { return asStrings(dependencyKinds) }

// MarshalGQL writes the value as the API shows it.
func (v DependencyKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *DependencyKind) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "DependencyKind", dependencyKinds)
	return err
}

// QualityIssue is what may be wrong with what is known.
type QualityIssue string

// The values of QualityIssue.
const (
	Unsourced   QualityIssue = "UNSOURCED"
	Stale       QualityIssue = "STALE"
	InDispute   QualityIssue = "DISPUTED"
	UnknownEnd  QualityIssue = "UNKNOWN_END"
	OrphanThing QualityIssue = "ORPHAN"
)

var qualityIssues = []QualityIssue{Unsourced, Stale, InDispute, UnknownEnd, OrphanThing}

// Values lists the words.
func (QualityIssue) Values() []string { return asStrings(qualityIssues) }

// MarshalGQL writes the value as the API shows it.
func (v QualityIssue) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *QualityIssue) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "QualityIssue", qualityIssues)
	return err
}
