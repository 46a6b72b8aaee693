package graph

import (
	"strings"
	"time"

	"entgo.io/ent/schema/field"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/ent/db"
	"kommungraf/internal/shape"
	"kommungraf/internal/vocab"
)

// How the values of columns are written, to the byte as gqlgen writes them.

// computedFields are fields that are made of a column of another name, or of the same with a rule of its own.
var computedFields = map[string]struct {
	column string
	write  func(vocab.Language) shape.Writer
}{
	db.TypeRelationship + ".label":        {"type", label[vocab.RelationshipType](vocab.Out)},
	db.TypeRelationship + ".inverseLabel": {"type", label[vocab.RelationshipType](vocab.In)},
	db.TypeInvolvement + ".label":         {"type", label[vocab.InvolvementType](vocab.Out)},
	db.TypeInvolvement + ".inverseLabel":  {"type", label[vocab.InvolvementType](vocab.In)},
	db.TypeSolutionLink + ".label":        {"type", label[vocab.SolutionLinkType](vocab.Out)},
	db.TypeSolutionLink + ".inverseLabel": {"type", label[vocab.SolutionLinkType](vocab.In)},
	db.TypeRelationshipEnd + ".label": {"label", func(lang vocab.Language) shape.Writer {
		return func(to, value []byte) []byte { return appendText(to, []byte(vocab.RelationshipLabel(value).In(lang))) }
	}},
	db.TypeSolutionLinkEnd + ".label": {"label", func(lang vocab.Language) shape.Writer {
		return func(to, value []byte) []byte { return appendText(to, []byte(vocab.SolutionLinkLabel(value).In(lang))) }
	}},
}

// labelled is a type of relations, which reads one way or the other.
type labelled interface {
	~string
	Label(vocab.Direction, vocab.Language) string
}

func label[T labelled](direction vocab.Direction) func(vocab.Language) shape.Writer {
	return func(lang vocab.Language) shape.Writer {
		return func(to, value []byte) []byte { return appendText(to, []byte(T(value).Label(direction, lang))) }
	}
}

// scalarsOfText are the scalars that are written as they are kept.
var scalarsOfText = map[string]bool{
	"ID": true, "String": true, "Date": true, "PartialDate": true, "URL": true, "OrganisationNumber": true,
	"MunicipalityCode": true, "CountyCode": true,
}

// writerOf is how a column of a type is written as a field, nil when that is not known here.
func writerOf(kind field.Type, f *ast.FieldDefinition, lang vocab.Language) shape.Writer {
	name := f.Type.Name()
	isList := f.Type.Elem != nil
	switch {
	case kind == field.TypeJSON && lang != "" && name == "String" && !isList:
		return text(lang, f.Type.NonNull)
	case lang != "":
		return nil
	case kind == field.TypeJSON && isList && (scalarsOfText[name] || isWord(f)):
		return texts
	case isList || kind == field.TypeJSON:
		return nil
	case (kind == field.TypeString || kind == field.TypeEnum) && (scalarsOfText[name] || isWord(f)):
		return appendText
	case kind == field.TypeInt && name == "Int", kind == field.TypeFloat64 && name == "Float":
		return appendAsIs
	case kind == field.TypeBool && name == "Boolean":
		return boolean
	case kind == field.TypeTime && name == "DateTime":
		return moment
	}
	return nil
}

// isWord tells an enumeration: its name is no scalar's.
func isWord(f *ast.FieldDefinition) bool {
	switch name := f.Type.Name(); name {
	case "Int", "Float", "Boolean", "DateTime", "Cursor":
		return false
	default:
		return !scalarsOfText[name]
	}
}

func appendAsIs(to, value []byte) []byte { return append(to, value...) }

func boolean(to, value []byte) []byte {
	if s := string(value); s == "1" || s == "true" {
		return append(to, "true"...)
	}
	return append(to, "false"...)
}

// moment writes a time. SQLite forgets the type of a column in some statements and gives its text.
func moment(to, value []byte) []byte {
	if strings.IndexByte(string(value), 'T') < 0 {
		t, err := time.Parse("2006-01-02 15:04:05.999999999-07:00", string(value))
		if err != nil {
			return nil
		}
		value = t.UTC().AppendFormat(nil, time.RFC3339Nano)
	}
	return appendText(to, value)
}

// text writes prose in a language.
func text(lang vocab.Language, required bool) shape.Writer {
	return func(to, value []byte) []byte {
		t, ok := decode[vocab.Text](value)
		switch {
		case !ok:
			return nil
		case t.IsZero() && !required:
			return append(to, "null"...)
		}
		return appendText(to, []byte(t.In(lang)))
	}
}

// texts writes a list of texts or words.
func texts(to, value []byte) []byte {
	list, ok := decode[[]string](value)
	if !ok {
		return nil
	}
	to = append(to, '[')
	for i, s := range list {
		if i > 0 {
			to = append(to, ',')
		}
		to = appendText(to, []byte(s))
	}
	return append(to, ']')
}

const hexDigits = "0123456789ABCDEF"

// appendText writes a text as gqlgen does: what JSON demands is escaped, and nothing else.
func appendText(to, s []byte) []byte {
	to = append(to, '"')
	start := 0
	for i, c := range s {
		if c >= 0x20 && c != '\\' && c != '"' {
			continue
		}
		to = append(to, s[start:i]...)
		start = i + 1
		switch c {
		case '\t':
			to = append(to, `\t`...)
		case '\r':
			to = append(to, `\r`...)
		case '\n':
			to = append(to, `\n`...)
		case '\\', '"':
			to = append(to, '\\', c)
		default:
			to = append(to, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
		}
	}
	return append(append(to, s[start:]...), '"')
}

// wellFormed tells whether a text is a value of a scalar; what is not is refused by the reference executor.
func wellFormed(scalar, value string) bool {
	switch scalar {
	case "String":
		return true
	case "MunicipalityCode":
		return new(vocab.MunicipalityCode).UnmarshalGQL(value) == nil
	case "CountyCode":
		return new(vocab.CountyCode).UnmarshalGQL(value) == nil
	case "ID":
		return new(vocab.ID).UnmarshalGQL(value) == nil
	}
	return false
}
