package library

import (
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types/ref"
)

// Authz declares nothing: no rule of a custom resource is given an authorizer.
func Authz() cel.EnvOption { return cel.Lib(authzLib) }

// AuthzSelectors declares nothing either.
func AuthzSelectors() cel.EnvOption { return cel.Lib(authzSelectorsLib) }

var (
	authzLib          = &absent{"kubernetes.authz"}
	authzSelectorsLib = &absent{"kubernetes.authzSelectors"}
)

// absent is a library of its name alone.
type absent struct{ name string }

func (a *absent) LibraryName() string                      { return a.name }
func (*absent) Types() []*cel.Type                         { return nil }
func (*absent) declarations() map[string][]cel.FunctionOpt { return nil }
func (*absent) CompileOptions() []cel.EnvOption            { return nil }
func (*absent) ProgramOptions() []cel.ProgramOption        { return nil }

// What the estimate of costs tells apart; there is never a value of these.
type (
	authorizerVal    struct{ ref.Val }
	pathCheckVal     struct{ ref.Val }
	groupCheckVal    struct{ ref.Val }
	resourceCheckVal struct{ ref.Val }
	decisionVal      struct{ ref.Val }
)

// The names of their types.
var (
	AuthorizerType    = cel.ObjectType("kubernetes.authorization.Authorizer")
	PathCheckType     = cel.ObjectType("kubernetes.authorization.PathCheck")
	GroupCheckType    = cel.ObjectType("kubernetes.authorization.GroupCheck")
	ResourceCheckType = cel.ObjectType("kubernetes.authorization.ResourceCheck")
	DecisionType      = cel.ObjectType("kubernetes.authorization.Decision")
)
