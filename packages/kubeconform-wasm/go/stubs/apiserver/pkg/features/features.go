// Package features names the one feature that CEL's environment asks for.
package features

// AuthorizeWithSelectors makes no difference to the rules of custom resources.
const AuthorizeWithSelectors = "AuthorizeWithSelectors"
