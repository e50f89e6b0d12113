package main

import (
	"strconv"
	"strings"
)

// objectPointer writes a path as the API server does (spec.rules[0].name, data[app.kubernetes.io/name]) as a JSON pointer. Names that hold
// dots or brackets are told by the object.
func objectPointer(path string, object any) string {
	parts := []string{}
	if path == "<nil>" {
		path = ""
	}
	for rest, at := path, object; rest != ""; {
		var part string
		part, rest = nextPart(strings.TrimPrefix(rest, "."), at)
		parts = append(parts, part)
		if fields, is := at.(map[string]any); is {
			at = fields[part]
		} else {
			at = item(at, part)
		}
	}
	return pointer(parts)
}

func item(list any, index string) any {
	items, _ := list.([]any)
	at, err := strconv.Atoi(index)
	if err != nil || at < 0 || at >= len(items) {
		return nil
	}
	return items[at]
}

func nextPart(rest string, at any) (part, after string) {
	fields, _ := at.(map[string]any)
	if inner, bracketed := strings.CutPrefix(rest, "["); bracketed {
		known := longest(fields, func(key string) bool { return strings.HasPrefix(inner, key+"]") })
		if known != "" {
			return known, inner[len(known)+1:]
		}
		part, after, _ = strings.Cut(inner, "]")
		return part, after
	}
	ends := func(at int) bool { return at == len(rest) || rest[at] == '.' || rest[at] == '[' }
	known := longest(fields, func(key string) bool { return strings.HasPrefix(rest, key) && ends(len(key)) })
	if known != "" {
		return known, rest[len(known):]
	}
	end := strings.IndexAny(rest, ".[")
	if end < 0 {
		return rest, ""
	}
	return rest[:end], rest[max(end, 1):]
}

func longest(fields map[string]any, fits func(string) bool) string {
	found := ""
	for key := range fields {
		if len(key) > len(found) && fits(key) {
			found = key
		}
	}
	return found
}
