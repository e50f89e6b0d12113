package v1

import "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"

// Convert_apiextensions_ValidationRules_To_v1_ValidationRules copies the rules of a schema.
func Convert_apiextensions_ValidationRules_To_v1_ValidationRules(in *apiextensions.ValidationRules, out *ValidationRules, _ any) error {
	for _, rule := range *in {
		*out = append(*out, ValidationRule{
			Rule: rule.Rule, Message: rule.Message, MessageExpression: rule.MessageExpression,
			Reason: (*FieldValueErrorReason)(rule.Reason), FieldPath: rule.FieldPath, OptionalOldSelf: rule.OptionalOldSelf,
		})
	}
	return nil
}
