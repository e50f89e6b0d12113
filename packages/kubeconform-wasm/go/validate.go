package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/yannh/kubeconform/pkg/loader"
	"github.com/yannh/kubeconform/pkg/registry"
	"github.com/yannh/kubeconform/pkg/resource"
	"github.com/yannh/kubeconform/pkg/validator"
	kjson "k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"
)

const kubeconformVersion = "0.8.0"

// scheme is the URL scheme of the documents that the host passed in; their names are its paths.
const scheme = "schema:///"

// verdict is what kubeconform says of one object.
type verdict struct {
	Object     int        `json:"object"`
	Status     string     `json:"status"`
	APIVersion string     `json:"apiVersion"`
	Kind       string     `json:"kind"`
	Namespace  string     `json:"namespace"`
	Name       string     `json:"name"`
	Message    string     `json:"message"`
	Problems   []problem  `json:"problems"`
	Rules      ruleReport `json:"rules"`
}

// problem is one leaf of the validation: a JSON pointer into the object, and what is wrong there; of a rule also the API server's reason.
type problem struct {
	Path    string `json:"path"`
	Message string `json:"message"`
	Reason  string `json:"reason,omitempty"`
}

var statuses = map[validator.Status]string{
	validator.Error: "error", validator.Skipped: "skipped", validator.Valid: "valid", validator.Invalid: "invalid", validator.Empty: "empty",
}

// validate runs kubeconform, strict, over every object.
func validate(r *request) ([]byte, error) {
	if r.Kubernetes == "" {
		return nil, fault{"input", "kubernetes, the version the schemas are of, is required"}
	}
	judge, err := judgeFor(r)
	if err != nil {
		return nil, err
	}
	verdicts := []verdict{}
	for index, object := range r.Objects {
		verdicts = append(verdicts, judge.ofAll(index, object)...)
	}
	return json.Marshal(verdicts)
}

// judge is kubeconform's validator over the documents of one request.
type judge struct {
	validator  validator.Validator
	kubernetes string
	documents  map[string]any
	ruled      map[string]ruled
	compiled   map[string]*jsonschema.Schema
}

var last struct {
	digest [sha256.Size]byte
	judge  *judge
}

// judgeFor keeps the compiled schemas as long as the host sends the same ones.
func judgeFor(r *request) (*judge, error) {
	hash := sha256.New()
	fmt.Fprintf(hash, "%q\n", r.Kubernetes)
	for _, schema := range r.Schemas {
		fmt.Fprintf(hash, "%q %d\n", schema.Name, schema.Length)
		hash.Write(schema.bytes)
	}
	digest := [sha256.Size]byte(hash.Sum(nil))
	if last.judge != nil && last.digest == digest {
		return last.judge, nil
	}
	fresh, err := newJudge(r)
	if err == nil {
		last.digest, last.judge = digest, fresh
	}
	return fresh, err
}

func newJudge(r *request) (*judge, error) {
	j := &judge{kubernetes: r.Kubernetes, documents: map[string]any{}, ruled: map[string]ruled{}, compiled: map[string]*jsonschema.Schema{}}
	for _, schema := range r.Schemas {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.bytes))
		if err != nil {
			return nil, fault{"input", fmt.Sprintf("schema %q is not JSON: %s", schema.Name, err)}
		}
		j.documents[schema.Name] = document
		if bytes.Contains(schema.bytes, []byte(rulesKeyword)) && countRules(document) > 0 {
			j.ruled[schema.Name] = ruled{document, sha256.Sum256(fmt.Appendf(nil, "%q\n%s", r.Kubernetes, schema.bytes))}
		}
	}
	made, err := validator.New([]string{scheme + "json"}, validator.Opts{KubernetesVersion: r.Kubernetes, Strict: true})
	if err != nil {
		return nil, err
	}
	j.validator = made
	j.enter()
	return j, nil
}

// enter sets what kubeconform has no option for: where schemas come from. It panics when the fields are not there any more.
func (j *judge) enter() {
	inside := reflect.ValueOf(j.validator).Elem()
	*field[[]registry.Registry](inside, "regs") = []registry.Registry{j}
	*field[jsonschema.SchemeURLLoader](inside, "loader") = jsonschema.SchemeURLLoader{"schema": j}
	fetch := field[fetcher](inside, "schemaDownload")
	original := *fetch
	*fetch = func(registries []registry.Registry, documents jsonschema.SchemeURLLoader, kind, version, kubernetes string) (*jsonschema.Schema, error) {
		schema, err := original(registries, documents, kind, version, kubernetes)
		j.compiled[version+"/"+kind] = schema
		if err == nil && schema == nil && j.documents[version+"/"+kind] != nil {
			return nil, fmt.Errorf("the schema for %s/%s cannot be compiled: %w", version, kind, j.compile(version+"/"+kind))
		}
		return schema, err
	}
}

type fetcher = func(registries []registry.Registry, documents jsonschema.SchemeURLLoader, kind, version, kubernetes string) (*jsonschema.Schema, error)

func field[T any](structure reflect.Value, name string) *T {
	found := structure.FieldByName(name)
	if !found.IsValid() || found.Type() != reflect.TypeFor[T]() {
		panic("this kubeconform has another validator: " + name)
	}
	return (*T)(unsafe.Pointer(found.UnsafeAddr()))
}

