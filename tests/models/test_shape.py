"""What holds for every model: immutable, strict, closed; and what holds for evidence."""

import inspect
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from app.models import MODELS, Resource
from app.models.base import Model
from app.models.evidence import Evidence
from app.models.money import Money
from app.models.reference import Reference, ResourceType

SOURCE = {"id": "a-page", "type": "source", "name": "A page", "href": "/sources/a-page"}
ENTRY = {"supports": ["/name"], "source": SOURCE, "locator": "page"}


def all_models(model: type[BaseModel] = Model) -> Iterator[type[BaseModel]]:
    for narrower in model.__subclasses__():
        yield narrower
        yield from all_models(narrower)


@pytest.mark.parametrize("model", sorted(set(all_models()), key=str), ids=lambda one: one.__name__)
def test_every_model_is_frozen_strict_closed_and_described(model: type[BaseModel]) -> None:
    config = model.model_config
    assert (config["frozen"], config["strict"], config["extra"]) == (True, True, "forbid")
    assert "list" not in str([field.annotation for field in model.model_fields.values()])
    assert all(field.description for field in model.model_fields.values())
    assert inspect.getdoc(model)


def test_a_model_cannot_be_changed() -> None:
    money = Money(comparator="equal", amount=1, currency="USD")
    with pytest.raises(ValidationError, match="frozen"):
        money.amount = 2


@pytest.mark.parametrize("kind", MODELS)
def test_evidence_comes_after_a_type_s_own_fields(kind: ResourceType) -> None:
    fields = list(MODELS[kind].model_fields)
    assert fields[:3] == ["id", "type", "name"]
    assert fields[-2:] == ["evidence", "unknowns"]
    assert set(Resource.model_fields) < set(fields)


def test_an_entry_of_evidence_is_normal_and_stated_unless_it_says_otherwise() -> None:
    entry = Evidence.model_validate(ENTRY)
    assert (entry.rank, entry.basis, entry.agrees) == ("normal", "stated", True)


@pytest.mark.parametrize(
    ("more", "agrees"),
    [
        ({"rank": "preferred"}, True),
        ({"basis": "derived", "note": "Reckoned."}, True),
        ({"rank": "deprecated", "note": "Wrong."}, False),
        ({"value": "2018", "note": "Differs."}, False),
    ],
)
def test_only_an_entry_with_the_value_shown_and_not_deprecated_agrees(
    more: dict[str, object], *, agrees: bool
) -> None:
    assert Evidence.model_validate(ENTRY | more).agrees is agrees


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"basis": "derived"}, "note"),
        ({"rank": "deprecated"}, "note"),
        ({"value": "2018"}, "note"),
        ({"value": "2018", "note": "n", "supports": ["/a", "/b"]}, "one pointer"),
        ({"value": "2018", "note": "n", "rank": "preferred"}, "preferred"),
        ({"supports": []}, "at least 1"),
        ({"source": SOURCE | {"type": "event"}}, "must be of type source"),
        ({"source": None}, "source"),
        ({"quote": None}, "quote"),
        ({"page": 5}, "page"),
    ],
)
def test_evidence_that_explains_nothing_is_refused(more: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Evidence.model_validate(ENTRY | more)


def test_a_reference_has_all_its_parts() -> None:
    assert Reference.model_validate(SOURCE).model_dump() == SOURCE
    for part in SOURCE:
        with pytest.raises(ValidationError, match=part):
            Reference.model_validate({key: SOURCE[key] for key in SOURCE if key != part})
