// Package compatibility names the component that CEL's environment asks for.
package compatibility

// DefaultKubeComponent is Kubernetes itself.
const DefaultKubeComponent = "kube"
