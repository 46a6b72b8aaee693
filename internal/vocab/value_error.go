package vocab

import "fmt"

// ValueError says why a text is not a value of its type, in a sentence for the one who wrote it.
type ValueError struct{ Message string }

// Error gives the sentence.
func (e *ValueError) Error() string { return e.Message }

func valueErrorf(format string, args ...any) error {
	return &ValueError{fmt.Sprintf(format, args...)}
}
