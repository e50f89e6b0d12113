package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// summary takes the place of kubeconform's message, which lists the same in the order of a Go map, another one each time.
func summary(problems []problem) string {
	lines := []string{}
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("at '%s': %s", p.Path, p.Message))
	}
	return strings.Join(lines, "; ")
}

// problems looks below kubeconform's own list, which ends at the first reference. It says as well whether one is of the kinds after which
// the API server does not ask any rules.
func (j *judge) problems(said verdict, object map[string]any) (found []problem, blocking bool) {
	var failure *jsonschema.ValidationError
	if !errors.As(j.compiled[said.APIVersion+"/"+said.Kind].Validate(object), &failure) {
		return []problem{}, false
	}
	printer := message.NewPrinter(language.English)
	for _, leaf := range leaves(failure) {
		found = append(found, problem{Path: pointer(leaf.InstanceLocation), Message: leaf.ErrorKind.LocalizedString(printer)})
		switch leaf.ErrorKind.(type) {
		case *kind.Required, *kind.Type, *kind.Format, *kind.Enum, *kind.MaxLength, *kind.MaxItems, *kind.MaxProperties:
			blocking = true
		}
	}
	return ordered(found), blocking
}

func leaves(failure *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(failure.Causes) == 0 {
		return []*jsonschema.ValidationError{failure}
	}
	found := []*jsonschema.ValidationError{}
	for _, cause := range failure.Causes {
		found = append(found, leaves(cause)...)
	}
	return found
}

func ordered(problems []problem) []problem {
	slices.SortFunc(problems, func(a, b problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(problems)
}

func pointer(location []string) string {
	var text strings.Builder
	for _, part := range location {
		text.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(part))
	}
	return text.String()
}
