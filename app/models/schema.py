"""JSON Schemas (2020-12) of fixtures, for editors, and of resources as they are served."""

from typing import Any, Literal

from app.models import MODELS
from app.models.base import Model
from app.models.dataset_info import DatasetInfo
from app.models.reference import collection_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_MODELS: dict[str, type[Model]] = {**dict(MODELS.items()), "dataset": DatasetInfo}
_FILES: dict[str, str] = {collection_of(kind): kind for kind in MODELS}

SCHEMA_NAMES: tuple[str, ...] = (*_FILES, *_MODELS)
"""What there are schemas of: fixture files (`areas`, `dataset`) and single resources (`area`)."""


def fixture_schema(name: str) -> dict[str, Any]:
    """Return the schema of a fixture file, or of one resource as its author writes it.

    Raises `KeyError` for a name that is not in `SCHEMA_NAMES`.
    """
    if name not in _FILES:
        return {"$schema": DIALECT, **_schema(name, "validation")}
    item = _schema(_FILES[name], "validation")
    definitions = item.pop("$defs")
    return {
        "$schema": DIALECT,
        "title": f"{name}.json",
        "description": f"The fixture file {name}.json: an array of resources.",
        "type": "array",
        "items": item,
        "$defs": definitions,
    }


def served_schema(name: str) -> dict[str, Any]:
    """Return the schema of a resource as it is served; raises `KeyError` for an unknown type."""
    return {"$schema": DIALECT, **_schema(name, "serialization")}


def _schema(name: str, mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    schema: dict[str, Any] = _MODELS[name].model_json_schema(mode=mode)
    return schema
