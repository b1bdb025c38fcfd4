"""The document is the one in git, and the same each time it is made."""

import httpx

from tests.openapi.golden import GOLDEN, as_text, document


def test_the_document_is_the_one_in_git(client: httpx.Client) -> None:
    served = as_text(client.get("/openapi.json").json())
    same = served == GOLDEN.read_text(encoding="utf-8")
    assert same, "the API changed: look at what `python -m tests.openapi.golden` changes in git"


def test_the_document_is_the_same_each_time_it_is_made() -> None:
    assert as_text(document()) == as_text(document())
