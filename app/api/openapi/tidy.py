"""Schemas without noise: what generators of clients and readers trip over, and nobody needs."""

from typing import Any

from app.api.openapi.names import components, named

Json = dict[str, Any]

COMPONENTS = "#/components/schemas/"

_NOISE = ("default", "readOnly", "title")
"""Not said of properties: titles that repeat names, defaults of what is always there anyway, and
that a field is read-only where nothing can be written."""

_KEPT = ("additionalProperties", "minProperties", "required")
_INT32 = 2**31


def tidied(schemas: Json) -> Json:
    """Return components by their proper names (`AreaList` for `Page_Area_`), without noise."""
    names = {f"{COMPONENTS}{name}": schema["title"] for name, schema in schemas.items()}
    by_name = {schema["title"]: _tidy(schema, names) for schema in schemas.values()}
    shared = {name: plain_parts(schema) for name, schema in components().items()}
    return dict(sorted((by_name | shared).items()))


def with_proper_names(part: Any, schemas: Json) -> Any:  # noqa: ANN401 -- JSON
    """Return a part of the document that refers to components by their proper names."""
    if isinstance(part, dict):
        name = str(part.get("$ref", "")).removeprefix(COMPONENTS)
        if name:
            return {"$ref": COMPONENTS + schemas[name]["title"]}
        return {key: with_proper_names(one, schemas) for key, one in part.items()}
    return [with_proper_names(one, schemas) for one in part] if isinstance(part, list) else part


def plain(schema: Any, names: dict[str, str] | None = None) -> Any:  # noqa: ANN401 -- JSON
    """Return a part of a schema without noise, numbers written as what they are."""
    if isinstance(schema, dict):
        return _plain_object(named(schema), names or {})
    if isinstance(schema, list):
        return [plain(one, names) for one in schema]
    return int(schema) if isinstance(schema, float) and schema.is_integer() else schema


def plain_parts(schema: Json) -> Json:
    """Return a schema whose parts are without noise."""
    return {name: one if name == "title" else plain(one) for name, one in schema.items()}


def _tidy(schema: Json, names: dict[str, str]) -> Json:
    properties = schema.get("properties", {}).items()
    head = {name: schema[name] for name in ("title", "type", "description")}
    return {
        **head,
        "description": " ".join(head["description"].split()),
        "properties": {name: plain(one, names) for name, one in properties},
        **{name: value for name, value in schema.items() if name in _KEPT and value != []},
    }


def _plain_object(schema: Json, names: dict[str, str]) -> Json:
    kept = {name: plain(one, names) for name, one in schema.items() if name not in _NOISE}
    if "description" in kept:
        kept["description"] = " ".join(kept["description"].split())
    if "$ref" in kept and kept["$ref"] in names:
        kept["$ref"] = COMPONENTS + names[kept["$ref"]]
    if kept.get("type") == "integer":
        kept["format"] = "int32" if kept.get("maximum", _INT32) < _INT32 else "int64"
    return kept
