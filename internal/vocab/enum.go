package vocab

import (
	"io"
	"slices"
	"strings"
)

// writeQuoted writes an enumeration or scalar value that needs no escaping as a JSON string.
func writeQuoted[T ~string](w io.Writer, v T) {
	_, _ = io.WriteString(w, `"`+string(v)+`"`)
}

// readEnum reads one of the allowed words of an enumeration.
func readEnum[T ~string](v any, name string, allowed []T) (T, error) {
	s, ok := v.(string)
	if !ok {
		return "", valueErrorf("%s is one of %s, not %v", name, join(allowed), v)
	}
	if !slices.Contains(allowed, T(s)) {
		return "", valueErrorf("%q is no %s: use one of %s", s, name, join(allowed))
	}
	return T(s), nil
}

func join[T ~string](words []T) string { return strings.Join(asStrings(words), ", ") }

// asStrings gives ent the stored words of an enumeration.
func asStrings[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}
