package runtime

// DeepCopyJSONValue copies a value of JSON.
func DeepCopyJSONValue(value any) any {
	switch value := value.(type) {
	case map[string]any:
		copied := make(map[string]any, len(value))
		for key, inner := range value {
			copied[key] = DeepCopyJSONValue(inner)
		}
		return copied
	case []any:
		copied := make([]any, len(value))
		for index, inner := range value {
			copied[index] = DeepCopyJSONValue(inner)
		}
		return copied
	}
	return value
}
