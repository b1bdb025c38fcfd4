"""JSON Schemas (2020-12) of what authors write: the files of a dataset, and single resources."""

from typing import Any

from app.models import FILES, MODELS
from app.models.base import Model
from app.models.dataset_info import DatasetInfo

_MODELS: dict[str, type[Model]] = {**dict(MODELS.items()), "dataset": DatasetInfo}

SCHEMA_NAMES: tuple[str, ...] = (*FILES, *_MODELS)
"""What there are schemas of: files of a dataset (`areas`, `dataset`) and resources (`area`)."""


def author_schema(name: str) -> dict[str, Any]:
    """Return the schema of a file, or of one resource as its author writes it."""
    model = _MODELS[FILES.get(name, name)]
    schema = model.model_json_schema(mode="validation")
    if name in FILES:
        schema = {
            "title": f"{name}.json",
            "description": f"The file {name}.json of a dataset: an array of resources.",
            "type": "array",
            "items": schema,
            "$defs": schema.pop("$defs"),
        }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
