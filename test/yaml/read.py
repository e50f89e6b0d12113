"""Reads a JSON list of YAML documents and prints, for each, what PyYAML's safe loaders make of it."""

import json
import sys

import yaml


def read(document, loader):
    try:
        return {"value": marked(yaml.load(document, Loader=loader))}
    except Exception as error:
        return {"error": str(error)}


def marked(value):
    """JSON would turn a key that is no string into the string that it should have been."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else repr(("key", key)): marked(item) for key, item in value.items()}
    return [marked(item) for item in value] if isinstance(value, list) else value


loaders = {"PyYAML": yaml.SafeLoader}
if yaml.__with_libyaml__:
    loaders["PyYAML on libyaml"] = yaml.CSafeLoader
documents = json.load(sys.stdin)
readings = {name: [read(document, loader) for document in documents] for name, loader in loaders.items()}
# repr, because str would print a date as the string that it should have been.
json.dump(readings, sys.stdout, default=repr)
