// Command engine is Kustomize, Helm and kubeconform behind three exported functions: wake, allocate and run.
//
//go:debug randseednop=0
package main

import (
	crypto "crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand"
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

// wake is called once in the life of an instance, which begins as a snapshot: it says how many bytes the garbage collector should try to
// stay below, and replaces the state of math/rand, which would be the same everywhere.
//
//go:wasmexport wake
func wake(memory int64) {
	debug.SetMemoryLimit(memory)
	var seed [8]byte
	_, _ = crypto.Read(seed[:])
	rand.Seed(int64(binary.LittleEndian.Uint64(seed[:]))) //nolint:staticcheck // the one way to do it, allowed by the directive above
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
