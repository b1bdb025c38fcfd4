"""Words: short quotes, ids, names in three scripts, money."""

import pytest
from pydantic import TypeAdapter, ValidationError

from app.models.evidence import Locator, Pointer
from app.models.money import Money
from app.models.text import LanguageMap, Quote, Slug, Text


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Quote, ["one", "a " * 14 + "a", "x" * 100, "六大合作领域"], ["a " * 15 + "a", "x" * 101]),
        (Quote, ["“milestone” for"], ["", " a", "a ", "a\nb"]),
        (
            Slug,
            ["a", "sensetime", "arrangement-2018"],
            ["", "A", "a_b", "-a", "a-", "a--b", "商湯"],
        ),
        (Text, ["a", "x" * 1_000], ["", " ", "\n", "x" * 1_001]),
        (Locator, ["paragraph 1", "headline", "byline", "page"], ["paragraph 0", "p. 1", "Page"]),
        (Pointer, ["/name/en", "/a~0b/0", "/a~1b"], ["", "/", "name", "/a/", "/a~", "/a~2"]),
    ],
)
def test_a_text_fits_its_kind_or_is_refused(
    kind: type[str], good: list[str], bad: list[str]
) -> None:
    adapter = TypeAdapter[str](kind)
    assert [adapter.validate_python(text) for text in good] == good
    for text in bad:
        with pytest.raises(ValidationError):
            adapter.validate_python(text)


@pytest.mark.parametrize(
    ("given", "tags", "label"),
    [
        (
            {"en": "SenseTime", "zh-Hans": "商汤", "zh-Hant": "商湯"},
            ["en", "zh-Hant", "zh-Hans"],
            0,
        ),
        ({"zh-Hans": "商汤", "zh-Hant": "商湯"}, ["zh-Hant", "zh-Hans"], 0),
        ({"zh-Hans": "商汤"}, ["zh-Hans"], 0),
    ],
)
def test_a_name_keeps_its_languages_and_is_labelled_in_the_first(
    given: dict[str, str], tags: list[str], label: int
) -> None:
    name = LanguageMap.model_validate(given)
    assert dict(name.items()) == given
    assert [tag for tag, _ in name.items()] == tags
    assert name.label == given[tags[label]]
    assert name.model_dump(by_alias=True) == given


@pytest.mark.parametrize("given", [{}, {"zh_hans": "商汤"}, {"fr": "x"}, {"en": None}, "SenseTime"])
def test_a_name_without_a_known_language_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        LanguageMap.model_validate(given)


MORE_THAN = {"comparator": "more-than", "amount": 1_600_000_000, "currency": "USD"}


def test_money_says_how_exact_it_is() -> None:
    assert Money.model_validate(MORE_THAN).model_dump() == MORE_THAN


@pytest.mark.parametrize(
    "change",
    [
        *({"amount": 1.6}, {"amount": "1600000000"}, {"amount": -1}, {"amount": True}),
        *({"currency": "US$"}, {"currency": "usd"}, {"comparator": ">"}, {"unit": "million"}),
    ],
)
def test_money_is_whole_units_of_a_currency_with_a_comparator(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Money.model_validate(MORE_THAN | change)


def test_money_without_a_comparator_is_refused() -> None:
    with pytest.raises(ValidationError, match="comparator"):
        Money.model_validate({"amount": 1, "currency": "USD"})
