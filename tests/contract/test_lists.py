"""Lists: their parts, their links and their filters."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from app.data.dataset import Dataset
from tests.contract.conftest import Json, Serve
from tests.data.breaking import change, write

_LISTS = ("/organizations", "/claims?rank=normal", "/unknowns", "/search?q=hong+kong")


def _url(answer: httpx.Response, relation: str) -> str | None:
    return answer.links.get(relation, {}).get("url")


def _walk(
    client: httpx.Client, target: str | None, relation: str
) -> Iterator[httpx.Response]:
    while target:
        answer = client.get(target).raise_for_status()
        yield answer
        target = _url(answer, relation)


@pytest.mark.parametrize("address", _LISTS)
def test_links_lead_through_a_list(client: httpx.Client, address: str) -> None:
    """From first to last, and back."""
    join = "&" if "?" in address else "?"
    whole = client.get(f"{address}{join}limit=1000").json()
    limit = whole["total"] // 3 or 1
    first = _url(client.get(f"{address}{join}offset=2&limit={limit}"), "first")
    forth = list(_walk(client, first, "next"))
    assert [one for part in forth for one in part.json()["items"]][:1000] == whole[
        "items"
    ]
    assert {part.json()["total"] for part in forth} == {whole["total"]}
    assert _url(forth[0], "prev") is None
    assert _url(forth[0], "last") == str(forth[-1].request.url.raw_path, "ascii")
    back = list(_walk(client, _url(forth[0], "last"), "prev"))
    assert [part.json() for part in reversed(back)] == [part.json() for part in forth]


def test_a_slice_beyond_the_end_is_empty(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    """And leads back."""
    total = len(collections["areas"])
    answer = client.get(
        "/areas", params={"offset": 10**9, "limit": 2}
    ).raise_for_status()
    assert answer.json() == {"items": [], "total": total}
    back = client.get(_url(answer, "prev") or "").raise_for_status()
    assert back.json()["items"][-1] == collections["areas"][-1]


def test_a_list_has_at_most_100_items(client: httpx.Client) -> None:
    """Where no limit is given."""
    assert len(client.get("/claims").json()["items"]) == 100


def test_answers_link_to_licence_and_page(
    client: httpx.Client, collections: dict[str, list[Json]], dataset: Dataset
) -> None:
    """Lists and items lead to their own place on the page."""
    page = client.get("/overview").text
    for name, items in collections.items():
        expected = {
            f"/{name}?limit=1": name,
            f"/{name}/{items[0]['id']}": items[0]["id"],
        }
        for address, place in expected.items():
            answer = client.get(address)
            assert _url(answer, "license") == dataset.info.licence.url, address
            alternate = answer.links["alternate"]
            assert (alternate["url"], alternate["type"]) == (
                f"/overview#{place}",
                "text/html",
            )
            assert f'id="{place}"' in page, place
    for address in (
        "/",
        "/search?q=a",
        "/graph",
        "/claims",
        "/unknowns",
        "/dataset.json",
    ):
        assert _url(client.get(address), "license") == dataset.info.licence.url, address


_FILTERS = {
    "agreements": "kind party=parties.id related=related.agreement.id language=languages",
    "areas": "agreement=agreement.id",
    "parties": "side",
    "organizations": "kind",
    "people": "body=offices.body.id",
    "platforms": "agreement=agreement.id",
    "entrustments": "company=company.id platform=platform.id by=by.id",
    "funding-schemes": "agreement=agreement.id",
    "events": "kind participant=participants.who.id concerns=concerns.id",
    "statements": "kind speaker=speaker.id about=about.id occasion=occasion.id",
    "sources": "kind language publisher=publisher.id",
    "corrections": "subject=subjects.id",
    "claims": "subject=subject.id type=subject.type source=source.id rank basis disputed",
}
"""Where the value stands, in what is served, that each filter compares; beside `source`."""


def test_every_list_has_its_filters_above(collections: dict[str, list[Json]]) -> None:
    assert set(_FILTERS) == {*collections, "claims"}


def _filters(name: str) -> dict[str, list[str]]:
    """Return the path to the value of each filter of a list."""
    more = "" if name in {"corrections", "claims"} else " source=evidence.source.id"
    pairs = [one.partition("=") for one in (_FILTERS[name] + more).split()]
    return {parameter: (path or parameter).split(".") for parameter, _, path in pairs}


def _at(part: object, path: Sequence[str]) -> set[str]:
    if isinstance(part, list):
        return {value for one in part for value in _at(one, path)}
    if isinstance(part, dict):
        return _at(part[path[0]], path[1:]) if path[0] in part else set()
    return {str(part).lower() if isinstance(part, bool) else str(part)}


@pytest.mark.parametrize("name", list(_FILTERS))
def test_a_filter_gives_what_has_the_value(
    client: httpx.Client,
    collections: dict[str, list[Json]],
    claims: list[Json],
    name: str,
) -> None:
    """And nothing else."""
    items = {**collections, "claims": claims}[name]
    filters = _filters(name)
    told = set(client.get(f"/{name}", params={"wrong": 1}).json()["allowed"])
    assert told - {
        "pointer",
        "limit",
        "offset",
        "fields",
        "in_force_on",
        "from",
        "to",
    } == set(filters)
    for parameter, path in filters.items():
        for value in sorted({value for item in items for value in _at(item, path)})[:4]:
            expected = [item for item in items if value in _at(item, path)]
            query: dict[str, str | int] = {parameter: value, "limit": 1000}
            answer = client.get(f"/{name}", params=query).raise_for_status().json()
            assert answer["items"] == expected[:1000], (parameter, value)
            assert answer["total"] == len(expected)


_CLOSED = {
    ("statements", "kind"),
    *(("claims", one) for one in ("type", "rank", "basis")),
}


def test_a_value_nothing_has_finds_nothing(client: httpx.Client) -> None:
    asked = [("events", "from", "9000"), ("events", "to", "0001-01-01")]
    for name in _FILTERS:
        free = [
            one
            for one in _filters(name)
            if (name, one) not in _CLOSED and one != "disputed"
        ]
        asked += [
            (name, one, "tlh" if one == "language" else "nothing-has-this")
            for one in free
        ]
    for name, parameter, value in asked:
        answer = client.get(f"/{name}", params={parameter: value})
        assert answer.status_code == 200, (name, parameter)
        assert answer.json() == {"items": [], "total": 0}, (name, parameter)


def test_filters_are_combined(client: httpx.Client, claims: list[Json]) -> None:
    paths = _filters("claims")
    for claim in claims[::50]:
        given = {name: _at(claim, path).pop() for name, path in paths.items()}
        expected = [
            one
            for one in claims
            if all(_at(one, paths[name]) == {value} for name, value in given.items())
        ]
        assert (
            client.get("/claims", params={**given, "limit": 1000}).json()["items"]
            == expected
        )


_DATES = {
    "day": "2018-09-20",
    "month": "2018-05",
    "year": "2017",
    "summer": "2017-22",
    "days": "2018-05-10/2018-06-20",
    "about": "2016~",
}


_BETWEEN = {
    "": "about year summer month days day undated",
    "from=2018-09-20": "day",
    "from=2018-09-21": "",
    "to=2016-01-01": "about",
    "to=2015": "",
    "from=2017-09-01&to=2017-12-31": "year",
    "from=2017-08-31&to=2017-12": "year summer",
    "from=2018-05-31&to=2018-06": "month days",
    "from=2018-06-20&to=2018-06-20": "days",
    "from=2018-06-21&to=2018-09": "day",
}


def test_events_between_two_dates(small: Path, serve_small: Serve) -> None:
    """Those that may have happened then, in their order."""
    event = {"kind": "meeting", "summary": "They met."}
    events = [
        {"id": key, "name": {"en": key}, **event, "date": _DATES[key]} for key in _DATES
    ]
    write(small, "events", [{"id": "undated", "name": {"en": "x"}, **event}, *events])
    base = serve_small()
    for query, expected in _BETWEEN.items():
        answer = httpx.get(f"{base}/events?{query}").raise_for_status()
        assert [one["id"] for one in answer.json()["items"]] == expected.split(), query


_LIVES = {
    "signed": {"signed": "2018-05-01"},
    "sometime": {"signed": "2018"},
    "later": {"signed": "2018", "in_force": "2019-01-01"},
    "ended": {"signed": "2010-01-01", "expires": "2018-12"},
    "undated": {},
}
_IN_FORCE = {
    "2009": "undated",
    "2018-04-30": "sometime ended undated",
    "2018-05-01": "signed sometime ended undated",
    "2018": "signed sometime ended undated",
    "2018-12-31": "signed sometime ended undated",
    "2019-01-01": "signed sometime later undated",
    "2018-24": "signed sometime ended undated",
}


def test_agreements_in_force_on_a_day(small: Path, serve_small: Serve) -> None:
    """Left out are those whose dates say that they were not in force."""
    text = {"kind": "agreement", "summary": "They agreed."}
    lives = [
        {"id": key, "name": {"en": key}, **text, **life} for key, life in _LIVES.items()
    ]
    write(small, "agreements", lives)
    base = serve_small()
    for date, expected in _IN_FORCE.items():
        answer = httpx.get(
            f"{base}/agreements", params={"in_force_on": date}
        ).raise_for_status()
        assert [one["id"] for one in answer.json()["items"]] == expected.split(), date


def test_corrections_come_newest_first(small: Path, serve_small: Serve) -> None:
    text = {
        "version": "0.1.0",
        "subjects": ["first-town"],
        "was": "x",
        "now": "y",
        "because": "z",
    }
    days = ("2026-01-02", "2026-01-03", "2026-01-01")
    corrections = [
        {"id": f"c-{day}", "name": {"en": day}, "date": day, **text} for day in days
    ]
    change(small, {"corrections": corrections})
    base = serve_small()
    items = httpx.get(f"{base}/corrections").raise_for_status().json()["items"]
    assert [one["date"] for one in items] == sorted(days, reverse=True)
    party = httpx.get(f"{base}/parties/first-town").json()
    assert {one["id"] for one in items} <= {one["id"] for one in party["referenced_by"]}
