"""Where sources differ, both values are shown; what none says is said to be unknown."""

from typing import Any

import httpx
import pytest

from tests.api.reading import at, everything, get

MAIN = "china-daily-2018-09-21"

DISPUTED = {
    "Hong Kong's signing body": (
        *("arrangement-2018", "/parties/0", "hksar-government"),
        {"innovation-and-technology-bureau": {"news-gov-hk-2018-10-29", "opengov-asia-2018-09"}},
    ),
    "Hong Kong's signing body, at the event": (
        *("signing-2018", "/participants/0/who", "hksar-government"),
        {
            "innovation-and-technology-bureau": {
                *("news-gov-hk-2018-10-29", "opengov-asia-2018-09", "news-gov-hk-2019-04-24")
            }
        },
    ),
    "one agreement or two": (
        *("signing-2018", "/concerns", ["arrangement-2018", "joint-funding-agreement-2018"]),
        {("arrangement-2018",): {MAIN}},
    ),
    "the instruction issued, or made public": (
        *("instruction-2018", "/date", "2018-05"),
        {"2018-05-14": {"china-daily-2018-05-16"}},
    ),
    "the launch of the scheme": (
        *("mainland-hong-kong-joint-funding-scheme", "/launched", "2019-04-24"),
        {"2019": {"news-gov-hk-2018-12-04"}},
    ),
    "the ministry behind the platforms": (
        *("entrustment-sensetime", "/by", "ministry-of-science-and-technology"),
        {"ministry-of-industry-and-information-technology": {"equalocean-2019-08-29"}},
    ),
    "Alibaba or Alibaba Cloud": (
        *("entrustment-alibaba", "/company", "alibaba"),
        {"alibaba-cloud": {"edu-cn-2017-11-16"}},
    ),
    "platforms, or platforms and bases": (
        *("area-platforms", "/name/en", "Development of platforms"),
        {"Development of platforms and bases": {"china-momentum-2018-09-26"}},
    ),
}
"""Each disagreement: the resource, the field, the value shown, and who gives which other."""


def disputed(client: httpx.Client, more: str = "") -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = get(client, f"/claims?disputed=true&limit=1000{more}")["items"]
    return claims


@pytest.mark.parametrize(
    ("subject", "pointer", "shown", "others"), DISPUTED.values(), ids=list(DISPUTED)
)
def test_a_disagreement_shows_every_value_with_its_rank_and_why(
    client: httpx.Client, subject: str, pointer: str, shown: object, others: dict[object, set[str]]
) -> None:
    claims = [
        one for one in disputed(client, f"&subject={subject}") if one["pointer"].startswith(pointer)
    ]
    agreeing = [one for one in claims if one["shown"]]
    assert {one["rank"] for one in agreeing} & {"preferred"}
    assert all("note" in one for one in agreeing if one["rank"] == "preferred")
    given = {one["value"] for one in agreeing}
    assert given == ({*shown} if isinstance(shown, list) else {shown})
    differing = [one for one in claims if not one["shown"]]
    found: dict[object, set[str]] = {}
    for one in differing:
        assert one["rank"] != "preferred"
        assert one["note"]
        value = tuple(one["value"]) if isinstance(one["value"], list) else one["value"]
        found.setdefault(value, set()).add(one["source"]["id"])
    assert found == others


def test_nothing_else_is_disputed_but_what_differs_in_precision_only(client: httpx.Client) -> None:
    told = {(subject, pointer) for subject, pointer, _, _ in DISPUTED.values()}
    found = {(one["subject"]["id"], one["pointer"]) for one in disputed(client) if not one["shown"]}
    assert found - told == {("beijing-visit-2018", "/date")}
    assert told <= found


def test_what_is_known_to_be_wrong_is_deprecated(client: httpx.Client) -> None:
    claims = get(client, "/claims?rank=deprecated")["items"]
    wrong = "ministry-of-industry-and-information-technology"
    assert {(one["pointer"], one["value"]) for one in claims} == {("/by", wrong)}


def test_a_resource_shows_the_preferred_value(any_client: httpx.Client) -> None:
    for item in everything(any_client):
        for entry in item["evidence"]:
            if "value" in entry:
                (pointer,) = entry["supports"]
                shown = at(item, pointer)
                assert entry["value"] != (shown["id"] if isinstance(shown, dict) else shown)


UNKNOWN = {
    "the names of the signatories": {
        *(("arrangement-2018", "by name"), ("joint-funding-agreement-2018", "by name")),
        ("signing-2018", "by name"),
    },
    "entry into force and expiry": {
        *(("arrangement-2018", "enter into force"), ("arrangement-2018", "expire")),
        ("joint-funding-agreement-2018", "enter into force"),
        ("joint-funding-agreement-2018", "expire"),
    },
    "whether it binds": {
        *(("arrangement-2018", "binding"), ("joint-funding-agreement-2018", "binding"))
    },
    "the budget of 2018": {("mainland-hong-kong-joint-funding-scheme", "budget")},
    "the full texts": {
        *(("arrangement-2018", "full text"), ("joint-funding-agreement-2018", "full text"))
    },
    "the press release": {("arrangement-2018", "press release"), ("signing-2018", "press release")},
}


@pytest.mark.parametrize("expected", UNKNOWN.values(), ids=list(UNKNOWN))
def test_what_no_source_gives_is_said_where_a_reader_looks(
    client: httpx.Client, expected: set[tuple[str, str]]
) -> None:
    open_questions = [
        (one["subject"]["id"], one["question"])
        for one in get(client, "/unknowns?limit=1000")["items"]
    ]
    for subject, words in expected:
        assert [asked for who, asked in open_questions if who == subject and words in asked]


def test_unknowns_are_those_of_the_resources(any_client: httpx.Client) -> None:
    listed = [
        (one["subject"]["href"], one["question"], one["reason"])
        for one in get(any_client, "/unknowns?limit=1000")["items"]
    ]
    assert listed == [
        (item["href"], one["question"], one["reason"])
        for item in everything(any_client)
        for one in item["unknowns"]
    ]
    assert len(listed) > 3


def test_no_resource_asks_the_same_twice(any_client: httpx.Client) -> None:
    for item in everything(any_client):
        asked = [one["question"] for one in item["unknowns"]]
        assert len(asked) == len(set(asked))
