"""Real examples for the fields of schemas, harvested from the app's own answers."""

import json
from typing import Any

from app.api.openapi.tidy import COMPONENTS

Json = dict[str, Any]

_TYPES = {bool: "boolean", int: "integer", str: "string", list: "array", dict: "object"}

_SHORT = 400
"""An example of at most so many characters is kept; a longer one gives way to a shorter."""


class Harvest:
    """Walks answers beside their schemas and keeps a short value of each field."""

    def __init__(self, schemas: Json) -> None:
        """Complete these components, in place."""
        self._schemas = schemas

    def take(self, schema: Json, value: object) -> None:
        """Give every field that occurs in `value`, an instance of `schema`, an example."""
        if "$ref" in schema:
            self._take_component(self._schemas[schema["$ref"].removeprefix(COMPONENTS)], value)
        elif isinstance(value, list):
            _exemplify(schema, value[:1])
            for one in value:
                self.take(_branch(schema, value).get("items", {}), one)
        else:
            _exemplify(schema, value)
            _exemplify(_branch(schema, value), value)

    def _take_component(self, component: Json, value: object) -> None:
        if not isinstance(value, dict):
            self.take(component, value)
            return
        _exemplify(component, value)
        for field, one in value.items():
            self.take(component["properties"][field], one)


def _branch(schema: Json, value: object) -> Json:
    """Return the alternative of a schema that a value is an instance of, by its type."""
    wanted = _TYPES[type(value)]
    return next((one for one in schema.get("anyOf", ()) if one.get("type") == wanted), schema)


def _exemplify(schema: Json, value: object) -> None:
    shown = schema.setdefault("examples", [value])[0]
    length = len(json.dumps(shown))
    if shown == [] or (length > _SHORT and length > len(json.dumps(value)) and value != []):
        schema["examples"] = [value]
