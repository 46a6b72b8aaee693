package vocab

import "io"

// AgreementGroupBy is a property that agreements are counted by.
type AgreementGroupBy string

// The values of AgreementGroupBy.
const (
	AgreementsByKind          AgreementGroupBy = "KIND"
	AgreementsByArea          AgreementGroupBy = "AREA"
	AgreementsByStatus        AgreementGroupBy = "STATUS"
	AgreementsByStartYear     AgreementGroupBy = "START_YEAR"
	AgreementsByEndYear       AgreementGroupBy = "END_YEAR"
	AgreementsByProcuringBody AgreementGroupBy = "PROCURING_BODY"
	AgreementsBySupplier      AgreementGroupBy = "SUPPLIER"
)

var agreementGroupings = []AgreementGroupBy{
	AgreementsByKind, AgreementsByArea, AgreementsByStatus, AgreementsByStartYear, AgreementsByEndYear, AgreementsByProcuringBody, AgreementsBySupplier,
}

// Values lists the words.
func (AgreementGroupBy) Values() []string { return asStrings(agreementGroupings) }

// MarshalGQL writes the value as the API shows it.
func (v AgreementGroupBy) MarshalGQL(w io.Writer) { writeQuoted(w, v) }

// UnmarshalGQL reads a value that a client sent.
func (v *AgreementGroupBy) UnmarshalGQL(in any) (err error) {
	*v, err = readEnum(in, "AgreementGroupBy", agreementGroupings)
	return err
}
