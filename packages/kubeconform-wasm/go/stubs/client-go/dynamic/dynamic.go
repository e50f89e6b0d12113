// Package dynamic refuses: there is no API server here.
package dynamic

import (
	"context"
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
)

// Content is an object as a map.
type Content interface {
	UnstructuredContent() map[string]any
}

// ResourceInterface reads the objects of one kind.
type ResourceInterface interface {
	Get(ctx context.Context, name string, options metav1.GetOptions, subresources ...string) (Content, error)
	List(ctx context.Context, options metav1.ListOptions) (Content, error)
}

// NamespaceableResourceInterface narrows that to a namespace.
type NamespaceableResourceInterface interface {
	ResourceInterface
	Namespace(name string) ResourceInterface
}

// Client would reach an API server.
type Client struct{}

// NewForConfig always fails.
func NewForConfig(*rest.Config) (*Client, error) {
	return nil, errors.New("no API server to ask")
}

// Resource is never reached: no client can be made.
func (*Client) Resource(schema.GroupVersionResource) NamespaceableResourceInterface {
	return nil
}
