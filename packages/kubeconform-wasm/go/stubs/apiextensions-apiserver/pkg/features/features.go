// Package features names the one feature that the rules of custom resources ask for.
package features

// CRDValidationRatcheting lets rules with an optional oldSelf be asked when an object is created.
const CRDValidationRatcheting = "CRDValidationRatcheting"
