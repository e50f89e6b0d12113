// Package compatibility keeps the environment for new expressions empty: rules are compiled in the one for stored expressions.
package compatibility

import "k8s.io/apimachinery/pkg/util/version"

// DefaultComponentGlobalsRegistry knows no component.
var DefaultComponentGlobalsRegistry registry

type registry struct{}

// EffectiveVersionFor finds none.
func (registry) EffectiveVersionFor(string) *Effective { return nil }

// Effective is a version before the first.
type Effective struct{}

// DefaultBuildEffectiveVersion is that version.
func DefaultBuildEffectiveVersion() *Effective { return &Effective{} }

// MinCompatibilityVersion is before everything that CEL's environment holds.
func (*Effective) MinCompatibilityVersion() *version.Version { return version.MajorMinor(0, 0) }
