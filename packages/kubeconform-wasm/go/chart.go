package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"helm.sh/helm/v4/pkg/chart/loader/archive"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/ignore"
	"sigs.k8s.io/yaml"
)

var byteOrderMark = []byte{0xEF, 0xBB, 0xBF}

// loadChart reads a chart folder with the rules of Helm's own directory loader.
func loadChart(files *tree, folder string) (*chart.Chart, error) {
	about := path.Join(folder, "Chart.yaml")
	content, err := files.read(about)
	if err != nil {
		return nil, fmt.Errorf("unable to detect chart at %s: %w", about, err)
	}
	if err := checkGeneration(content); err != nil {
		return nil, err
	}
	collected, err := collect(files, folder)
	if err != nil {
		return nil, err
	}
	return loader.LoadFiles(collected)
}

// loadArchive reads a packed chart (.tgz).
func loadArchive(content []byte) (*chart.Chart, error) {
	files, err := archive.LoadArchiveFiles(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("unable to load chart archive: %w", err)
	}
	for _, file := range files {
		if file.Name == "Chart.yaml" {
			if err := checkGeneration(file.Data); err != nil {
				return nil, err
			}
			return loader.LoadFiles(files)
		}
	}
	return nil, errors.New("unable to detect chart version, no Chart.yaml found")
}

func checkGeneration(about []byte) error {
	var head struct {
		APIVersion string `json:"apiVersion"`
	}
	if err := yaml.Unmarshal(about, &head); err != nil {
		return fmt.Errorf("cannot load Chart.yaml: %w", err)
	}
	switch head.APIVersion {
	case "", chart.APIVersionV1, chart.APIVersionV2:
		return nil
	case "v3":
		return errors.New("invalid chart apiVersion")
	}
	return errors.New("unsupported chart version")
}

func collect(files *tree, folder string) ([]*archive.BufferedFile, error) {
	rules, err := ignoreRules(files, folder)
	if err != nil {
		return nil, err
	}
	collected := []*archive.BufferedFile{}
	err = files.Walk(folder, func(name string, info fs.FileInfo, _ error) error {
		relative := strings.TrimPrefix(strings.TrimPrefix(name, folder), "/")
		if relative == "" {
			return nil
		}
		if rules.Ignore(relative, info) {
			if info.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if info.IsDir() {
			return nil
		}
		if info.Size() > archive.MaxDecompressedFileSize {
			return fmt.Errorf("chart file %q is larger than the maximum file size %d", info.Name(), archive.MaxDecompressedFileSize)
		}
		content, err := files.read(name)
		collected = append(collected, &archive.BufferedFile{Name: relative, Data: bytes.TrimPrefix(content, byteOrderMark)})
		return err
	})
	return collected, err
}

func ignoreRules(files *tree, folder string) (*ignore.Rules, error) {
	rules := ignore.Empty()
	if content, err := files.read(path.Join(folder, ignore.HelmIgnore)); err == nil {
		if rules, err = ignore.Parse(bytes.NewReader(content)); err != nil {
			return nil, err
		}
	}
	rules.AddDefaults()
	return rules, nil
}
