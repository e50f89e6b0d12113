package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	kjson "sigs.k8s.io/json"
)

// rulesKeyword is what a CustomResourceDefinition's schema says its rules with.
const rulesKeyword = "x-kubernetes-validations"

// structuralSchema reads the schema of a CustomResourceDefinition with the API server's own conversion. Whatever is said of the object's
// metadata beyond its names is left out, as it is there; so is what only JSON Schema wants.
func structuralSchema(document any) (*structural.Structural, error) {
	root, is := document.(map[string]any)
	if !is {
		return nil, fmt.Errorf("it is not an object")
	}
	root = maps.Clone(root)
	delete(root, "$schema")
	delete(root, "$id")
	if properties, is := root["properties"].(map[string]any); is && properties["metadata"] != nil {
		properties = maps.Clone(properties)
		properties["metadata"] = namesOnly(properties["metadata"])
		root["properties"] = properties
	}
	text, err := json.Marshal(internalForm(root))
	if err != nil {
		return nil, err
	}
	read := &apiextensions.JSONSchemaProps{}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(text, read); err != nil {
		return nil, err
	}
	return structural.NewStructural(read)
}

func namesOnly(metadata any) map[string]any {
	kept := map[string]any{}
	if document, is := metadata.(map[string]any); is {
		properties, _ := document["properties"].(map[string]any)
		for _, name := range []string{"name", "generateName"} {
			if properties[name] != nil {
				kept[name] = properties[name]
			}
		}
	}
	return map[string]any{"type": "object", "properties": kept}
}

// internalForm writes a schema with the names of the fields of the API server's internal type, which has none for JSON.
func internalForm(value any) any {
	document, is := value.(map[string]any)
	if !is {
		return value
	}
	form := map[string]any{}
	for keyword, inner := range document {
		form[fieldName(keyword)] = internalValue(keyword, inner)
	}
	return form
}

func internalValue(keyword string, value any) any {
	switch keyword {
	case "properties", "patternProperties", "definitions", "dependencies":
		return each(value, internalForm)
	case "allOf", "anyOf", "oneOf":
		return each(value, internalForm)
	case "not":
		return internalForm(value)
	case "items", "additionalProperties", "additionalItems":
		return internalChoice(value)
	case rulesKeyword:
		return each(value, func(rule any) any { return renamed(rule) })
	case "externalDocs":
		return renamed(value)
	}
	return value
}

// internalChoice writes what may be a schema, several, or a yes or no.
func internalChoice(value any) any {
	switch value := value.(type) {
	case bool:
		return map[string]any{"Allows": value}
	case []any:
		return map[string]any{"JSONSchemas": each(value, internalForm)}
	}
	return map[string]any{"Allows": true, "Schema": internalForm(value)}
}

func renamed(value any) any {
	document, is := value.(map[string]any)
	if !is {
		return value
	}
	named := map[string]any{}
	for key, inner := range document {
		named[fieldName(key)] = inner
	}
	return named
}

func each(value any, change func(any) any) any {
	switch value := value.(type) {
	case map[string]any:
		changed := map[string]any{}
		for key, inner := range value {
			changed[key] = change(inner)
		}
		return changed
	case []any:
		changed := []any{}
		for _, inner := range value {
			changed = append(changed, change(inner))
		}
		return changed
	}
	return value
}

// fieldName says how Go names a keyword: x-kubernetes-list-type is XListType, maxLength is MaxLength.
func fieldName(keyword string) string {
	switch keyword {
	case "id":
		return "ID"
	case "url":
		return "URL"
	}
	name := ""
	words := strings.FieldsFunc(strings.Replace(keyword, "x-kubernetes-", "x-", 1), func(r rune) bool { return r == '-' || r == '$' })
	for _, word := range words {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}

// asJSONSchema lets a JSON Schema validator understand what a CustomResourceDefinition's schema says in words of Kubernetes.
func asJSONSchema(value any) any {
	document, is := value.(map[string]any)
	if !is {
		return value
	}
	said := maps.Clone(document)
	for keyword, inner := range document {
		switch keyword {
		case "properties", "allOf", "anyOf", "oneOf":
			said[keyword] = each(inner, asJSONSchema)
		case "not", "items", "additionalProperties":
			said[keyword] = asJSONSchema(inner)
		}
	}
	kind, plain := document["type"].(string)
	if document["x-kubernetes-int-or-string"] == true && document["type"] == nil {
		said["type"] = []any{"integer", "string"}
	}
	if kinds, several := said["type"].([]any); several && document["nullable"] == true {
		said["type"] = append(slices.Clone(kinds), "null")
	} else if plain && document["nullable"] == true {
		said["type"] = []any{kind, "null"}
	}
	return said
}

// countRules counts the rules in a schema, wherever they are.
func countRules(value any) int {
	total := 0
	switch value := value.(type) {
	case map[string]any:
		for keyword, inner := range value {
			if rules, is := inner.([]any); is && keyword == rulesKeyword {
				total += len(rules)
			} else {
				total += countRules(inner)
			}
		}
	case []any:
		for _, inner := range value {
			total += countRules(inner)
		}
	}
	return total
}
