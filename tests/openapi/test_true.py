"""Every live answer is what the document says."""

from itertools import chain

import httpx
import pytest

from tests.openapi import walk
from tests.openapi.contract import Contract


def test_every_path_and_every_id_answers_as_documented(
    any_contract: Contract, any_client: httpx.Client
) -> None:
    addresses = chain(
        walk.plain(any_contract),
        walk.items(any_contract, any_client),
        walk.schemas(any_client),
    )
    for address in addresses:
        response = any_client.get(address)
        assert response.status_code == 200, address
        any_contract.check(response)


def test_every_filter_answers_as_documented(
    any_contract: Contract, any_client: httpx.Client
) -> None:
    for address in walk.filtered(any_contract):
        response = any_client.get(address)
        assert response.status_code == 200, address
        any_contract.check(response)


def test_every_part_of_a_list_answers_as_documented(
    contract: Contract, client: httpx.Client
) -> None:
    for path in walk.lists(contract):
        url: str | None = f"{path}?limit=2"
        seen = 0
        while url and seen < 10:
            response = client.get(url)
            contract.check(response)
            seen += len(response.json()["items"])
            url = response.links.get("next", {}).get("url")


def _wrong(contract: Contract) -> list[tuple[str, dict[str, str], int]]:
    found: list[tuple[str, dict[str, str], int]] = []
    for path in contract.document["paths"]:
        known = path.replace("{id}", "no-such-thing").replace("{model}", "no-such-thing")
        if known != path:
            found.append((known, {}, 404))
            continue
        query = "?q=a" if path == "/search" else ""
        found.append((f"{path}?colour=red", {}, 400))
        found.append((path + query, {"Accept": "image/png"}, 406))
        found.append((path + query, {"Accept-Encoding": "identity;q=0, *;q=0"}, 406))
    found += [
        ("/areas?limit=0", {}, 400),
        ("/areas?limit=1&limit=2", {}, 400),
        ("/areas?agreement=no-such-thing", {}, 400),
        ("/events?from=yesterday", {}, 400),
        ("/search", {}, 400),
        ("/areas/NOT_AN_ID", {}, 404),
    ]
    return found


def test_every_error_answers_as_documented(
    any_contract: Contract, any_client: httpx.Client
) -> None:
    for address, headers, status in _wrong(any_contract):
        response = any_client.get(address, headers=headers)
        assert response.status_code == status, address
        any_contract.check(response)


def test_what_is_current_is_not_sent_again(contract: Contract, client: httpx.Client) -> None:
    for path, operation in contract.operations():
        if "{" in path or "304" not in operation["responses"]:
            continue
        address = f"{path}?q=a" if path == "/search" else path
        tag = client.get(address).headers["etag"]
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code == 304, address
        contract.check(response)


def test_what_is_not_documented_is_noticed(contract: Contract, client: httpx.Client) -> None:
    response = client.get("/areas?limit=1")
    response.headers["x-surprise"] = "yes"
    with pytest.raises(AssertionError):
        contract.check(response)
