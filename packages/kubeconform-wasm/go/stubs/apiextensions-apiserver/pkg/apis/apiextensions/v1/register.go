// Package v1: its group-version is in the list of the client-go stub already.
package v1

// AddToScheme has nothing to add.
func AddToScheme(any) error { return nil }
