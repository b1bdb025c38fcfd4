"""Sources as CSL-JSON, which reference managers import."""

import httpx
from jsonschema import Draft202012Validator

from tests.api.reading import get

DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "prefixItems": [
                    {"type": "integer", "minimum": 1000},
                    {"type": "integer", "minimum": 1, "maximum": 12},
                    {"type": "integer", "minimum": 1, "maximum": 31},
                ],
            },
        }
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
NAME = {
    "type": "object",
    "properties": {"literal": {"type": "string"}},
    "required": ["literal"],
    "additionalProperties": False,
}
CSL = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "type": {"enum": ["article-newspaper", "webpage"]},
        "title": {"type": "string"},
        "author": {"type": "array", "minItems": 1, "items": NAME},
        "container-title": {"type": "string"},
        "issued": DATE,
        "accessed": DATE,
        "URL": {"type": "string"},
        "language": {"type": "string"},
    },
    "required": ["id", "type"],
    "additionalProperties": False,
}
"""The part of the CSL-JSON schema (1.0.2) that is about these variables, closed."""


def test_every_source_is_an_item_of_csl(any_client: httpx.Client) -> None:
    valid = Draft202012Validator(CSL)
    for source in get(any_client, "/sources")["items"]:
        csl = source["csl"]
        valid.validate(csl)
        assert (csl["id"], csl["URL"], csl["language"]) == (
            *(source["id"], source["url"], source["language"]),
        )
        assert csl["container-title"] == source["publisher"]["name"]
        assert ("issued" in csl, "title" in csl) == ("published" in source, "title" in source)


def test_the_main_source_is_a_newspaper_article_by_its_reporter(client: httpx.Client) -> None:
    assert get(client, "/sources/china-daily-2018-09-21")["csl"] == {
        "id": "china-daily-2018-09-21",
        "type": "article-newspaper",
        "title": "HK, mainland agree to inno-tech cooperation",
        "author": [{"literal": "Kathy Zhang"}],
        "container-title": "China Daily",
        "issued": {"date-parts": [[2018, 9, 21]]},
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "URL": "http://www.pressreader.com/china/china-daily-hong-kong/20180921/281522227002609",
        "language": "en",
    }


def test_two_days_are_a_range_and_no_date_is_none(client: httpx.Client) -> None:
    visit = get(client, "/sources/news-gov-hk-2018-07-27")["csl"]
    assert visit["issued"]["date-parts"] == [[2018, 7, 27], [2018, 7, 28]]
    assert "issued" not in get(client, "/sources/opengov-asia-2018-09")["csl"]
