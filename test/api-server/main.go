// Says what the API server's own code says to custom resources. On standard input one JSON value a line: a kind with its schema, or
// an object of a kind that came before; on standard output for each object a line with what is refused, a list of texts.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

type kind struct {
	structural *schema.Structural
	validator  validation.SchemaValidator
	namespaced bool
}

type request struct {
	Kind       string          `json:"kind"`
	Schema     json.RawMessage `json:"schema"`
	Namespaced bool            `json:"namespaced"`
	Object     json.RawMessage `json:"object"`
}

func read(r request) (*kind, error) {
	var external v1.JSONSchemaProps
	if err := json.Unmarshal(r.Schema, &external); err != nil {
		return nil, err
	}
	var internal apiextensions.JSONSchemaProps
	if err := v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&external, &internal, nil); err != nil {
		return nil, err
	}
	structural, err := schema.NewStructural(&internal)
	if err != nil {
		return nil, err
	}
	validator, _, err := validation.NewSchemaValidator(&internal)
	return &kind{structural, validator, r.Namespaced}, err
}

// As on a create: strict decoding, defaulting, then the validation of the registry's strategy; without CEL.
func refusals(k *kind, text []byte) (found []string) {
	var object map[string]interface{}
	if err := utiljson.Unmarshal(text, &object); err != nil {
		return []string{"JSON: " + err.Error()}
	}
	add := func(errs field.ErrorList) {
		for _, err := range errs {
			found = append(found, err.Error())
		}
	}
	meta, has, unknown, err := objectmeta.GetObjectMetaWithOptions(object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return []string{"metadata: " + err.Error()}
	}
	unknown = append(unknown, pruning.PruneWithOptions(object, k.structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	defaulting.PruneNonNullableNullsWithoutDefaults(object, k.structural)
	ferr, paths := objectmeta.CoerceWithOptions(nil, object, k.structural, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	if ferr != nil {
		return []string{"coerce: " + ferr.Error()}
	}
	for _, path := range append(unknown, paths...) {
		found = append(found, "unknown field "+path)
	}
	if has {
		if err := objectmeta.SetObjectMeta(object, meta); err != nil {
			return append(found, err.Error())
		}
	}
	defaulting.Default(object, k.structural)
	u := &unstructured.Unstructured{Object: object}
	add(metavalidation.ValidateObjectMetaAccessor(u, k.namespaced, metavalidation.NameIsDNSSubdomain, field.NewPath("metadata")))
	add(validation.ValidateCustomResource(nil, object, k.validator))
	add(objectmeta.Validate(nil, object, k.structural, false))
	add(listtype.ValidateListSetsAndMaps(nil, k.structural, object))
	sort.Strings(found)
	return found
}

func main() {
	kinds := map[string]*kind{}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var r request
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			panic(err)
		}
		if r.Schema != nil {
			k, err := read(r)
			if err != nil {
				panic(fmt.Sprintf("%s: %v", r.Kind, err))
			}
			kinds[r.Kind] = k
			continue
		}
		answer, _ := json.Marshal(refusals(kinds[r.Kind], r.Object))
		out.Write(append(answer, '\n'))
	}
}
