"""Promise of addresses: what was published once answers, or says which correction withdrew it.

`tests/published.txt` has every id and address of the releases; a release adds its own.
"""

import httpx

from tests.contract.conftest import Json
from tests.servers import ROOT

PUBLISHED = (ROOT / "tests" / "published.txt").read_text("utf-8").splitlines()


def test_published_addresses_answer(client: httpx.Client) -> None:
    """Each answers 200, or 410 with its correction or, for a view, with what took its place."""
    for address in PUBLISHED:
        answer = client.get(address)
        if answer.status_code == 410 and "did_you_mean" in answer.json():
            (successor,) = answer.json()["did_you_mean"]
            assert client.get(successor).status_code == 200, address
        elif answer.status_code == 410:
            correction = client.get(answer.json()["correction"]).json()
            assert address.rpartition("/")[2] in correction["withdrawn"]
        else:
            assert answer.status_code == 200, address


def test_addresses_of_today_are_published(collections: dict[str, list[Json]]) -> None:
    """Add a new resource's address to tests/published.txt: from then on it is a promise."""
    hrefs = {item["href"] for items in collections.values() for item in items}
    assert sorted(hrefs - set(PUBLISHED)) == []
