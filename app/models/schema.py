"""JSON Schemas (2020-12) of fixtures, for editors, and of resources as they are served."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.models import MODELS
from app.models.answers import Graph, Hit, OpenQuestion, Page
from app.models.base import Model
from app.models.claim import Claim
from app.models.dataset_info import DatasetInfo
from app.models.reference import collection_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_MODELS: dict[str, type[Model]] = {**dict(MODELS.items()), "dataset": DatasetInfo}
_FILES: dict[str, str] = {collection_of(kind): kind for kind in MODELS}

SCHEMA_NAMES: tuple[str, ...] = (*_FILES, *_MODELS)
"""What there are schemas of: fixture files (`areas`, `dataset`) and single resources (`area`)."""


_ITEMS: dict[str, type[Model]] = {**dict(MODELS.items()), "claim": Claim}

SERVED: Mapping[str, type[Model]] = MappingProxyType(
    {
        **_ITEMS,
        **{f"{name}-list": Page[model] for name, model in _ITEMS.items()},  # type: ignore[valid-type]  # types made at run time
        "open-question-list": Page[OpenQuestion],
        "hit-list": Page[Hit],
        "graph": Graph,
    }
)
"""What is served, by the name of its schema: single resources (`area`), lists (`area-list`)."""


def fixture_schema(name: str) -> dict[str, Any]:
    """Return the schema of a fixture file, or of one resource as its author writes it.

    Raises `KeyError` for a name that is not in `SCHEMA_NAMES`.
    """
    if name not in _FILES:
        return {"$schema": DIALECT, **_schema(name)}
    item = _schema(_FILES[name])
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
    """Return the schema of what is served; raises `KeyError` for a name not in `SERVED`."""
    return {"$schema": DIALECT, **SERVED[name].model_json_schema(mode="serialization")}


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = _MODELS[name].model_json_schema(mode="validation")
    return schema
