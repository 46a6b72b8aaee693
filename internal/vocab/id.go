package vocab

import (
	"crypto/sha256"
	"database/sql/driver"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
)

// ID names one thing of the knowledge base for ever: three letters that tell its type, an underscore and 26 characters
// of Crockford's base 32, as in "mun_01J9Z8Q6T4W1M3C5N7R9V0X2Y4".
type ID string

// Prefix is the part of an ID that tells the type of the thing.
type Prefix string

// The prefixes. All are three letters, so that ids sort alike under every collation.
const (
	PrefixMunicipality         Prefix = "mun"
	PrefixRegion               Prefix = "reg"
	PrefixAssociation          Prefix = "asc"
	PrefixSupplier             Prefix = "sup"
	PrefixAgency               Prefix = "agy"
	PrefixResearchOrganisation Prefix = "res"
	PrefixSolution             Prefix = "sol"
	PrefixRelationship         Prefix = "rel"
	PrefixInvolvement          Prefix = "inv"
	PrefixSolutionLink         Prefix = "lnk"
	PrefixSource               Prefix = "src"
	PrefixCitation             Prefix = "cit"
	PrefixIdentifier           Prefix = "idn"
	PrefixRole                 Prefix = "rol"
	PrefixRequirement          Prefix = "req"
	PrefixCollaborationForm    Prefix = "frm"
	PrefixPrinciple            Prefix = "prn"
	PrefixObstacle             Prefix = "obs"
	PrefixHandling             Prefix = "hnd"
	PrefixPattern              Prefix = "pat"
	PrefixSituation            Prefix = "sit"
	PrefixNeed                 Prefix = "ned"
	PrefixAlternative          Prefix = "alt"
	PrefixEvidence             Prefix = "evi"
	PrefixEvidenceLink         Prefix = "evl"
	PrefixStudy                Prefix = "stu"
	PrefixProposal             Prefix = "prp"
	PrefixFeedback             Prefix = "fbk"
	PrefixDissemination        Prefix = "dis"
	PrefixFormUse              Prefix = "fus"
	PrefixRoleTaken            Prefix = "rtk"
	PrefixObstacleMet          Prefix = "omt"
	PrefixAgreement            Prefix = "agr"
	PrefixAgreementParty       Prefix = "agp"
)

var actorPrefixes = map[ActorKind]Prefix{
	Municipality:         PrefixMunicipality,
	Region:               PrefixRegion,
	Association:          PrefixAssociation,
	Supplier:             PrefixSupplier,
	Agency:               PrefixAgency,
	ResearchOrganisation: PrefixResearchOrganisation,
}

// Prefix is the prefix of the ids of actors of this kind.
func (v ActorKind) Prefix() Prefix { return actorPrefixes[v] }

// ActorKind is the kind of actor that the prefix stands for, or empty when it stands for something else.
func (p Prefix) ActorKind() ActorKind {
	for kind, prefix := range actorPrefixes {
		if prefix == p {
			return kind
		}
	}
	return ""
}

const (
	crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	idLength  = 3 + 1 + 26
)

var crockfordEncoding = base32.NewEncoding(crockford).WithPadding(base32.NoPadding)

// DerivedID makes the id of an imported row from its source and the source's own key, so that the same row gets the
// same id in every database, however often it is imported. It is the first 128 bits of a SHA-256 sum.
func DerivedID(prefix Prefix, source string, key ...string) ID {
	sum := sha256.Sum256([]byte(source + "\x00" + strings.Join(key, "\x00")))
	return ID(string(prefix) + "_" + crockfordEncoding.EncodeToString(sum[:16]))
}

// Prefix is the type part of the id, empty when the id has none.
func (id ID) Prefix() Prefix {
	prefix, _, ok := strings.Cut(string(id), "_")
	if !ok {
		return ""
	}
	return Prefix(prefix)
}

// Check tells whether the id has the shape of one; it does not tell whether anything has that id.
func (id ID) Check() error {
	if len(id) != idLength || id[3] != '_' ||
		strings.Trim(string(id[:3]), "abcdefghijklmnopqrstuvwxyz") != "" || strings.Trim(string(id[4:]), crockford) != "" {
		return valueErrorf("%q is no id: an id is three letters, an underscore and 26 characters, as in mun_01J9Z8Q6T4W1M3C5N7R9V0X2Y4", clip(string(id)))
	}
	return nil
}

// MarshalGQL writes the id as the API shows it.
func (id ID) MarshalGQL(w io.Writer) { writeQuoted(w, id) }

// UnmarshalGQL reads an id that a client sent and refuses what has not the shape of one.
func (id *ID) UnmarshalGQL(in any) error {
	s, ok := in.(string)
	if !ok {
		return valueErrorf("an id is a text, not %v", in)
	}
	*id = ID(s)
	return id.Check()
}

// Scan reads an id from a database column. It accepts an ID as well, because the node lookup of entgql scans one.
func (id *ID) Scan(src any) error {
	switch v := src.(type) {
	case string:
		*id = ID(v)
	case []byte:
		*id = ID(v)
	case ID:
		*id = v
	default:
		return fmt.Errorf("vocab: cannot read an id from %T", src)
	}
	return nil
}

// Value gives the id to a database driver.
func (id ID) Value() (driver.Value, error) { return string(id), nil }

// clip shortens what a client sent before it is repeated in a message.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
