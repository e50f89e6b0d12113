package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	_ "unsafe" // for go:linkname

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types/ref"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	rulecel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apimachinery/pkg/util/version"
	limits "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

// ruleReport is what became of the rules of an object's schema.
type ruleReport struct {
	Evaluated    int         `json:"evaluated"`
	OnUpdate     int         `json:"onUpdate"`
	NotEvaluated int         `json:"notEvaluated"`
	Uncompiled   []ruleFault `json:"uncompiled"`
}

// ruleFault is a rule that cannot be compiled; its path is a JSON pointer into the schema.
type ruleFault struct {
	Path    string `json:"path"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// ruleBook is a custom resource's schema with its rules, compiled by the API server's own code.
type ruleBook struct {
	schema    *structural.Structural
	validator *rulecel.Validator
	asked     int // rules that are asked when an object is created
	onUpdate  int // rules that are asked when one is changed
	faults    []ruleFault
	lost      int    // rules that cannot be asked
	times     []*int // how often each of the first was asked of the object in hand
}

// ruled is a schema with rules that has not been compiled yet.
type ruled struct {
	document any
	digest   [sha256.Size]byte
}

// Compiling is the dear part: books outlive the set of schemas that they came with.
var books = map[[sha256.Size]byte]*ruleBook{}

const mostBooks = 256

func (r ruled) book(kubernetes string) *ruleBook {
	if known := books[r.digest]; known != nil {
		return known
	}
	if len(books) >= mostBooks {
		clear(books)
	}
	books[r.digest] = newRuleBook(r.document, kubernetes)
	return books[r.digest]
}

func newRuleBook(document any, kubernetes string) *ruleBook {
	b := &ruleBook{faults: []ruleFault{}}
	total := countRules(document)
	schema, err := structuralSchema(document)
	if err != nil {
		b.lose(total, ruleFault{Message: "the schema is not one of a CustomResourceDefinition: " + err.Error()})
		return b
	}
	useLibraries(kubernetes)
	b.schema, b.validator = schema, rulecel.NewValidator(schema, true, limits.PerCallLimit)
	if b.validator != nil {
		b.enter(b.validator, "")
	}
	if unseen := total - b.asked - b.onUpdate - b.lost; unseen > 0 {
		b.lose(unseen, ruleFault{Message: fmt.Sprintf("the API server does not look for rules where %d of them are", unseen)})
	}
	slices.SortFunc(b.faults, func(one, other ruleFault) int { return cmp.Compare(one.Path, other.Path) })
	return b
}

func (b *ruleBook) lose(count int, fault ruleFault) {
	b.lost += count
	b.faults = append(b.faults, fault)
}

// enter counts the rules below a place in the schema, sees to it that each evaluation is counted, and takes those out that do not
// compile: the API server would not have let them in. It panics when the fields that it needs are not there any more.
func (b *ruleBook) enter(v *rulecel.Validator, path string) {
	inside := reflect.ValueOf(v).Elem()
	compiled := *field[[]rulecel.CompilationResult](inside, "compiledRules")
	if failure := field[error](inside, "compilationErr"); *failure != nil {
		for index, rule := range v.Schema.XValidations {
			b.lose(1, faultAt(path, index, rule, (*failure).Error()))
		}
		*failure = nil
	}
	for index, rule := range *field[[]apiextensions.ValidationRule](inside, "uncompiledRules") {
		if index < len(compiled) {
			b.take(&compiled[index], rule, path, index)
		}
	}
	b.enterParts(v, path)
}

func (b *ruleBook) enterParts(v *rulecel.Validator, path string) {
	if v.Items != nil {
		b.enter(v.Items, path+"/items")
	}
	if v.AdditionalProperties != nil {
		b.enter(v.AdditionalProperties, path+"/additionalProperties")
	}
	for name, part := range v.Properties {
		b.enter(&part, path+"/properties"+pointer([]string{name}))
		v.Properties[name] = part
	}
	for _, part := range v.AllOfValidators {
		b.enter(part, path+"/allOf")
	}
}

func (b *ruleBook) take(result *rulecel.CompilationResult, rule apiextensions.ValidationRule, path string, index int) {
	if reason := refusal(*result, rule); reason != "" {
		b.lose(1, faultAt(path, index, rule, reason))
		*result = rulecel.CompilationResult{}
		return
	}
	if result.UsesOldSelf && (rule.OptionalOldSelf == nil || !*rule.OptionalOldSelf) {
		b.onUpdate++
		return
	}
	b.asked++
	b.times = append(b.times, new(int))
	result.Program = counted{result.Program, b.times[len(b.times)-1]}
}

// refusal says why the API server would not take a rule.
func refusal(result rulecel.CompilationResult, rule apiextensions.ValidationRule) string {
	switch {
	case result.Error != nil:
		return result.Error.Error()
	case result.Program == nil:
		return "the rule is empty"
	case result.MessageExpressionError != nil:
		return result.MessageExpressionError.Error()
	case rule.FieldPath != "" && result.NormalizedRuleFieldPath == "":
		return fmt.Sprintf("fieldPath %q is not a path in the schema", rule.FieldPath)
	}
	return ""
}

// The compiler names the type of self after the time.
var selfType = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`selfType\d+`) })

func faultAt(path string, index int, rule apiextensions.ValidationRule, reason string) ruleFault {
	reason = selfType().ReplaceAllString(reason, "self")
	return ruleFault{Path: fmt.Sprintf("%s/%s/%d", path, rulesKeyword, index), Rule: strings.TrimSpace(rule.Rule), Message: reason}
}

// counted is a compiled rule that counts how often it is asked.
type counted struct {
	cel.Program
	times *int
}

// ContextEval is how the API server asks.
func (c counted) ContextEval(ctx context.Context, variables any) (ref.Val, *cel.EvalDetails, error) {
	*c.times++
	return c.Program.ContextEval(ctx, variables)
}

// store makes of an object what the API server stores: nulls that the schema does not allow are dropped, defaults filled in.
func (b *ruleBook) store(object map[string]any) {
	defaulting.PruneNonNullableNullsWithoutDefaults(object, b.schema)
	defaulting.Default(object, b.schema)
}

// ask evaluates the rules on a stored object, as on its creation, within the API server's own limits of cost. It says how often rules were
// asked, and how many were not when a limit ended it.
func (b *ruleBook) ask(object map[string]any) (found []problem, evaluated, left int) {
	if b.validator == nil {
		return nil, 0, 0
	}
	pruning.PruneWithOptions(object, b.schema, true, structural.UnknownFieldPathOptions{})
	for _, times := range b.times {
		*times = 0
	}
	failures, budget := b.validator.Validate(context.Background(), nil, b.schema, object, nil, limits.RuntimeCELCostBudget)
	for _, failure := range failures {
		message := cmp.Or(failure.Detail, failure.ErrorBody())
		found = append(found, problem{Path: objectPointer(failure.Field, object), Message: message, Reason: string(failure.Type)})
	}
	for _, times := range b.times {
		evaluated += *times
		if *times == 0 && budget < 0 {
			left++
		}
	}
	return found, evaluated, left
}

// What CEL knows in a version of Kubernetes is a list that has no other name.
//
//go:linkname libraries k8s.io/apiserver/pkg/cel/environment.baseOpts
var libraries []environment.VersionedOptions

// The environment made of it is kept for good, though the list may have changed.
//
//go:linkname environments k8s.io/apiserver/pkg/cel/environment.baseEnvs
var environments sync.Map

var every = struct {
	libraries []environment.VersionedOptions
	used      string
}{libraries: libraries}

func init() {
	if len(libraries) == 0 {
		panic("this Kubernetes has another environment for CEL")
	}
}

// useLibraries leaves what a new CustomResourceDefinition may use in a version of Kubernetes: that is what the version before knew.
func useLibraries(kubernetes string) {
	limit := version.MajorMinor(1, 1000)
	if parsed, err := version.ParseGeneric(strings.TrimPrefix(kubernetes, "v")); err == nil && parsed.Minor() > 0 {
		limit = parsed.SubtractMinor(1)
	}
	if every.used == limit.String() {
		return
	}
	libraries = slices.DeleteFunc(slices.Clone(every.libraries), func(options environment.VersionedOptions) bool {
		return !limit.AtLeast(options.IntroducedVersion) || options.RemovedVersion != nil && limit.AtLeast(options.RemovedVersion)
	})
	environments.Clear()
	every.used = limit.String()
}
