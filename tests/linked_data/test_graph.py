"""Linked data: PyLD, rdflib and oxigraph read the same, in absolute IRIs, from every answer."""

import re

import pyoxigraph
import pytest
from pyoxigraph import NamedNode

from app.data.dataset import Dataset
from tests.linked_data.conftest import LISTS, Reader

SCHEMA_NAME = NamedNode("https://schema.org/name")
MEMBER = NamedNode("http://www.w3.org/ns/hydra/core#member")


def _read_alike(reader: Reader, href: str) -> pyoxigraph.Dataset:
    """Return the graph that each of the three reads."""
    graph = reader.oxigraph(href)
    assert len(graph) > 0, href
    for other in (reader.pyld(href), reader.rdflib(href)):
        assert graph == other, (href, *(set(graph) ^ set(other)))
    for triple in graph:
        for node in (triple.subject, triple.predicate, triple.object):
            if isinstance(node, NamedNode):
                assert re.match("https?://|urn:", node.value), (href, node)
    return graph


@pytest.mark.slow
def test_items_are_read_alike(reader: Reader, hrefs: list[str]) -> None:
    for href in hrefs:
        graph = _read_alike(reader, href)
        assert any(graph.quads_for_subject(NamedNode(reader.base + href))), href


@pytest.mark.slow
@pytest.mark.parametrize("href", [*LISTS, "/claims?limit=200"])
def test_lists_are_read_alike(reader: Reader, href: str) -> None:
    graph = _read_alike(reader, href)
    members = {quad.object for quad in graph.quads_for_predicate(MEMBER)}
    assert len(members) == len(reader.json(href)["items"])


@pytest.mark.slow
def test_the_one_file_is_read_alike(reader: Reader) -> None:
    _read_alike(reader, "/dataset.jsonld")


@pytest.mark.slow
def test_jsonld_js_reads_alike(reader: Reader, dataset: Dataset) -> None:
    """One of each type, and a claim; it follows the link to the context by itself."""
    hrefs = [
        next(iter(items.by_id.values())).href for items in dataset.collections.values()
    ]
    claim = next(iter(dataset.claims.by_id.values()))
    hrefs += [claim.href, "/areas", "/claims?limit=9", "/unknowns?limit=9"]
    for href, graph in reader.jsonld_js(hrefs).items():
        assert graph == reader.oxigraph(href), href


def test_names_have_their_languages(
    reader: Reader, store: pyoxigraph.Store, dataset: Dataset
) -> None:
    for resource in dataset.by_id.values():
        subject = NamedNode(reader.base + resource.href)
        names = [
            quad.object for quad in store.quads_for_pattern(subject, SCHEMA_NAME, None)
        ]
        tagged = {(name.value, name.language) for name in names}  # type: ignore[union-attr]
        assert tagged == {(words, tag.lower()) for tag, words in resource.name.items()}


def test_linked_data_leads_to_the_context(reader: Reader, hrefs: list[str]) -> None:
    """And what is no linked data does not."""
    context = f"{reader.base}/context.jsonld"
    for href in [*hrefs[::20], *LISTS, "/claims"]:
        assert reader.context_of(href) == context, href
    for href in (
        "/",
        "/search?q=hong",
        "/graph",
        "/dataset.json",
        "/health",
        "/context.jsonld",
    ):
        assert reader.context_of(href) is None, href
