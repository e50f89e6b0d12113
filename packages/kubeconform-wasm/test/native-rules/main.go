// Command native-rules says what an API server, whose own code it is made of, answers to the creation of custom resources. It reads JSON
// from standard input and writes JSON to standard output.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	kjson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apimachinery/pkg/util/version"
	limits "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

type question struct {
	Kubernetes string            `json:"kubernetes"`
	Schema     json.RawMessage   `json:"schema"`
	Objects    []json.RawMessage `json:"objects"`
}

type answer struct {
	Uncompiled []string  `json:"uncompiled"`
	Verdicts   []verdict `json:"verdicts"`
}

type verdict struct {
	Blocked bool      `json:"blocked"`
	Schema  []string  `json:"schema"`
	Rules   []problem `json:"rules"`
}

type problem struct {
	Path    string `json:"path"`
	Message string `json:"message"`
	Reason  string `json:"reason"`
}

func main() {
	var questions []question
	must(json.NewDecoder(os.Stdin).Decode(&questions))
	answers := []answer{}
	for _, q := range questions {
		answers = append(answers, q.answer())
	}
	must(json.NewEncoder(os.Stdout).Encode(answers))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func (q question) answer() answer {
	var read apiextensionsv1.JSONSchemaProps
	must(json.Unmarshal(q.Schema, &read))
	var internal apiextensions.JSONSchemaProps
	must(apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&read, &internal, nil))
	schema, err := structural.NewStructural(&internal)
	must(err)
	values, _, err := validation.NewSchemaValidator(&internal)
	must(err)
	said := answer{Uncompiled: uncompiled(schema, true, environmentOf(q.Kubernetes)), Verdicts: []verdict{}}
	rules := cel.NewValidator(schema, true, limits.PerCallLimit)
	for _, object := range q.Objects {
		said.Verdicts = append(said.Verdicts, judge(object, schema, values, rules))
	}
	return said
}

// environmentOf is what the API server of a version checks new CustomResourceDefinitions with.
func environmentOf(kubernetes string) *environment.EnvSet {
	return environment.MustBaseEnvSet(version.MustParseGeneric(kubernetes).SubtractMinor(1))
}

func uncompiled(s *structural.Structural, isRoot bool, base *environment.EnvSet) []string {
	found := []string{}
	results, err := cel.Compile(s, model.SchemaDeclType(s, isRoot), limits.PerCallLimit, base, cel.NewExpressionsEnvLoader())
	must(err)
	for index, result := range results {
		if result.Error != nil || result.MessageExpressionError != nil || result.Program == nil {
			found = append(found, s.XValidations[index].Rule)
		}
	}
	for _, property := range s.Properties {
		found = append(found, uncompiled(&property, property.XEmbeddedResource, base)...)
	}
	if s.Items != nil {
		found = append(found, uncompiled(s.Items, s.Items.XEmbeddedResource, base)...)
	}
	if s.AdditionalProperties != nil && s.AdditionalProperties.Structural != nil {
		inner := s.AdditionalProperties.Structural
		found = append(found, uncompiled(inner, inner.XEmbeddedResource, base)...)
	}
	return found
}

func judge(text []byte, schema *structural.Structural, values validation.SchemaValidator, rules *cel.Validator) verdict {
	object := map[string]any{}
	must(kjson.Unmarshal(text, &object))
	pruning.PruneWithOptions(object, schema, true, structural.UnknownFieldPathOptions{})
	defaulting.PruneNonNullableNullsWithoutDefaults(object, schema)
	defaulting.Default(object, schema)
	said := verdict{Schema: []string{}, Rules: []problem{}}
	for _, failure := range validation.ValidateCustomResource(nil, object, values) {
		said.Schema = append(said.Schema, failure.Error())
		said.Blocked = said.Blocked || blocks(failure.Type)
	}
	if said.Blocked {
		return said
	}
	failures, _ := rules.Validate(context.Background(), nil, schema, object, nil, limits.RuntimeCELCostBudget)
	for _, failure := range failures {
		said.Rules = append(said.Rules, problem{failure.Field, messageOf(failure), string(failure.Type)})
	}
	return said
}

// blocks is hasBlockingErr of the registry of custom resources, which is not exported.
func blocks(kind field.ErrorType) bool {
	switch kind {
	case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
		return true
	}
	return false
}

func messageOf(failure *field.Error) string {
	if failure.Detail != "" {
		return failure.Detail
	}
	return fmt.Sprint(failure.ErrorBody())
}
