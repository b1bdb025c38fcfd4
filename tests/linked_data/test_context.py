"""JSON-LD context: flat, whole, and absolute."""

from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel

from app.models import MODELS
from app.models.answers import OpenQuestion, list_of
from app.models.claim import Claim
from tests.linked_data.conftest import Json, Reader

_PREFIXES = {"dcterms", "edtf", "hydra", "oa", "prov", "rdf", "schema", "skos"}


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models that stand in a type, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _fields_of(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """Yield each name that an answer of a model can have as a key, in all its parts."""
    if model in seen:
        return
    seen.add(model)
    described = model.model_fields.items()
    fields = [(field.alias or name, field.annotation) for name, field in described]
    fields += [
        (name, one.return_type) for name, one in model.model_computed_fields.items()
    ]
    for name, annotation in fields:
        yield name
        for part in _models_in(annotation):
            yield from _fields_of(part, seen)


def _terms(reader: Reader) -> Json:
    context: Json = reader.json("/context.jsonld")["@context"]
    return {name: one for name, one in context.items() if not name.startswith("@")}


def test_it_has_every_field_and_no_other(reader: Reader) -> None:
    seen: set[type[BaseModel]] = set()
    models: list[type[BaseModel]] = [
        *MODELS.values(),
        list_of(Claim),
        list_of(OpenQuestion),
    ]
    fields = {name for model in models for name in _fields_of(model, seen)}
    assert set(_terms(reader)) - _PREFIXES == fields


def test_it_is_flat_with_absolute_terms(reader: Reader) -> None:
    context: Json = reader.json("/context.jsonld")["@context"]
    assert context["@vocab"].startswith("urn:")
    prefixes = {name: context[name] for name in _PREFIXES}
    assert all(one.startswith(("http://", "https://")) for one in prefixes.values())
    for name, term in _terms(reader).items():
        expanded = term["@id"] if isinstance(term, dict) else term
        if isinstance(term, dict) and name != "type":
            # Readers differ on contexts of terms, but for one that leaves a reference's label out.
            assert term.get("@context", {"name": None}) == {"name": None}, name
        if expanded is not None and name not in prefixes and expanded != "@id":
            # Of two parts, or a word of our own under `@vocab`.
            assert expanded.partition(":")[0] in prefixes or expanded == name, name
