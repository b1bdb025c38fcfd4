"""`/llms.txt`: in the proposed form, made from the dataset, every link alive."""

import re
from collections.abc import Iterator

import httpx

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import FIXTURES
from tests.serving import serving

LINK = re.compile(r"^- \[([^\]]+)\]\(([^)]+)\)(?:: (.+))?$")


def lines(client: httpx.Client) -> list[str]:
    response = client.get("/llms.txt")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    return response.text.splitlines()


def linked(text: list[str]) -> Iterator[str]:
    for line in text:
        if found := LINK.match(line):
            yield found[2]


def test_it_has_the_proposed_form(any_client: httpx.Client, any_dataset: Dataset) -> None:
    """One title, a summary as a quotation, notes without headings, sections of links."""
    text = lines(any_client)
    assert text[0] == f"# {any_dataset.info.title}"
    assert text[2] == f"> {any_dataset.info.description}"
    headings = [line for line in text[1:] if line.startswith("#")]
    assert headings == ["## Collections", "## Views", "## Downloads", "## Citations"]
    sections = "\n".join(text).split("\n## ")[1:]
    for section in sections:
        _, empty, *entries = section.strip().splitlines()
        assert empty == ""
        assert all(entry.startswith("- ") for entry in entries)


def test_every_link_is_alive(any_client: httpx.Client) -> None:
    found = list(linked(lines(any_client)))
    assert found
    for href in found:
        href_with_words = href + ("a" if href.endswith("q=") else "")
        assert any_client.get(href_with_words).status_code == 200, href


def test_it_names_every_endpoint(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    named = {href.partition("?")[0] for href in linked(lines(client))}
    assert {path for path in paths if "{" not in path} - {"/", "/llms.txt"} <= named


def test_it_says_how_to_cite(any_client: httpx.Client, any_dataset: Dataset) -> None:
    text = "\n".join(lines(any_client))
    assert "Cite the source, not only this record" in text
    assert any_client.get("/").json()["citation"] in text
    for agreement in any_dataset.of_type("agreement").values():
        assert agreement.citation in text
    assert any_dataset.info.licence.url in text
    assert any_dataset.info.quotes in text


def test_an_empty_collection_is_not_named(any_client: httpx.Client) -> None:
    found = set(linked(lines(any_client)))
    for one in any_client.get("/").json()["collections"]:
        assert (one["href"] in found) == (one["total"] > 0)


def test_links_begin_with_the_prefix(dataset: Dataset) -> None:
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    with serving(app, root_path="/record") as url, httpx.Client(base_url=url) as client:
        assert all(href.startswith("/record/") for href in linked(lines(client)))
