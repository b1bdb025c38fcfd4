"""JSON Schemas (2020-12) of what authors write: the files of a dataset, and single resources."""

from typing import Any

from app.models import MODELS
from app.models.base import Model
from app.models.dataset_info import DatasetInfo
from app.models.reference import collection_of

_MODELS: dict[str, type[Model]] = {**dict(MODELS.items()), "dataset": DatasetInfo}
_FILES = {collection_of(type_): type_ for type_ in MODELS}

SCHEMA_NAMES: tuple[str, ...] = (*_FILES, *_MODELS)
"""What there are schemas of: files of a dataset (`areas`, `dataset`) and resources (`area`)."""


def author_schema(name: str) -> dict[str, Any]:
    """Return the schema of a file, or of one resource as its author writes it."""
    schema = _MODELS[_FILES.get(name, name)].model_json_schema(mode="validation")
    if name in _FILES:
        schema = {
            "title": f"{name}.json",
            "description": f"The file {name}.json of a dataset: an array of resources.",
            "type": "array",
            "items": schema,
            "$defs": schema.pop("$defs"),
        }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
