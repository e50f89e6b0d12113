// Package equality compares what JSON can hold; the real one has rules for further types.
package equality

import "k8s.io/apimachinery/third_party/forked/golang/reflect"

// Semantic takes nothing and an empty list or map for the same.
var Semantic = reflect.Equalities{}
