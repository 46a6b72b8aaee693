// Package problem is how the rooms of the house tell each other, and at last a client, what went wrong. An *Error is
// an expected failure with a code and a sentence for a person; every other error is internal, logged and never shown.
package problem

import (
	"errors"
	"fmt"
	"time"
)

// Code is one of the closed list of codes that clients may branch on (extensions.code of a GraphQL error).
type Code string

// The codes.
const (
	BadUserInput    Code = "BAD_USER_INPUT"            // the request is wrong; Field names the part
	NotFound        Code = "NOT_FOUND"                 // a thing that the request names does not exist
	Conflict        Code = "CONFLICT"                  // the write contradicts what is stored
	TooComplex      Code = "QUERY_TOO_COMPLEX"         // the operation is more than a limit allows; Limit names it
	RateLimited     Code = "RATE_LIMITED"              // the client has asked too much; Retry says when it may ask again
	PersistedAbsent Code = "PERSISTED_QUERY_NOT_FOUND" // no document is kept under the hash: send it once
	Unavailable     Code = "UNAVAILABLE"               // the service cannot answer now; trying again may help
	Internal        Code = "INTERNAL"                  // a fault of ours
)

// Error is an expected failure.
type Error struct {
	Code    Code
	Message string        // one sentence that names the limit or the rule, and the value
	Field   string        // the argument or input field it is about, dotted; empty when it is about none
	Limit   string        // the limit that was met, as the setting of the server is called; empty when it was none
	Retry   time.Duration // after which trying again may help; 0 when that is not known
	Err     error         // what lies beneath, for the log
}

// Error gives the sentence for a person.
func (e *Error) Error() string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

// Unwrap gives what lies beneath.
func (e *Error) Unwrap() error { return e.Err }

// BadInput says what is wrong with a field.
func BadInput(field, format string, args ...any) *Error {
	return &Error{Code: BadUserInput, Field: field, Message: fmt.Sprintf(format, args...)}
}

// In puts the name of an outer field before the field of a problem, so that a rule need not know where it is used.
// Errors that are not about what was given pass unchanged.
func In(outer string, err error) error {
	p, ok := errors.AsType[*Error](err)
	if !ok || p.Code == Unavailable || p.Code == Internal {
		return err
	}
	inner := *p
	inner.Field = outer
	if p.Field != "" {
		inner.Field += "." + p.Field
	}
	return &inner
}

// CodeOf is the code of an error: that of the *Error in its chain, else Internal.
func CodeOf(err error) Code {
	if p, ok := errors.AsType[*Error](err); ok {
		return p.Code
	}
	return Internal
}
