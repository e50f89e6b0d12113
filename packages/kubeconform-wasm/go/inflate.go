package main

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"text/template"
	_ "unsafe" // for go:linkname

	"github.com/Masterminds/sprig/v3"
	"sigs.k8s.io/kustomize/api/builtins" //nolint:staticcheck // the only public name of the generator
	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/kio"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/kustomize/kyaml/yaml/merge2"
	"sigs.k8s.io/yaml"
)

// Kustomize has no hook for inflating charts without a helm program; its table of generators is replaced in place.
//
//go:linkname generatorFactories sigs.k8s.io/kustomize/api/internal/plugins/builtinhelpers.GeneratorFactories
var generatorFactories map[int]func() resmap.GeneratorPlugin

func init() {
	for name, factory := range generatorFactories {
		if _, found := factory().(*builtins.HelmChartInflationGeneratorPlugin); found {
			generatorFactories[name] = func() resmap.GeneratorPlugin { return &chartGenerator{} }
			return
		}
	}
	panic("this Kustomize has no chart generator to replace")
}

// inflater is where the charts of the build in hand are: Kustomize makes its generators itself.
var inflater struct{ files *tree }

// chartGenerator is Kustomize's own, but for what it runs.
type chartGenerator struct {
	builtins.HelmChartInflationGeneratorPlugin
	helpers *resmap.PluginHelpers
}

// Config gives the generator a configHome, else it makes a temporary folder for one.
func (g *chartGenerator) Config(helpers *resmap.PluginHelpers, text []byte) error {
	g.helpers = helpers
	var globals struct {
		ConfigHome string `json:"configHome"`
	}
	if err := yaml.Unmarshal(text, &globals); err == nil && globals.ConfigHome == "" {
		text = append(bytes.TrimRight(text, "\n"), "\nconfigHome: /none\n"...)
	}
	return g.HelmChartInflationGeneratorPlugin.Config(helpers, text)
}

func (g *chartGenerator) chartFolder() string {
	home := g.ChartHome
	if !path.IsAbs(home) {
		home = path.Join(g.helpers.Loader().Root(), home)
	}
	if g.Version != "" && g.Repo != "" {
		home = path.Join(home, g.Name+"-"+g.Version)
	}
	return path.Join(home, g.Name)
}

// Generate looks the chart up where Kustomize does, merges the values as it does, and lets Helm's libraries render.
func (g *chartGenerator) Generate() (resmap.ResMap, error) {
	folder := g.chartFolder()
	if !inflater.files.IsDir(folder) {
		if g.Repo == "" {
			return nil, fmt.Errorf("no repo specified for pull, no chart found at '%s'", folder)
		}
		return nil, fmt.Errorf("chart %s %s of %s is not among the files: expected at '%s'", g.Name, g.Version, g.Repo, folder)
	}
	values, err := g.ownValues()
	if err != nil {
		return nil, err
	}
	layers := []namedValues{{"the values of chart " + g.Name, values}}
	for _, name := range g.AdditionalValuesFiles {
		content, err := inflater.files.read(name)
		if err != nil {
			return nil, err
		}
		layers = append(layers, namedValues{name, content})
	}
	text, err := g.template(folder, layers)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", g.Name, err)
	}
	return g.read(text)
}

func (g *chartGenerator) template(folder string, layers []namedValues) ([]byte, error) {
	name, err := g.release()
	if err != nil {
		return nil, err
	}
	apiVersions := []string{}
	for _, list := range g.ApiVersions {
		apiVersions = append(apiVersions, strings.FieldsFunc(list, func(r rune) bool { return r == ',' })...)
	}
	return templateFiles(inflater.files, folder, layers, rendering{
		releaseName: name, namespace: g.Namespace, kubeVersion: g.KubeVersion, apiVersions: apiVersions,
		includeCRDs: g.IncludeCRDs, skipTests: g.SkipTests, skipHooks: g.SkipHooks,
	})
}

func (g *chartGenerator) release() (string, error) {
	if g.ReleaseName != "" && g.NameTemplate != "" {
		return "", fmt.Errorf("cannot set --name-template and also specify a name")
	}
	if g.ReleaseName != "" {
		return g.ReleaseName, nil
	}
	if g.NameTemplate == "" {
		return "", fmt.Errorf("releaseName is required: Helm would make one up")
	}
	parsed, err := template.New("name-template").Funcs(sprig.TxtFuncMap()).Parse(g.NameTemplate)
	if err != nil {
		return "", err
	}
	var name strings.Builder
	err = parsed.Execute(&name, nil)
	return name.String(), err
}

func (g *chartGenerator) ownValues() ([]byte, error) {
	if len(g.ValuesInline) == 0 {
		return g.helpers.Loader().Load(g.ValuesFile)
	}
	if g.ValuesMerge == "replace" {
		return yaml.Marshal(g.ValuesInline)
	}
	merged, err := g.mergeInline()
	if err != nil {
		return nil, err
	}
	return yaml.Marshal(merged)
}

func (g *chartGenerator) mergeInline() (map[string]any, error) {
	content, err := g.helpers.Loader().Load(g.ValuesFile)
	if err != nil {
		return nil, err
	}
	file, err := kyaml.Parse(string(content))
	if err != nil {
		return nil, fmt.Errorf("could not parse values file into rnode: %w", err)
	}
	inline, err := kyaml.FromMap(g.ValuesInline)
	if err != nil {
		return nil, fmt.Errorf("could not parse values inline into rnode: %w", err)
	}
	winner, base := inline, file
	if g.ValuesMerge == "merge" {
		winner, base = file, inline
	}
	merged, err := merge2.Merge(winner, base.Copy(), kyaml.MergeOptions{})
	if err != nil {
		return nil, fmt.Errorf("could not merge values: %w", err)
	}
	values, err := merged.Map()
	if err != nil {
		return nil, fmt.Errorf("could not parse merged values into map: %w", err)
	}
	return values, nil
}

// read falls back to the lenient reader, as a chart may print text before its first document.
func (g *chartGenerator) read(text []byte) (resmap.ResMap, error) {
	resources, strict := g.helpers.ResmapFactory().NewResMapFromBytes(text)
	if strict != nil {
		nodes, err := (&kio.ByteReader{Reader: bytes.NewReader(text), OmitReaderAnnotations: true}).Read()
		if err != nil {
			return nil, fmt.Errorf("error reading helm output: %w", err)
		}
		if len(nodes) == 0 {
			return nil, fmt.Errorf("could not parse bytes into resource map: %w", strict)
		}
		if resources, err = g.helpers.ResmapFactory().NewResMapFromRNodeSlice(nodes); err != nil {
			return nil, fmt.Errorf("could not parse rnode slice into resource map: %w", err)
		}
	}
	for _, resource := range resources.Resources() {
		if err := resource.PipeE(kyaml.SetAnnotation(konfig.HelmGeneratedAnnotation, "true")); err != nil {
			return nil, fmt.Errorf("failed to set helm annotation: %w", err)
		}
	}
	return resources, nil
}
