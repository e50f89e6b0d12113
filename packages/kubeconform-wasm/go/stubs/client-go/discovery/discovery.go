// Package discovery refuses: there is no API server here.
package discovery

import (
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
)

// Client would ask an API server what it serves.
type Client struct{}

// NewDiscoveryClientForConfig always fails.
func NewDiscoveryClientForConfig(*rest.Config) (*Client, error) {
	return nil, errors.New("no API server to discover")
}

// ServerResourcesForGroupVersion always fails.
func (*Client) ServerResourcesForGroupVersion(string) (*metav1.APIResourceList, error) {
	return nil, errors.New("no API server to discover")
}
