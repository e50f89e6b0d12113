// Package v1 has the few types that Helm's lookup function is written with.
package v1

// GetOptions would refine a read.
type GetOptions struct{}

// ListOptions would refine a list.
type ListOptions struct{}

// APIResource names a kind that an API server serves.
type APIResource struct {
	Name, Group, Version, Kind string
	Namespaced                 bool
}

// APIResourceList is what an API server serves in one group-version.
type APIResourceList struct {
	APIResources []APIResource
}
