// Package klog logs nothing.
package klog

// Verbose would log at a level.
type Verbose struct{}

// V is the same for every level.
func V(int) Verbose { return Verbose{} }

// ErrorS does nothing.
func (Verbose) ErrorS(error, string, ...any) {}

// ErrorS does nothing.
func ErrorS(error, string, ...any) {}
