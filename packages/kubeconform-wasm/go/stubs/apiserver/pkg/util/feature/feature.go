// Package feature has every feature that is asked for: they are on by default since Kubernetes 1.30 or do not matter here.
package feature

// DefaultFeatureGate is open.
var DefaultFeatureGate gate

type gate struct{}

// Enabled is always true.
func (gate) Enabled(string) bool { return true }
