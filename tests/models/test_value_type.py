"""Types of values, as the models declare them."""

import pytest

from app.models import MODELS
from app.models.reference import ResourceType
from app.models.value_type import value_type


@pytest.mark.parametrize(
    ("type_", "path", "expected"),
    [
        ("agreement", "name/en", "text"),
        ("agreement", "aliases/en/0", "text"),
        ("agreement", "kind", "word"),
        ("agreement", "signed", "date"),
        ("agreement", "languages/0", "language"),
        ("agreement", "url", "url"),
        ("agreement", "parties/1", "reference"),
        ("agreement", "signatories/0/party", "reference"),
        ("agreement", "signatories/0/office", "text"),
        ("area", "position", "number"),
        ("organization", "funding_rounds/0/money/amount", "number"),
        ("organization", "funding_rounds/0/announced", "date"),
        ("organization", "identifiers/0/scheme", "word"),
        ("source", "language", "language"),
        ("correction", "date", "date"),
    ],
)
def test_a_field_has_the_type_of_its_model(
    type_: ResourceType, path: str, expected: str
) -> None:
    assert value_type(MODELS[type_], *path.split("/")) == expected


def test_a_wrong_path_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="colour"):
        value_type(MODELS["area"], "colour")
