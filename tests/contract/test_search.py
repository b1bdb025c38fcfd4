"""Search as people type, over the wire: what is found, where it is, and what was understood."""

from pathlib import Path

import httpx
import pytest
from opencc import OpenCC

from tests.contract.conftest import Json, Serve
from tests.data.breaking import change


def _answer(client: httpx.Client, query: str, **parameters: int) -> Json:
    answer: Json = (
        client.get("/search", params={"q": query, **parameters})
        .raise_for_status()
        .json()
    )
    return answer


def _found(client: httpx.Client, query: str) -> list[str]:
    answer = _answer(client, query, limit=1000)
    assert answer["total"] == len(answer["items"])
    return [hit["id"] for hit in answer["items"]]


def _search_small(base: str, query: str) -> Json:
    with httpx.Client(base_url=base) as client:
        return _answer(client, query)


def test_a_name_finds_its_bearers_first(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    bearers: dict[str, set[str]] = {}
    for items in collections.values():
        for item in items:
            for name in item["name"].values():
                bearers.setdefault(name, set()).add(item["id"])
    for name in sorted(bearers):
        for query in (name, name.upper()):
            found = _found(client, query)[: len(bearers[name])]
            assert set(found) == bearers[name], query


def test_ten_hits_unless_more_are_asked_for(client: httpx.Client) -> None:
    first = _answer(client, "hong kong")
    assert len(first["items"]) == 10
    assert first["total"] > 30
    more = _answer(client, "hong kong", limit=20)["items"]
    assert _answer(client, "hong kong", offset=10)["items"] == more[10:]
    assert _answer(client, "hong kong", offset=10**9)["items"] == []


def test_all_words_come_before_most_of_them(client: httpx.Client) -> None:
    """What has every word is first, and what has only the most telling ones follows."""
    committee = set(_found(client, "committee"))
    guiyang = set(_found(client, "guiyang"))
    found = _found(client, "committee guiyang")
    both = committee & guiyang
    assert both
    assert set(found[: len(both)]) == both
    assert set(found) - both <= committee | guiyang


def test_chinese_scripts_and_widths(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    """Either finds the other."""
    traditional = OpenCC("s2t")
    simplified = OpenCC("t2s")
    names = set()
    for items in collections.values():
        for item in items:
            names |= {
                (item["id"], text) for tag, text in item["name"].items() if "zh" in tag
            }
    assert len(names) > 20
    for slug, name in names:
        found = _found(client, name)
        assert slug in found, name
        assert _found(client, traditional.convert(name)) == found, name
        assert _found(client, simplified.convert(name)) == found, name
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "sensetime")
    assert _found(client, wide) == _found(client, "SenseTime") != []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("when was SenseTime founded?", "sensetime-founding-2014"),
        ("renewing agreements", "committee-agreement-document-2013"),
        ("who is in ITB", "innovation-and-technology-bureau"),
        ("wenweipo", "wen-wei-po"),
        ("Wang Zhi Gang", "wang-zhigang"),
        ("Oct. 29, 2018", "cheung-remarks-2018"),
        ("the 4th of December 2018", "committee-meeting-2018"),
        ("2018\u5e7412\u67084\u65e5", "committee-meeting-2018"),
        ("US$600 million", "sensetime-series-c-2018"),
        ("620,000,000", "sensetime-financing-2018"),
        ("6.2\u5104", "sensetime-financing-2018"),
    ],
)
def test_found_as_people_type(client: httpx.Client, query: str, expected: str) -> None:
    assert expected in _found(client, query)[:4]


def test_one_form_of_spelling(client: httpx.Client) -> None:
    """A hyphen more or less, or a date written in another way, makes no difference."""
    assert _found(client, "co-operation") == _found(client, "cooperation")
    assert _found(client, "20 September 2018") == _found(client, "2018-09-20")
    assert _found(client, "20 September") == _found(client, "Sept. 20")
    assert _found(client, "September 2018") == _found(client, "2018/9")
    assert _found(client, "410 million") == _found(client, "$0.41bn") != []


@pytest.mark.parametrize(
    ("query", "read_as", "not_found"),
    [
        ("SenseTime", [], []),
        ("labratories", [("labratories", "laboratories")], []),
        ("Tencnet", [("tencnet", "tencent")], []),
        ("Bidu", [("bidu", "baidu")], []),
        ("Shenz", [("shenz", "shenzhen")], []),
        ("arangment", [("arangment", "arrangement")], []),
        ("Sense Time", [("sense time", "sensetime")], []),
        ("Kathy Zhang", [], []),
        ("\u9999\u6e2f 2018", [], []),
        ("SenseTime qzvxj", [], ["qzvxj"]),
        ("qz", [], ["qz"]),
        ("\u6bd4\u7279\u5e01", [], ["\u6bd4\u7279\u5e01"]),
        ("?!", [], []),
        ("the and of", [], []),
    ],
)
def test_how_a_query_was_read(
    client: httpx.Client,
    query: str,
    read_as: list[tuple[str, str]],
    not_found: list[str],
) -> None:
    answer = _answer(client, query)
    assert [(entry["word"], entry["read_as"]) for entry in answer["read_as"]] == read_as
    assert answer["not_found"] == not_found


def test_most_words_must_be_known(client: httpx.Client) -> None:
    assert _found(client, "SenseTime qzvxj") == _found(client, "SenseTime")
    assert _found(client, "SenseTime qzvxj vxjqk") == []
    assert _found(client, "?!") == []


def test_a_hit_shows_where_the_words_are(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    items = {item["id"]: item for items in collections.values() for item in items}
    hits = _answer(client, "technology", limit=1000)["items"]
    assert len(hits) > 50
    for hit in hits:
        value: object = items[hit["id"]]
        for name in hit["field"].split("/")[1:]:
            value = value[int(name)] if isinstance(value, list) else value[name]  # type: ignore[index]
        assert "technolog" in hit["snippet"].lower(), hit["id"]
        assert hit["snippet"] in str(value), hit["id"]


def test_a_long_text_shows_its_sentence(small: Path, serve_small: Serve) -> None:
    filler = "Nothing is here. " * 20
    change(
        small,
        {
            "agreements/0/summary": f"{filler}A Stra\u00dfe was built in 1999! {filler[:-1]}"
        },
    )
    base = serve_small()
    for query in ("strasse", "the STRASSE of 1999"):
        (hit,) = _search_small(base, query)["items"]
        assert (hit["field"], hit["snippet"]) == (
            "/summary",
            "A Stra\u00dfe was built in 1999!",
        )
    long = "word " * 60 + "bridge"
    change(small, {"agreements/0/summary": long})
    (hit,) = _search_small(serve_small(), "bridges")["items"]
    assert hit["snippet"] == long


def test_a_reference_shows_a_name(small: Path, serve_small: Serve) -> None:
    """And not its id, as which another word may be spelled."""
    changes = {
        "agreements/0/kind": "first-town",
        "organizations/0/part_of": "first-town",
        "organizations/0/evidence/0/supports/-": "/part_of",
    }
    change(small, changes)
    hits = _search_small(serve_small(), "first town")["items"]
    shown = {hit["id"]: (hit["field"], hit["snippet"]) for hit in hits}
    assert shown["the-agreement"] == ("/kind", "first-town")
    assert shown["the-newspaper"] == ("/part_of", "First Town")


def test_things_come_before_their_sources(client: httpx.Client) -> None:
    types = [hit["type"] for hit in _answer(client, "policy address")["items"]]
    assert types[0] == "event"
    assert types.index("event") < types.index("source")
