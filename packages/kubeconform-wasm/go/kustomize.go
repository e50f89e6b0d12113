package main

import (
	"fmt"
	"net/http"
	"path"
	"strings"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

// kustomizeVersion is the release whose libraries are linked; the build writes it into Kustomize too.
const kustomizeVersion = "5.8.1"

// kustomizeBuild does what `kustomize build <path>` does, with the command's defaults.
func kustomizeBuild(r *request) ([]byte, error) {
	files, err := plant(r.Files)
	if err != nil {
		return nil, err
	}
	if err := checkTarget(r); err != nil {
		return nil, err
	}
	remote := newRemotes(r.Remotes)
	http.DefaultTransport = remote
	inflater.files = files
	defer forgetOpenAPI()
	resources, err := krusty.MakeKustomizer(kustomizeOptions(r)).Run(files, path.Join(root, r.Path))
	if err != nil {
		return nil, remote.explain(err)
	}
	if r.Output == "json" {
		return asJSON(resources)
	}
	return resources.AsYaml()
}

// asJSON is a list of what AsYaml writes one document after the other; Kustomize makes its YAML from the same JSON.
func asJSON(resources resmap.ResMap) ([]byte, error) {
	list := []byte{'['}
	for index, each := range resources.Resources() {
		text, err := each.MarshalJSON()
		if err != nil {
			return nil, err
		}
		if index > 0 {
			list = append(list, ',')
		}
		list = append(list, text...)
	}
	return append(list, ']'), nil
}

var ownOpenAPI = openapi.GetSchemaVersion()

// forgetOpenAPI undoes what an `openapi` field did to the whole process: a program that ends after one build need not care.
func forgetOpenAPI() {
	if openapi.GetSchemaVersion() != ownOpenAPI {
		openapi.ResetOpenAPI()
	}
}

func checkTarget(r *request) error {
	if r.Path != "" && r.Path != "." {
		if err := checkName(strings.TrimSuffix(r.Path, "/")); err != nil {
			return err
		}
	}
	if r.KubeVersion == "" {
		return fault{"input", "kubeVersion is required: without it Helm takes the version of its own libraries"}
	}
	return nil
}

func kustomizeOptions(r *request) *krusty.Options {
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	helm := &options.PluginConfig.HelmConfig
	helm.Enabled, helm.Command = r.EnableHelm, "helm"
	helm.KubeVersion, helm.ApiVersions = r.KubeVersion, r.APIVersions
	return options
}

func chartFault(format string, arguments ...any) error {
	return fault{"chart", fmt.Sprintf(format, arguments...)}
}
