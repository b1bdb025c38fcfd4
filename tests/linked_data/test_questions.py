"""Questions in SPARQL: what the dataset knows, the graph answers."""

from pydantic import MISSING
from rdflib import Graph

from app.data.dataset import Dataset
from app.models.agreement import Agreement
from app.models.organization import Entrustment
from app.models.source import Source
from tests.linked_data.conftest import Reader

_PREFIXES = """
PREFIX term: <urn:innotech-record:term:>
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""


def _ask(graph: Graph, question: str) -> set[tuple[str, ...]]:
    rows = graph.query(_PREFIXES + question)
    return {tuple(map(str, row)) for row in rows}  # type: ignore[arg-type]


def test_which_company_was_entrusted_with_which_platform(
    reader: Reader, graph: Graph, dataset: Dataset
) -> None:
    found = _ask(graph, "SELECT ?c ?p WHERE { ?e term:company ?c ; term:platform ?p }")
    acts = [one for one in dataset.by_id.values() if isinstance(one, Entrustment)]
    assert acts
    expected = {(reader.base + one.company.href, reader.base + one.platform.href) for one in acts}
    assert found == expected


def test_when_which_agreement_was_signed_and_by_which_parties(
    graph: Graph, dataset: Dataset
) -> None:
    question = """
    SELECT ?id ?date ?party WHERE {
      ?agreement schema:identifier ?id ; term:signed ?date ; term:parties/schema:identifier ?party
      FILTER (DATATYPE(?date) = edtf:EDTF)
    }"""
    signed = [
        one
        for one in dataset.by_id.values()
        if isinstance(one, Agreement) and one.signed is not MISSING
    ]
    assert signed
    expected = {(one.id, one.signed, party.id) for one in signed for party in one.parties}
    assert _ask(graph, question) == expected


def test_on_which_sources_each_resource_rests_and_who_published_them(
    reader: Reader, graph: Graph, dataset: Dataset
) -> None:
    question = """
    SELECT ?resource ?publisher WHERE {
      ?resource term:evidence ?evidence . ?evidence prov:wasDerivedFrom ?source .
      ?source schema:publisher ?publisher
    }"""
    sources = {one.id: one for one in dataset.by_id.values() if isinstance(one, Source)}
    expected = {
        (reader.base + one.href, reader.base + sources[entry.source.id].publisher.href)
        for one in dataset.cited
        for entry in one.evidence
    }
    assert _ask(graph, question) == expected


def test_what_sources_say_instead_and_how_that_is_weighed(graph: Graph, dataset: Dataset) -> None:
    question = """
    SELECT ?id ?pointer ?rank WHERE {
      ?resource schema:identifier ?id ; term:evidence ?evidence .
      ?evidence term:value ?value ; term:supports ?pointer ; term:rank ?rank
    }"""
    expected = {
        (one.id, entry.supports[0], entry.rank)
        for one in dataset.cited
        for entry in one.evidence
        if entry.value is not MISSING
    }
    assert expected
    assert _ask(graph, question) == expected
