"""Citations: what is printed in articles, and what reference managers read."""

from typing import Any

import httpx
import pytest

from app.data.citations import cite, csl_date, csl_of
from app.data.dataset import load_dataset
from app.models import Source
from tests.servers import FIXTURES


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2018-09-20", {"date-parts": [[2018, 9, 20]]}),
        ("2018-05~", {"date-parts": [[2018, 5]], "circa": True}),
        ("2017-22", {"date-parts": [[2017]], "season": 2}),
        ("2017/2018", {"date-parts": [[2017], [2018]]}),
        ("2017?/2018", {"date-parts": [[2017], [2018]], "circa": True}),
        ("2017/2018-05", {"date-parts": [[2017], [2018]]}),
        ("2017-05-03/2018-05", {"date-parts": [[2017, 5], [2018, 5]]}),
        ("2017-22/2018-21", {"date-parts": [[2017, 22], [2018, 21]]}),
        ("2017-22/2018-05", {"date-parts": [[2017, 22], [2018, 5]]}),
    ],
)
def test_dates_are_as_csl_has_them(edtf: str, expected: dict[str, Any]) -> None:
    assert csl_date(edtf) == expected


def test_citations_end_with_the_address() -> None:
    """Full where the origin is known, else the path below the root path."""
    for origin in ("", "https://example.org"):
        dataset = load_dataset(FIXTURES, "/record", origin)
        area = dataset.by_id["area-talents"]
        assert area.citation.endswith(f" {origin}/record/areas/area-talents")


def test_sources_are_one_csl_file(client: httpx.Client) -> None:
    """Each has a title, a publisher and each author once, with family and given names."""
    answer = client.get("/sources.csl.json")
    assert answer.headers["content-type"] == "application/vnd.citationstyles.csl+json"
    sources = client.get("/sources", params={"limit": 1000}).json()["items"]
    items = answer.json()
    assert [item["id"] for item in items] == [source["id"] for source in sources]
    assert all(
        item["title"] and item["publisher"] and item["accessed"] for item in items
    )
    by_id = {item["id"]: item for item in items}
    authors = by_id["china-daily-2018-09-21"]["author"]
    assert authors == [{"family": "Zhang", "given": "Kathy"}]


def test_without_a_heading_it_has_its_label() -> None:
    dataset = load_dataset(FIXTURES)
    source = dataset.by_id["china-daily-2018-09-21"]
    assert isinstance(source, Source)
    fields = {name: value for name, value in source if name != "title"}
    untitled = Source.model_construct(**fields)
    assert csl_of(untitled, {})["title"] == source.name["en"]
    assert csl_of(untitled, {})["author"] == [{"literal": "Kathy Zhang"}]


def test_a_source_known_by_a_register_alone() -> None:
    """Without address and imprint, a citation ends with the day on which it was read."""
    dataset = load_dataset(FIXTURES)
    fields = {
        name: value
        for name, value in dataset.by_id["china-daily-2018-09-21"]
        if name != "url"
    }
    source = Source.model_construct(**fields)
    citation = cite(source, "/sources/china-daily-2018-09-21", dataset.info)
    assert "2018-09-21 (accessed " in citation
    assert "https" not in citation
