package vocab

import "io"

// Confidence says how sure the knowledge base is of a statement.
type Confidence string

// The values of Confidence.
const (
	High   Confidence = "HIGH"   // an official or first-hand source, or two independent sources that agree
	Medium Confidence = "MEDIUM" // one secondary source, an older source, or editorial text
	Low    Confidence = "LOW"    // a single uncertain source
)

var confidences = []Confidence{High, Medium, Low}

// Values lists the stored words.
func (Confidence) Values() []string { return asStrings(confidences) }

// MarshalGQL writes the value as the API shows it.
func (v Confidence) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Confidence) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Confidence", confidences)
	return err
}

// ClaimStatus is where a claim about a relation stands between its two parties.
type ClaimStatus string

// The values of ClaimStatus.
const (
	Asserted  ClaimStatus = "ASSERTED"  // stated, and the other party has not answered
	Confirmed ClaimStatus = "CONFIRMED" // the other party agrees
	Disputed  ClaimStatus = "DISPUTED"  // the other party disagrees
	Withdrawn ClaimStatus = "WITHDRAWN" // taken back by the one who stated it
)

var claimStatuses = []ClaimStatus{Asserted, Confirmed, Disputed, Withdrawn}

// Values lists the stored words.
func (ClaimStatus) Values() []string { return asStrings(claimStatuses) }

// MarshalGQL writes the value as the API shows it.
func (v ClaimStatus) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *ClaimStatus) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "ClaimStatus", claimStatuses)
	return err
}

// Ending says what is known about a relation's end. A missing end date is not the same as still going on.
type Ending string

// The values of Ending.
const (
	Ongoing    Ending = "ONGOING" // known to be going on
	Ended      Ending = "ENDED"   // known to have ended
	EndUnknown Ending = "UNKNOWN" // no end is known
)

var endings = []Ending{Ongoing, Ended, EndUnknown}

// Values lists the stored words.
func (Ending) Values() []string { return asStrings(endings) }

// MarshalGQL writes the value as the API shows it.
func (v Ending) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Ending) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Ending", endings)
	return err
}

// Visibility says who may see a claim.
type Visibility string

// The values of Visibility.
const (
	Public  Visibility = "PUBLIC"  // everyone
	Sector  Visibility = "SECTOR"  // signed-in public bodies
	Parties Visibility = "PARTIES" // the two parties alone
)

var visibilities = []Visibility{Public, Sector, Parties}

// Values lists the stored words.
func (Visibility) Values() []string { return asStrings(visibilities) }

// MarshalGQL writes the value as the API shows it.
func (v Visibility) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Visibility) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Visibility", visibilities)
	return err
}

// Origin says how a row came into the knowledge base.
type Origin string

// The values of Origin.
const (
	FromReference    Origin = "REFERENCE"    // from the reference data that the product ships
	FromContribution Origin = "CONTRIBUTION" // entered or changed by someone
)

var origins = []Origin{FromReference, FromContribution}

// Values lists the stored words.
func (Origin) Values() []string { return asStrings(origins) }

// MarshalGQL writes the value as the API shows it.
func (v Origin) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Origin) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Origin", origins)
	return err
}

// Validity picks relations by what is known about their time, seen from the day asked about.
type Validity string

// The values of Validity.
const (
	OnDate   Validity = "ON_DATE"  // may have held on the day: not surely ended before it, not surely begun after it
	Past     Validity = "PAST"     // surely ended before the day
	Upcoming Validity = "UPCOMING" // surely begins after the day
	AnyTime  Validity = "ANY"      // whenever it held
)

var validities = []Validity{OnDate, Past, Upcoming, AnyTime}

// Values lists the stored words.
func (Validity) Values() []string { return asStrings(validities) }

// MarshalGQL writes the value as the API shows it.
func (v Validity) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Validity) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Validity", validities)
	return err
}

// Operation is what a change did to a row.
type Operation string

// The values of Operation.
const (
	Created Operation = "CREATED" // the row is new
	Removed Operation = "REMOVED" // the row is gone
	Updated Operation = "UPDATED" // the row has new content
)

var operations = []Operation{Created, Updated, Removed}

// Values lists the stored words.
func (Operation) Values() []string { return asStrings(operations) }

// MarshalGQL writes the value as the API shows it.
func (v Operation) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *Operation) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "Operation", operations)
	return err
}

// SourceKind is what sort of thing a source is.
type SourceKind string

// The values of SourceKind.
const (
	SourceDataset   SourceKind = "DATASET"   // a register, statistics or another set of data with a publisher and a year
	SourceEditorial SourceKind = "EDITORIAL" // our own reasoning
	SourceDocument  SourceKind = "DOCUMENT"  // a report, decision, web page or article, named as cited
)

var sourceKinds = []SourceKind{SourceDataset, SourceDocument, SourceEditorial}

// Values lists the stored words.
func (SourceKind) Values() []string { return asStrings(sourceKinds) }

// MarshalGQL writes the value as the API shows it.
func (v SourceKind) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *SourceKind) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "SourceKind", sourceKinds)
	return err
}
