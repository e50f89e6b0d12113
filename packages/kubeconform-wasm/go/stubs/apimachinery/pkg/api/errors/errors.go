// Package errors knows no error of an API server, as there is none.
package errors

// IsNotFound is false for every error that can occur here.
func IsNotFound(error) bool { return false }
