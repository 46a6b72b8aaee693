package vocab

import (
	"fmt"
	"io"
	"regexp"
)

// scalar is the shared reading of the texts that have a fixed form.
func scalar[T ~string](in any, form *regexp.Regexp, sentence string) (T, error) {
	s, ok := in.(string)
	if !ok || !form.MatchString(s) {
		return "", valueErrorf("%q is %s", clip(fmt.Sprint(in)), sentence)
	}
	return T(s), nil
}

// MunicipalityCode is the four-digit code that Statistics Sweden gives a municipality; its first two digits are the
// code of the county.
type MunicipalityCode string

var municipalityCodeForm = regexp.MustCompile(`^[0-9]{4}$`)

// MarshalGQL writes the code as the API shows it.
func (c MunicipalityCode) MarshalGQL(w io.Writer) { writeQuoted(w, c) }

// UnmarshalGQL reads a code that a client sent.
func (c *MunicipalityCode) UnmarshalGQL(in any) (err error) {
	*c, err = scalar[MunicipalityCode](in, municipalityCodeForm, "no municipality code: a municipality code is four digits, as in 0180")
	return err
}

// CountyCode is the two-digit code that Statistics Sweden gives a county, and with it a region.
type CountyCode string

var countyCodeForm = regexp.MustCompile(`^[0-9]{2}$`)

// MarshalGQL writes the code as the API shows it.
func (c CountyCode) MarshalGQL(w io.Writer) { writeQuoted(w, c) }

// UnmarshalGQL reads a code that a client sent.
func (c *CountyCode) UnmarshalGQL(in any) (err error) {
	*c, err = scalar[CountyCode](in, countyCodeForm, "no county code: a county code is two digits, as in 23")
	return err
}

// OrganisationNumber is a Swedish organisation number written NNNNNN-NNNN, its last digit a check digit.
type OrganisationNumber string

var organisationNumberForm = regexp.MustCompile(`^[0-9]{6}-[0-9]{4}$`)

// ParseOrganisationNumber reads a number and verifies its check digit (modulus 10, as the Swedish Companies
// Registration Office describes it).
func ParseOrganisationNumber(s string) (OrganisationNumber, error) {
	n, err := scalar[OrganisationNumber](s, organisationNumberForm, "no organisation number: write ten digits as 212000-0142")
	if err != nil {
		return "", err
	}
	sum, double := 0, false
	for i := len(n) - 1; i >= 0; i-- {
		if n[i] == '-' {
			continue
		}
		d := int(n[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum, double = sum+d, !double
	}
	if sum%10 != 0 {
		return "", valueErrorf("%q is no organisation number: its check digit is wrong", s)
	}
	return n, nil
}

// MarshalGQL writes the number as the API shows it.
func (n OrganisationNumber) MarshalGQL(w io.Writer) { writeQuoted(w, n) }

// UnmarshalGQL reads a number that a client sent.
func (n *OrganisationNumber) UnmarshalGQL(in any) (err error) {
	s, ok := in.(string)
	if !ok {
		return valueErrorf("an organisation number is a text, not %v", in)
	}
	*n, err = ParseOrganisationNumber(s)
	return err
}

// URL is an absolute web address.
type URL string

// Printable ASCII without quotes and backslashes: everything else is percent-encoded in an address anyway.
var urlForm = regexp.MustCompile(`^https?://[!#-\[\]-~]+$`)

// MarshalGQL writes the address as the API shows it.
func (u URL) MarshalGQL(w io.Writer) { writeQuoted(w, u) }

// UnmarshalGQL reads an address that a client sent.
func (u *URL) UnmarshalGQL(in any) (err error) {
	*u, err = scalar[URL](in, urlForm, "no web address: write an absolute http or https address")
	return err
}

// Identifier is what a register outside the knowledge base calls an actor.
type Identifier struct {
	Scheme string `json:"scheme"` // the register: one of the Scheme constants, or a contributor's own
	Value  string `json:"value"`
}

// The identifier schemes of the reference data.
const (
	SchemeOrganisationNumber = "organisationsnummer"
	SchemeMunicipalityCode   = "kommunkod"
	SchemeCountyCode         = "länskod"
	SchemeDomain             = "domain"
)
