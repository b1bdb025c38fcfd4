"""Canonical form: one way to write the files of a dataset, so that a diff shows what changed."""

import json
import unicodedata
from pathlib import Path

from pydantic import BaseModel

from app.data.json_reader import read_json
from app.data.loader import PARTS
from app.data.pointers import Json
from app.models.value_type import model_of


def format_folder(folder: Path) -> list[str]:
    """Write every file of a dataset in canonical form; return the names of those that changed.

    Keys are in the order of the schema, texts in NFC and without spaces around them, the
    indentation is two spaces. Raises `DatasetError` for what is no JSON, and `OSError`.
    """
    contents = {}
    for name, model in sorted(PARTS.items()):
        path = folder / f"{name}.json"
        if path.exists():
            value = _canonical(read_json(path).value, model)
            text = json.dumps(value, ensure_ascii=False, indent=2)
            contents[path] = f"{text}\n".encode()
    changed = []
    # All are read by now: nothing is written where anything cannot be read.
    for path, content in contents.items():
        if content != path.read_bytes():
            path.write_bytes(content)
            changed.append(path.name)
    return changed


def _canonical(value: Json, model: type[BaseModel]) -> Json:
    """Return a value in canonical form; `model` is that of the objects in it."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip()
    if isinstance(value, list):
        return [_canonical(part, model) for part in value]
    if not isinstance(value, dict):
        return value
    # Language maps keep the order of their author, and unknown keys come last.
    order = [*model.model_fields, *value]
    ordered: dict[str, Json] = {}
    for key in sorted(value, key=order.index):
        ordered[key] = _canonical(value[key], model_of(model, key))
    return ordered
