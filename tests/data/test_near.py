"""Near matches: what a misspelt id was meant to be."""

import pytest

from app.data.near import NearMatches

IDS = ["carrie-lam", "sensetime", "sensetime-series-c-2018", "signing-2018", "arrangement-2018"]


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("sensetim", "sensetime"),
        ("SenseTime", "sensetime"),
        ("signing_2018", "signing-2018"),
        ("Signing 2018", "signing-2018"),
        ("lam", "carrie-lam"),
        ("arangement-2018", "arrangement-2018"),
    ],
)
def test_the_id_that_was_meant_comes_first(word: str, first: str) -> None:
    assert NearMatches(IDS)(word)[0] == first


@pytest.mark.parametrize("word", ["", "-", "zzz", "z" * 10_000])
def test_nothing_near_is_nothing(word: str) -> None:
    assert NearMatches(IDS)(word) == ()


def test_of_many_there_are_three(  # also where more ids have a word than are ever looked at
) -> None:
    many = NearMatches(f"statement-{number}" for number in range(500))
    assert len(many("statement")) == 3
    assert many("statement-499x")[0] == "statement-499"
