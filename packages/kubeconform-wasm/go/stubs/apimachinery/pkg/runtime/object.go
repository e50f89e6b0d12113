// Package runtime has the one type that Helm's release record mentions, and what copies defaults.
package runtime

// Object would be any typed Kubernetes object.
type Object any
