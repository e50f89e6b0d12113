// Package schema names API groups, versions and kinds.
package schema

import "strings"

// GroupVersion is an API group with its version.
type GroupVersion struct {
	Group, Version string
}

// String is the apiVersion of an object: the core group has no name.
func (gv GroupVersion) String() string {
	if gv.Group == "" {
		return gv.Version
	}
	return gv.Group + "/" + gv.Version
}

// GroupVersionResource names a collection of objects.
type GroupVersionResource struct {
	Group, Version, Resource string
}

// GroupVersionKind names a kind of object.
type GroupVersionKind struct {
	Group, Version, Kind string
}

// GroupVersion is the kind without its name.
func (gvk GroupVersionKind) GroupVersion() GroupVersion {
	return GroupVersion{Group: gvk.Group, Version: gvk.Version}
}

// String is for log lines.
func (gvk GroupVersionKind) String() string {
	return gvk.GroupVersion().String() + ", Kind=" + gvk.Kind
}

// FromAPIVersionAndKind splits an apiVersion.
func FromAPIVersionAndKind(apiVersion, kind string) GroupVersionKind {
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		group, version = "", apiVersion
	}
	return GroupVersionKind{Group: group, Version: version, Kind: kind}
}
