package problem_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"kommungraf/internal/problem"
)

func TestCodeOf(t *testing.T) {
	conflict := &problem.Error{Code: problem.Conflict, Message: "m"}
	for _, test := range []struct {
		err  error
		want problem.Code
	}{
		{io.EOF, problem.Internal},
		{nil, problem.Internal},
		{conflict, problem.Conflict},
		{fmt.Errorf("while writing: %w", conflict), problem.Conflict},
		{errors.Join(io.EOF, conflict), problem.Conflict},
		{problem.BadInput("first", "is %d", 0), problem.BadUserInput},
	} {
		if got := problem.CodeOf(test.err); got != test.want {
			t.Errorf("%v has the code %s, want %s", test.err, got, test.want)
		}
	}
}

// A rule names the field that it knows, and each caller what that field lies in.
func TestInPutsTheOuterFieldBefore(t *testing.T) {
	rule := &problem.Error{Code: problem.BadUserInput, Field: "to", Message: "no", Err: io.EOF}
	err := problem.In("input", problem.In("relations", rule))
	if got, want := err.Error(), "input.relations.to: no"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if problem.CodeOf(err) != problem.BadUserInput || !errors.Is(err, io.EOF) {
		t.Errorf("%v has lost its code or its cause", err)
	}
	if rule.Field != "to" {
		t.Errorf("the rule's own problem now says %q", rule.Field)
	}
	if got := problem.In("input", &problem.Error{Message: "no"}).Error(); got != "input: no" {
		t.Errorf("got %q", got)
	}
	if got := problem.In("input", io.EOF); !errors.Is(got, io.EOF) || got.Error() != io.EOF.Error() {
		t.Errorf("another error became %v", got)
	}
}
