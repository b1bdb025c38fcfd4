"""Claims: every field with every passage, flat, each with an id that stays."""

import json
import random
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

from app.data.check import load_dataset
from app.factory import create_app
from app.settings import Settings
from tests.api.reading import at, everything, get, leaves, written
from tests.conftest import FIXTURES
from tests.serving import serving


def all_claims(client: httpx.Client) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = get(client, "/claims?limit=1000")["items"]
    for offset in range(1000, get(client, "/claims")["total"], 1000):
        claims += get(client, f"/claims?limit=1000&offset={offset}")["items"]
    return claims


def flat(*parts: object) -> str:
    return json.dumps(parts, ensure_ascii=False)


def test_claims_are_all_fields_with_all_their_evidence(any_client: httpx.Client) -> None:
    expected = Counter(
        flat(item["id"], leaf, value, entry["source"]["id"], entry["locator"], entry.get("quote"))
        for item in everything(any_client)
        for entry in item["evidence"]
        for pointer in entry["supports"]
        for leaf, value in (
            [(pointer, entry["value"])]
            if "value" in entry
            else leaves(written(at(item, pointer)), pointer)
        )
    )
    claims = Counter(
        flat(
            *(one["subject"]["id"], one["pointer"], one["value"], one["source"]["id"]),
            *(one["locator"], one.get("quote")),
        )
        for one in all_claims(any_client)
    )
    assert claims == expected


def test_a_claim_says_what_its_entry_of_evidence_says(any_client: httpx.Client) -> None:
    items = {item["id"]: item for item in everything(any_client)}
    for claim in all_claims(any_client):
        item = items[claim["subject"]["id"]]
        assert claim["subject"]["href"] == item["href"]
        same = {"rank", "basis", "source", "locator", "quote", "link", "note"}
        carried = {key: claim[key] for key in same & claim.keys()}
        entries = [
            entry
            for entry in item["evidence"]
            if {key: entry[key] for key in same & entry.keys()} == carried
        ]
        assert any(
            f"{claim['pointer']}/".startswith(f"{pointer}/")
            for entry in entries
            for pointer in entry["supports"]
        )
        if claim["shown"]:
            assert written(at(item, claim["pointer"])) == claim["value"]


def test_each_claim_has_its_address(any_client: httpx.Client) -> None:
    claims = all_claims(any_client)
    assert len({one["id"] for one in claims}) == len(claims)
    for claim in claims[:: max(1, len(claims) // 25)]:
        assert re.fullmatch(rf"{claim['subject']['id']}-[0-9a-f]{{12}}", claim["id"])
        assert get(any_client, f"/claims/{claim['id']}") == claim


def test_ids_of_claims_do_not_hang_on_the_order_of_the_data(
    client: httpx.Client, tmp_path: Path
) -> None:
    shutil.copytree(FIXTURES, tmp_path / "shuffled")
    order = random.Random(2018)  # noqa: S311 -- no secret
    for file in sorted((tmp_path / "shuffled").glob("*s.json")):
        resources = json.loads(file.read_text("utf-8"))
        order.shuffle(resources)
        for resource in resources:
            order.shuffle(resource["evidence"])
            for entry in resource["evidence"]:
                order.shuffle(entry["supports"])
        file.write_text(json.dumps(resources), "utf-8")
    app = create_app(load_dataset(tmp_path / "shuffled"), Settings(data=tmp_path, access_log="off"))
    with serving(app) as url, httpx.Client(base_url=url) as other:
        shuffled = {one["id"]: one for one in all_claims(other)}
    assert [*shuffled] != [one["id"] for one in all_claims(client)]
    assert shuffled == {one["id"]: one for one in all_claims(client)}


def test_the_id_of_a_claim_is_the_same_tomorrow(client: httpx.Client) -> None:
    (claim,) = get(client, "/claims?rank=deprecated")["items"]
    assert claim["id"] == "entrustment-sensetime-259bfe8c0532"


def test_sources_that_rest_on_themselves_make_claims_too(any_client: httpx.Client) -> None:
    claims = get(any_client, "/claims?type=source&limit=1000")["items"]
    assert {one["subject"]["id"] for one in claims} == {
        one["id"] for one in get(any_client, "/sources")["items"]
    }