// compile says why kubeconform, which keeps that to itself, took a schema for missing.
func (j *judge) compile(name string) error {
	compiler := jsonschema.NewCompiler()
	compiler.UseLoader(jsonschema.SchemeURLLoader{"schema": j})
	compiler.DefaultDraft(jsonschema.Draft4)
	_, err := compiler.Compile(scheme + name)
	return err
}

// DownloadSchema is kubeconform's question for the schema of a kind.
func (j *judge) DownloadSchema(kind, version, _ string) (string, any, error) {
	document, found := j.document(version + "/" + kind)
	if !found {
		return "", nil, &loader.NotFoundError{}
	}
	return scheme + version + "/" + kind, document, nil
}

// Load is the schema compiler's question for a document that another one refers to.
func (j *judge) Load(url string) (any, error) {
	document, found := j.document(strings.TrimPrefix(url, scheme))
	if !found {
		return nil, fmt.Errorf("%s was not passed in as a schema", url)
	}
	return document, nil
}

func (j *judge) document(name string) (any, bool) {
	if with, found := j.ruled[name]; found {
		return asJSONSchema(with.document), true
	}
	document, found := j.documents[name]
	return document, found
}

// ofAll judges every document of a text and every item of a List; a text with nothing in it is one empty object.
func (j *judge) ofAll(index int, text piece) []verdict {
	said := []verdict{}
	for _, document := range documents(text.bytes) {
		whole := resource.Resource{Path: text.Name, Bytes: document}
		for _, single := range whole.Resources() {
			if one := j.of(index, single); one.Status != statuses[validator.Empty] {
				said = append(said, one)
			}
		}
	}
	if len(said) == 0 {
		said = append(said, newVerdict(index, validator.Empty))
	}
	return said
}

// documents splits at `---` as YAML does; kubeconform's own splitting drops what follows the mark on its line.
func documents(text []byte) [][]byte {
	found := [][]byte{}
	start := 0
	for at := 0; ; {
		next := bytes.Index(text[at:], []byte("\n---"))
		if next < 0 {
			return append(found, text[start:])
		}
		at += next + len("\n---")
		if at == len(text) || strings.ContainsRune(" \t\r\n", rune(text[at])) {
			found = append(found, text[start:at-len("---")])
			start = at
		}
	}
}

func (j *judge) of(index int, object resource.Resource) verdict {
	result := j.validator.ValidateResource(object)
	said := newVerdict(index, result.Status)
	if signature, _ := result.Resource.Signature(); signature != nil {
		said.APIVersion, said.Kind = signature.Version, signature.Kind
		said.Namespace, said.Name = signature.Namespace, signature.Name
	}
	if result.Err != nil {
		said.Message = result.Err.Error()
	}
	with, hasRules := j.ruled[said.APIVersion+"/"+said.Kind]
	if result.Status != validator.Invalid && !(hasRules && result.Status == validator.Valid) {
		return said
	}
	value, err := valueOf(object.Bytes)
	if err != nil {
		said.Status, said.Message = statuses[validator.Error], err.Error()
	} else if hasRules {
		j.judgeStored(&said, value, with.book(j.kubernetes))
	} else {
		said.Problems, _ = j.problems(said, value)
		said.Message = summary(said.Problems)
	}
	return said
}

// valueOf reads an object as the API server does: whole numbers are integers.
func valueOf(text []byte) (map[string]any, error) {
	object := map[string]any{}
	numbers := func(decoder *json.Decoder) *json.Decoder {
		decoder.UseNumber()
		return decoder
	}
	if err := yaml.Unmarshal(text, &object, numbers); err != nil {
		return nil, err
	}
	return object, kjson.ConvertMapNumbers(object, 0)
}

func newVerdict(index int, status validator.Status) verdict {
	return verdict{Object: index, Status: statuses[status], Problems: []problem{}, Rules: ruleReport{Uncompiled: []ruleFault{}}}
}

// judgeStored judges a custom resource as the API server stores it. Its rules are only asked when nothing else is wrong that they take for
// granted.
func (j *judge) judgeStored(said *verdict, object map[string]any, book *ruleBook) {
	book.store(object)
	found, blocked := j.problems(*said, object)
	said.Rules = ruleReport{OnUpdate: book.onUpdate, NotEvaluated: book.lost, Uncompiled: book.faults}
	if blocked {
		said.Rules.NotEvaluated += book.asked
	} else {
		broken, evaluated, left := book.ask(object)
		said.Rules.Evaluated, said.Rules.NotEvaluated = evaluated, said.Rules.NotEvaluated+left
		found = ordered(append(found, broken...))
	}
	said.Problems, said.Message = found, summary(found)
	switch {
	case len(found) > 0:
		said.Status = statuses[validator.Invalid]
	case len(book.faults) > 0:
		first := book.faults[0]
		said.Status = statuses[validator.Error]
		said.Message = fmt.Sprintf("%d of the rules of its schema cannot be asked: at '%s': %s", book.lost, first.Path, first.Message)
	default:
		said.Status = statuses[validator.Valid]
	}
}
