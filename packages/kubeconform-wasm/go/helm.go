package main

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	commonutil "helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
	release "helm.sh/helm/v4/pkg/release/v1"
	releaseutil "helm.sh/helm/v4/pkg/release/v1/util"
)

// helmVersion is what .Capabilities.HelmVersion says; the build writes it into Helm.
const helmVersion = "4.2.1"

// rendering is one `helm template`.
type rendering struct {
	chart                             *chart.Chart
	values                            map[string]any
	releaseName, namespace            string
	kubeVersion                       string
	apiVersions                       []string
	includeCRDs, skipTests, skipHooks bool
}

// helmTemplate does what `helm template <releaseName> <chart> -f <values>…` does.
func helmTemplate(r *request) ([]byte, error) {
	if r.ReleaseName == "" {
		return nil, fault{"input", "releaseName is required: Helm would make one up"}
	}
	if r.KubeVersion == "" {
		return nil, fault{"input", "kubeVersion is required: without it Helm takes the version of its own libraries"}
	}
	files, err := plant(r.Files)
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	for _, piece := range r.Values {
		if values, err = mergeValues(values, piece.Name, piece.bytes); err != nil {
			return nil, chartFault("%s", err)
		}
	}
	loaded, err := loadRequested(r, files)
	if err != nil {
		return nil, chartFault("%s", err)
	}
	text, err := rendering{
		chart: loaded, values: values, releaseName: r.ReleaseName, namespace: r.Namespace,
		kubeVersion: r.KubeVersion, apiVersions: r.APIVersions,
		includeCRDs: r.IncludeCRDs, skipTests: r.SkipTests, skipHooks: r.SkipHooks,
	}.render()
	if err != nil {
		return nil, chartFault("%s", err)
	}
	return text, nil
}

func loadRequested(r *request, files *tree) (*chart.Chart, error) {
	if r.Archive != nil {
		return loadArchive(r.Archive.bytes)
	}
	return loadChart(files, root)
}

func mergeValues(base map[string]any, name string, content []byte) (map[string]any, error) {
	layer, err := loader.LoadValues(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("failed to parse %s: %w", name, err)
	}
	return loader.MergeMaps(base, layer), nil
}

// render keeps the order of Helm's install action and template command, so that the first of several faults is the same.
func (r rendering) render() ([]byte, error) {
	version, err := common.ParseKubeVersion(r.kubeVersion)
	if err != nil {
		return nil, fmt.Errorf("invalid kube version '%s': %w", r.kubeVersion, err)
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	if err := chartutil.ProcessDependencies(r.chart, r.values); err != nil {
		return nil, fmt.Errorf("chart dependencies processing failed: %w", err)
	}
	capabilities := common.DefaultCapabilities.Copy()
	capabilities.KubeVersion = *version
	capabilities.APIVersions = slices.Concat(capabilities.APIVersions, common.VersionSet(r.apiVersions))
	namespace := r.namespace
	if namespace == "" {
		namespace = "default"
	}
	options := common.ReleaseOptions{Name: r.releaseName, Namespace: namespace, Revision: 1, IsInstall: true}
	values, err := commonutil.ToRenderValuesWithSchemaValidation(r.chart, r.values, options, capabilities, false)
	if err != nil {
		return nil, err
	}
	text, err := r.write(values, capabilities)
	if err != nil {
		return nil, fmt.Errorf("%w\n\nUse --debug flag to render out invalid YAML", err)
	}
	return text, nil
}

func (r rendering) check() error {
	about := r.chart.Metadata
	if about.Type != "" && about.Type != "application" {
		return fmt.Errorf("%s charts are not installable", about.Type)
	}
	present := []string{}
	for _, dependency := range r.chart.Dependencies() {
		present = append(present, dependency.Name())
	}
	absent := []string{}
	for _, dependency := range about.Dependencies {
		if !slices.Contains(present, dependency.Name) {
			absent = append(absent, dependency.Name)
		}
	}
	if len(absent) > 0 {
		return fmt.Errorf("an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: %s", strings.Join(absent, ", "))
	}
	if err := chartutil.ValidateReleaseName(r.releaseName); err != nil {
		return fmt.Errorf("release name check failed: release name %q: %w", r.releaseName, err)
	}
	return nil
}

func (r rendering) write(values common.Values, capabilities *common.Capabilities) ([]byte, error) {
	wanted := r.chart.Metadata.KubeVersion
	if wanted != "" && !chartutil.IsCompatibleRange(wanted, capabilities.KubeVersion.String()) {
		return nil, fmt.Errorf("chart requires kubeVersion: %s which is incompatible with Kubernetes %s", wanted, capabilities.KubeVersion.Version)
	}
	rendered, err := engine.Engine{}.Render(r.chart, values)
	if err != nil {
		return nil, err
	}
	for name := range rendered {
		if strings.HasSuffix(name, "NOTES.txt") {
			delete(rendered, name)
		}
	}
	hooks, manifests, err := releaseutil.SortManifests(rendered, nil, releaseutil.InstallOrder)
	if err != nil {
		return nil, err
	}
	return r.join(hooks, manifests), nil
}

func (r rendering) join(hooks []*release.Hook, manifests []releaseutil.Manifest) []byte {
	var main, all bytes.Buffer
	if r.includeCRDs {
		for _, crd := range r.chart.CRDObjects() {
			fmt.Fprintf(&main, "---\n# Source: %s\n%s\n", crd.Filename, crd.File.Data)
		}
	}
	for _, manifest := range manifests {
		fmt.Fprintf(&main, "---\n# Source: %s\n%s\n", manifest.Name, manifest.Content)
	}
	fmt.Fprintln(&all, strings.TrimSpace(main.String()))
	if r.skipHooks {
		return all.Bytes()
	}
	for _, hook := range hooks {
		if r.skipTests && slices.Contains(hook.Events, release.HookTest) {
			continue
		}
		fmt.Fprintf(&all, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
	}
	return all.Bytes()
}

// templateFiles is the part of a helmCharts entry that Helm itself does.
func templateFiles(files *tree, folder string, valuesFiles []namedValues, r rendering) ([]byte, error) {
	var err error
	r.values = map[string]any{}
	for _, layer := range valuesFiles {
		if r.values, err = mergeValues(r.values, layer.name, layer.content); err != nil {
			return nil, err
		}
	}
	if !files.IsDir(folder) {
		return nil, errors.New("path " + path.Clean(folder) + " not found")
	}
	if r.chart, err = loadChart(files, folder); err != nil {
		return nil, err
	}
	return r.render()
}

type namedValues struct {
	name    string
	content []byte
}
