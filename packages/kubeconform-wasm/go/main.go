// Command engine is Kustomize, Helm and kubeconform behind three exported functions: allocate, run and limit.
package main

import (
	"encoding/json"
	"fmt"
	"runtime/debug"
	"unsafe"
)

var input, output []byte

// allocate makes room for a request of size bytes and says where the host must write it.
//
//go:wasmexport allocate
func allocate(size uint32) unsafe.Pointer {
	input = make([]byte, size+1)
	return unsafe.Pointer(&input[0])
}

// run answers the request in the allocated room; the upper half of its result is the address of the answer, the lower its length.
//
//go:wasmexport run
func run() uint64 {
	output = answer(input[:len(input)-1])
	input = nil
	return uint64(uintptr(unsafe.Pointer(&output[0])))<<32 | uint64(len(output))
}

// limit tells the garbage collector how many bytes it should try to stay below.
//
//go:wasmexport limit
func limit(bytes int64) {
	debug.SetMemoryLimit(bytes)
}

func answer(message []byte) []byte {
	request, err := decode(message)
	if err != nil {
		return refuse(err)
	}
	operation := operationOf(request.Operation)
	if operation == nil {
		return refuse(fault{"input", fmt.Sprintf("no operation %q", request.Operation)})
	}
	value, err := operation(request)
	if err != nil {
		return refuse(err)
	}
	return encode(map[string]any{"ok": true}, value)
}

func operationOf(name string) func(*request) ([]byte, error) {
	switch name {
	case "kustomize":
		return kustomizeBuild
	case "helm":
		return helmTemplate
	case "validate":
		return validate
	case "versions":
		return versions
	case "prepare":
		return prepare
	}
	return nil
}

func refuse(err error) []byte {
	reason := fault{"build", err.Error()}
	if known, is := err.(fault); is {
		reason = known
	}
	return encode(map[string]any{"ok": false, "kind": reason.kind, "message": reason.message}, nil)
}

// fault is an error that tells the host what sort it is.
type fault struct{ kind, message string }

func (f fault) Error() string { return f.message }

func versions(*request) ([]byte, error) {
	return json.Marshal(map[string]string{"kustomize": kustomizeVersion, "helm": helmVersion, "kubeconform": kubeconformVersion})
}

func main() {}
