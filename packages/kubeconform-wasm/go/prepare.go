package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// prepare does once what the first calls would do, so that the snapshot of the module has it done: above all, Kubernetes' OpenAPI
// document is parsed.
func prepare(*request) ([]byte, error) {
	files := []piece{
		{Name: "k/kustomization.yaml", bytes: []byte("resources: [d.yaml]\nnamespace: sample\npatches: [{path: p.yaml}]\nconfigMapGenerator: [{name: c, literals: [a=b]}]\n")},
		{Name: "k/d.yaml", bytes: []byte(sampleDeployment)},
		{Name: "k/p.yaml", bytes: []byte("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}\n")},
	}
	if _, err := kustomizeBuild(&request{Files: files, Path: "k", KubeVersion: "1.34.0"}); err != nil {
		return nil, err
	}
	chart := []piece{
		{Name: "Chart.yaml", bytes: []byte("apiVersion: v2\nname: c\nversion: 1.0.0\n")},
		{Name: "templates/d.yaml", bytes: []byte(sampleDeployment)},
	}
	if _, err := helmTemplate(&request{Files: chart, ReleaseName: "r", KubeVersion: "1.34.0"}); err != nil {
		return nil, err
	}
	schema := []piece{{Name: "apps/v1/Deployment", bytes: []byte(`{"type": "object"}`), Length: 18}}
	objects := []piece{{Name: "d", bytes: []byte(sampleDeployment)}}
	if _, err := validate(&request{Objects: objects, Schemas: schema, Kubernetes: "1.34.0"}); err != nil {
		return nil, err
	}
	widget := `{"type": "object", "x-kubernetes-validations": [{"rule": "self.metadata.name != ''"}]}`
	schema = []piece{{Name: "example.org/v1/Widget", bytes: []byte(widget), Length: len(widget)}}
	objects = []piece{{Name: "w", bytes: []byte("apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: a}\n")}}
	if _, err := validate(&request{Objects: objects, Schemas: schema, Kubernetes: "1.34.0"}); err != nil {
		return nil, err
	}
	last.judge, inflater.files = nil, nil
	clear(books)
	return []byte(fmt.Sprint(scrub())), nil
}

const sampleDeployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec: {containers: [{name: c, image: i}]}\n"

// scrub overwrites the free part of the heap with zeros, which a snapshot need not keep; Go itself leaves the rubbish lying.
func scrub() int {
	debug.SetGCPercent(-1)
	runtime.GC()
	runtime.GC()
	cleaned := 0
	for size := 1 << 22; size >= 1<<13; size /= 2 {
		cleaned += fill(size)
	}
	runtime.GC()
	runtime.GC()
	debug.SetGCPercent(200)
	return cleaned
}

// fill takes blocks until the heap would have to grow for the next one.
func fill(size int) int {
	var blocks [][]byte
	var before, after runtime.MemStats
	for runtime.ReadMemStats(&before); before.HeapIdle > uint64(2*size); before = after {
		blocks = append(blocks, make([]byte, size))
		if runtime.ReadMemStats(&after); after.HeapSys > before.HeapSys {
			break
		}
	}
	runtime.KeepAlive(blocks)
	return len(blocks) * size
}
