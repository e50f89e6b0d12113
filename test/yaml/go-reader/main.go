// Reads a JSON list of YAML documents and prints, for each, what Kubernetes' reader and yaml.v3 make of it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	yaml3 "go.yaml.in/yaml/v3"
	sigs "sigs.k8s.io/yaml"
)

type reading struct {
	Value any    `json:"value"`
	Error string `json:"error,omitempty"`
}

func main() {
	var documents []string
	if err := json.NewDecoder(os.Stdin).Decode(&documents); err != nil {
		fail(err)
	}
	readings := map[string][]reading{}
	for _, document := range documents {
		readings["sigs.k8s.io/yaml"] = append(readings["sigs.k8s.io/yaml"], read(document, readSigs))
		readings["yaml.v3"] = append(readings["yaml.v3"], read(document, yaml3.Unmarshal))
	}
	if err := json.NewEncoder(os.Stdout).Encode(readings); err != nil {
		fail(err)
	}
}

func readSigs(text []byte, value any) error { return sigs.Unmarshal(text, value) }

func read(document string, unmarshal func([]byte, any) error) reading {
	var value any
	if err := unmarshal([]byte(document), &value); err != nil {
		return reading{Error: err.Error()}
	}
	return reading{Value: marked(value)}
}

// As JSON, a time or a key that is no string would look like the string it should have been.
func marked(value any) any {
	switch value := value.(type) {
	case time.Time:
		return fmt.Sprintf("time.Time %v", value)
	case map[any]any:
		return fmt.Sprintf("keys that are not strings: %v", value)
	case map[string]any:
		for key, item := range value {
			value[key] = marked(item)
		}
	case []any:
		for index, item := range value {
			value[index] = marked(item)
		}
	}
	return value
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
