"""Linked data: PyLD and rdflib read the same graph, of absolute IRIs, from every answer."""

import re

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from app.data.dataset import Dataset
from tests.linked_data.conftest import LISTS, Reader

SLICES = [href.replace("limit=1000", "limit=20") for href in LISTS]
"""Of each list what can be compared in seconds; every item is compared alone, too."""

SCHEMA_NAME = URIRef("https://schema.org/name")


def _assert_both_read_the_same(reader: Reader, href: str) -> Graph:
    one, other = reader.pyld(href), reader.rdflib(href)
    assert len(one) > 0, href
    assert isomorphic(one, other), (href, *((one - other) + (other - one)))
    for triple in other:
        for node in triple:
            if isinstance(node, URIRef):
                assert re.match("https?://|urn:", node), (href, node)
    return other


@pytest.mark.slow
def test_every_resource_and_claim_is_read_as_the_same_graph_by_both(
    reader: Reader, hrefs: list[str]
) -> None:
    for href in hrefs:
        graph = _assert_both_read_the_same(reader, href)
        assert (URIRef(reader.base + href), None, None) in graph, href


@pytest.mark.slow
@pytest.mark.parametrize("href", [*SLICES, "/claims?limit=20"])
def test_every_list_is_read_as_the_same_graph_by_both(reader: Reader, href: str) -> None:
    graph = _assert_both_read_the_same(reader, href)
    members = set(graph.objects(None, URIRef("http://www.w3.org/ns/hydra/core#member")))
    assert len(members) == len(reader.json(href)["items"])


def test_resources_have_their_names_with_their_languages(
    reader: Reader, graph: Graph, dataset: Dataset
) -> None:
    for one in dataset.by_id.values():
        found = graph.objects(URIRef(reader.base + one.href), SCHEMA_NAME)
        tagged = {(str(name), name.language) for name in found if name.language}  # type: ignore[attr-defined]
        assert tagged == {(words, tag.lower()) for tag, words in one.name.items()}, one.href


def test_answers_that_are_linked_data_lead_to_the_context_and_others_do_not(
    reader: Reader, hrefs: list[str]
) -> None:
    context = f"{reader.base}/context.jsonld"
    for href in [*hrefs[::20], *LISTS, "/claims"]:
        assert reader.context_of(href) == context, href
    for href in ("/", "/search?q=hong", "/graph", "/dataset.json", "/health", "/context.jsonld"):
        assert reader.context_of(href) is None, href
