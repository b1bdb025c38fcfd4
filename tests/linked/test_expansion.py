"""Expansion with PyLD: whatever JSON says is still said, by absolute IRIs only."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.linked.reading import Reader

ADDRESSES = frozenset({"href", "link", "url", "URL"})


def said_in_json(value: Any, base: str, key: str = "", *, is_type: bool = False) -> Iterator[str]:  # noqa: ANN401 -- JSON
    """Yield every leaf: a type as such, an address in full, anything else as it is written."""
    if isinstance(value, dict):
        # The type of a link from elsewhere, and that of a CSL item, are no types of the object.
        plain = ("relation" in value and "href" in value) or "container-title" in value
        for name, part in value.items():
            yield from said_in_json(part, base, name, is_type=name == "type" and not plain)
    elif isinstance(value, list):
        for part in value:
            yield from said_in_json(part, base, key, is_type=is_type)
    elif is_type:
        yield "type"
    else:
        yield urljoin(base, value) if key in ADDRESSES else json.dumps(value)


def said_in_expansion(value: Any) -> Iterator[str]:  # noqa: ANN401 -- JSON
    if isinstance(value, list):
        for part in value:
            yield from said_in_expansion(part)
    elif "@value" in value:
        yield json.dumps(value["@value"])
    else:
        for key, part in value.items():
            if key == "@id":
                yield part
            elif key == "@type":
                yield from ("type" for _ in part)
            else:
                yield from said_in_expansion(part)


def iris(value: Any) -> Iterator[str]:  # noqa: ANN401 -- JSON
    """Yield every key, identifier, type and datatype of an expanded document."""
    if isinstance(value, list):
        for part in value:
            yield from iris(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key in {"@id", "@type"}:
                yield from [part] if isinstance(part, str) else part
            elif not key.startswith("@"):
                yield key
                yield from iris(part)
            elif key == "@list":
                yield from iris(part)


def assert_nothing_is_lost(reader: Reader, href: str) -> None:
    expanded = reader.expand(href)
    assert Counter(said_in_expansion(expanded)) == Counter(
        said_in_json(reader.json(href), reader.base)
    ), href
    assert all(iri.startswith(("http://", "https://")) for iri in iris(expanded)), href


def test_every_resource(reader: Reader) -> None:
    for resource in reader.resources():
        assert_nothing_is_lost(reader, resource["href"])
        (expanded,) = reader.expand(resource["href"])
        assert expanded["@id"] == reader.base + resource["href"]
        assert len(expanded["@type"]) == 1


@pytest.mark.parametrize("path", ["/claims?limit=1000", "/unknowns", "/graph"])
def test_every_view(reader: Reader, path: str) -> None:
    assert_nothing_is_lost(reader, path)


def test_every_list(reader: Reader) -> None:
    for collection in reader.json("/")["collections"]:
        assert_nothing_is_lost(reader, collection["href"])


def test_a_claim(reader: Reader) -> None:
    claim = reader.json("/claims?limit=1")["items"][0]
    assert_nothing_is_lost(reader, claim["href"])
    (expanded,) = reader.expand(claim["href"])
    assert expanded["@id"] == reader.base + claim["href"]


def test_below_a_prefix(below_prefix: Reader) -> None:
    for resource in below_prefix.resources():
        assert_nothing_is_lost(below_prefix, resource["href"])
