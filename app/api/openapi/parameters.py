"""Examples of parameters: values that the dataset has, so that trying them finds something."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import MISSING

from app.api.filters import FILTERS, At, ClaimSelection, Selection
from app.api.openapi.samples import first_resource, word_of
from app.api.openapi.tidy import plain
from app.data.dataset import Dataset
from app.data.fields import FieldIndex
from app.models import MODELS, Event
from app.models.reference import collection_of
from app.models.schema import SCHEMA_NAMES

_SHOWN = 3
_PAGING = {"limit": (10, 100), "offset": (0, 10)}
_PLAIN = str.maketrans("/~%?", "____")


class ParameterExamples:
    """Completes parameters with examples."""

    def __init__(self, dataset: Dataset) -> None:
        """Take the values from a dataset."""
        self._dataset = dataset
        self._values: dict[tuple[str, str], Iterable[object]] = {
            ("/claims/{id}", "id"): dataset.claims,
            ("/search", "q"): self._words(),
            ("/graph", "type"): [[kind] for kind in MODELS if dataset.of_type(kind)],
            ("/events", "from"): self._dates(),
            ("/events", "to"): reversed(self._dates()),
            ("/schemas/{model}.json", "model"): SCHEMA_NAMES,
            ("/schemas/served/{model}.json", "model"): MODELS,
        }
        for path in ("/claims", "/claims.csv"):
            self._add(path, ClaimSelection, dataset.claim_fields)
        for kind in MODELS:
            path = f"/{collection_of(kind)}"
            self._values[f"{path}/{{id}}", "id"] = dataset.of_type(kind)
            self._add(path, FILTERS[kind], dataset.fields[kind])

    def complete(self, path: str, parameter: dict[str, Any]) -> None:
        """Give a parameter of a path its examples, and take from its schema what it says twice."""
        schema, name = parameter["schema"], parameter["name"]
        parameter["schema"] = plain(schema)
        parameter["schema"].pop("description", None)
        if "default" in schema:
            parameter["schema"]["default"] = schema["default"]
        values = _PAGING.get(name) or self._values.get((path, name), ())
        typed = [_typed(value, schema) for value in list(values)[:_SHOWN]]
        if typed:
            parameter["schema"]["examples"] = typed
            if "items" in schema:
                parameter["schema"]["items"]["examples"] = typed[0]
            parameter["examples"] = dict(map(self._example, typed))

    def _add(self, path: str, model: type[Selection], index: FieldIndex[Any]) -> None:
        for name, field in model.model_fields.items():
            for mark in field.metadata:
                if isinstance(mark, At):
                    self._values[path, name] = index.by(mark.path)

    def _words(self) -> list[str]:
        """Return a word to search for in each language that the first resource has a name in."""
        first = first_resource(self._dataset)
        chinese = [
            one[:2] for one in (first.name.zh_hant, first.name.zh_hans) if one is not MISSING
        ]
        return [word_of(first), *chinese]

    def _dates(self) -> list[str]:
        events = self._dataset.of_type("event").values()
        dates = [one.date for one in events if isinstance(one, Event)]
        return [date for date in dates if date is not MISSING and "/" not in date]

    def _example(self, value: object) -> tuple[str, Mapping[str, object]]:
        shown = value[0] if isinstance(value, list) else value
        named = self._dataset.get(shown) if isinstance(shown, str) else None
        summary = str(shown) if named is None else named.name.label
        key = str(shown).lower().translate(_PLAIN)
        return key if key.isascii() else "chinese", {"summary": summary, "value": value}


def _typed(value: object, schema: dict[str, Any]) -> object:
    return value == "True" if schema.get("type") == "boolean" else value
