"""Filters: each returns exactly what has the value, reckoned from the whole list."""

from typing import Any

import httpx
import pytest

from tests.api.reading import COLLECTIONS, at, everything, found, get, ids

FILTERS = {
    "agreements": {"kind": "kind", "party": "parties.id"},
    "areas": {"agreement": "agreement.id"},
    "parties": {"side": "side"},
    "organizations": {"kind": "kind"},
    "people": {"body": "offices.body.id"},
    "platforms": {},
    "entrustments": {"company": "company.id", "platform": "platform.id", "by": "by.id"},
    "funding-schemes": {"agreement": "agreement.id"},
    "events": {"kind": "kind", "participant": "participants.who.id", "concerns": "concerns.id"},
    "statements": {
        "kind": "kind",
        "speaker": "speaker.id",
        "about": "about.id",
        "occasion": "occasion.id",
    },
    "sources": {"kind": "kind", "language": "language", "publisher": "publisher.id"},
    "claims": {
        "subject": "subject.id",
        "type": "subject.type",
        "source": "source.id",
        "rank": "rank",
        "basis": "basis",
        "disputed": "disputed",
    },
}
"""Each filter, and the field in which its values stand."""

for _name in COLLECTIONS:
    FILTERS[_name] = {"source": "evidence.source.id", **FILTERS[_name]}

EACH = pytest.mark.parametrize(
    ("collection", "name", "path"),
    [(place, name, path) for place, all_of in FILTERS.items() for name, path in all_of.items()],
)


def spelt(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@EACH
def test_a_filter_returns_exactly_what_has_the_value(
    any_client: httpx.Client, collection: str, name: str, path: str
) -> None:
    whole = get(any_client, f"/{collection}?limit=1000")["items"]
    for value in {spelt(one) for item in whole for one in found(item, path)}:
        expected = [one for one in whole if value in map(spelt, found(one, path))]
        page = get(any_client, f"/{collection}?{name}={value}&limit=1000")
        assert (page["items"], page["total"]) == (expected, len(expected))


@EACH
def test_what_is_known_but_not_there_gives_an_empty_list(
    any_client: httpx.Client, collection: str, name: str, path: str
) -> None:
    described = get(any_client, "/openapi.json")
    operation = described["paths"][f"/{collection}"]["get"]
    (schema,) = (one["schema"] for one in operation["parameters"] if one["name"] == name)
    schema = at(described, schema["$ref"][1:]) if "$ref" in schema else schema
    known = ["true", "false"] if schema["type"] == "boolean" else schema.get("enum")
    known = known or ids(everything(any_client))
    whole = get(any_client, f"/{collection}?limit=1000")["items"]
    there = {spelt(one) for item in whole for one in found(item, path)}
    for value in [one for one in known if one not in there][:20]:
        assert get(any_client, f"/{collection}?{name}={value}") == {"items": [], "total": 0}


@pytest.mark.parametrize("collection", FILTERS)
def test_these_are_all_the_filters_that_there_are(client: httpx.Client, collection: str) -> None:
    operation = get(client, "/openapi.json")["paths"][f"/{collection}"]["get"]
    described = {one["name"] for one in operation["parameters"] if one["in"] == "query"}
    dates = {"from", "to"} if collection == "events" else set()
    assert described == {*FILTERS[collection], "limit", "offset", *dates}


def test_an_item_passes_all_the_filters_that_are_given(client: httpx.Client) -> None:
    path = "/statements?kind=remark&speaker=carrie-lam&occasion=signing-2018&limit=2"
    lam = ["statement-lam-guide", "statement-lam-milestone", "statement-lam-scheme"]
    page = get(client, path)
    assert (ids(page["items"]), page["total"]) == (lam[:2], 3)
    assert get(client, f"{path}&about=sensetime")["total"] == 0


SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}


def span(date: str) -> tuple[str, str]:
    """Return the first and last day of a date without qualifier, to be compared as text."""
    begin, _, end = date.partition("/")
    year, month, day = (*begin.split("-"), "", "")[:3]
    first, last = SEASONS.get(month, (month, month))
    if end:
        return span(begin)[0], span(end)[1]
    return f"{year}-{first or '01'}-{day or '01'}", f"{year}-{last or '12'}-{day or '31'}"


@pytest.mark.parametrize("begin", ["", "2004", "2004-06", "2017-22", "2018-05-15", "2018-09-21"])
@pytest.mark.parametrize("end", ["", "2003", "2004-05", "2017-06-01", "2018-09-20", "2018/2019"])
def test_events_between_two_dates(any_client: httpx.Client, begin: str, end: str) -> None:
    def may_lie_between(event: dict[str, Any]) -> bool:
        if not (begin or end):
            return True
        first, last = span(event["date"]) if "date" in event else ("9999", "0000")
        return (not begin or last >= span(begin)[0]) and (not end or first <= span(end)[1])

    whole = get(any_client, "/events")["items"]
    given = {key: value for key, value in {"from": begin, "to": end}.items() if value}
    response = any_client.get("/events", params=given)
    if begin and end and span(end)[1] < span(begin)[0]:
        assert response.status_code == 400
        return
    answer = response.json()["items"]
    assert ids(answer) == ids([event for event in whole if may_lie_between(event)])


def test_a_month_or_season_counts_where_it_may_lie_between(client: httpx.Client) -> None:
    def in_period(begin: str, end: str) -> list[str]:
        return ids(get(client, f"/events?from={begin}&to={end}")["items"])

    assert in_period("2017-06-30", "2017-07-01") == ["inspection-tour-2017"]
    assert "instruction-2018" in in_period("2018-05-31", "2018-05-31")
    assert "instruction-2018" not in in_period("2018-06-01", "2018-06-01")
    assert "first-policy-address" not in in_period("0001", "9999")
