"""Questions in SPARQL: what the dataset knows, the graph answers."""

import json
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph
from pydantic import MISSING

from app.api.linked_data import dataset_jsonld
from app.data.dataset import Dataset, load_dataset
from app.data.tables import claims_csv
from app.models.agreement import Agreement
from app.models.organization import Entrustment
from app.models.source import Source
from app.pages.routes import render
from tests.data.breaking import change
from tests.linked_data.conftest import Reader
from tests.servers import FIXTURES

_PREFIXES = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX term: <urn:innotech-record:term:>
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""


def _ask(store: pyoxigraph.Store, question: str) -> list[tuple[str, ...]]:
    """Return the rows of the answer, in order; how many there are is part of it."""
    solutions: Any = store.query(_PREFIXES + question)
    return sorted(tuple(node.value for node in solution) for solution in solutions)


def test_who_was_entrusted_with_what(
    reader: Reader, store: pyoxigraph.Store, dataset: Dataset
) -> None:
    found = _ask(store, "SELECT ?c ?p WHERE { ?e term:company ?c ; term:platform ?p }")
    acts = [one for one in dataset.by_id.values() if isinstance(one, Entrustment)]
    assert acts
    expected = {
        (reader.base + one.company.href, reader.base + one.platform.href)
        for one in acts
    }
    assert found == sorted(expected)


def test_what_was_signed_when_and_by_whom(
    store: pyoxigraph.Store, dataset: Dataset
) -> None:
    question = """
    SELECT ?id ?date ?party WHERE {
      ?agreement schema:identifier ?id ; term:signed ?date ;
        term:parties/rdf:rest*/rdf:first/schema:identifier ?party
      FILTER (DATATYPE(?date) = edtf:EDTF)
    }"""
    signed = [
        one
        for one in dataset.by_id.values()
        if isinstance(one, Agreement) and one.signed is not MISSING
    ]
    assert signed
    expected = {
        (one.id, one.signed, party.id) for one in signed for party in one.parties
    }
    assert _ask(store, question) == sorted(expected)


def test_what_each_resource_rests_on(
    reader: Reader, store: pyoxigraph.Store, dataset: Dataset
) -> None:
    question = """
    SELECT DISTINCT ?resource ?publisher WHERE {
      ?resource term:evidence ?evidence . ?evidence prov:wasDerivedFrom ?source .
      ?source schema:publisher ?publisher
    }"""
    sources = {one.id: one for one in dataset.by_id.values() if isinstance(one, Source)}
    expected = {
        (reader.base + one.href, reader.base + sources[entry.source.id].publisher.href)
        for one in dataset.cited
        for entry in one.evidence
    }
    assert _ask(store, question) == sorted(expected)


def test_what_sources_say_instead(store: pyoxigraph.Store, dataset: Dataset) -> None:
    question = """
    SELECT ?id ?pointer ?rank WHERE {
      ?resource schema:identifier ?id ; term:evidence ?evidence .
      ?evidence term:value ?value ; term:supports ?pointer ; term:rank ?rank
    }"""
    expected = [
        (one.id, entry.supports[0], entry.rank)
        for one in dataset.cited
        for entry in one.evidence
        if entry.value is not MISSING
    ]
    assert expected
    assert _ask(store, question) == sorted(expected)


def test_an_index_leads_to_its_member(store: pyoxigraph.Store) -> None:
    """Evidence for `/participants/1` leads to that participant: lists keep their order."""
    question = """
    SELECT ?who WHERE {
      ?event schema:identifier "signing-2018" ;
        term:participants/rdf:rest/rdf:first/term:who/schema:identifier ?who
    }"""
    assert len(_ask(store, question)) == 1


def test_a_resource_has_its_names_only(
    store: pyoxigraph.Store, dataset: Dataset
) -> None:
    """The label of a reference to a resource is no second name of it."""
    question = (
        "SELECT DISTINCT ?r ?n (LANG(?n) AS ?l)"
        " WHERE { ?r schema:name ?n ; term:evidence [] }"
    )
    names = [len(resource.name) for resource in dataset.cited]
    assert len(_ask(store, question)) == sum(names)


def test_one_file_is_complete_by_itself(client: httpx.Client, dataset: Dataset) -> None:
    """Read without anything else: each claim once, quotes in their language, links as links."""
    base = "https://record.example.org"
    store = pyoxigraph.Store()
    store.load(
        client.get("/dataset.jsonld").content,
        format=pyoxigraph.RdfFormat.JSON_LD,
        base_iri=f"{base}/dataset.jsonld",
    )

    claims = _ask(store, "SELECT ?claim WHERE { ?claim a term:Claim }")
    assert len(claims) == len(dataset.claims.by_id)
    speakers = _ask(
        store,
        """SELECT ?who WHERE {
        ?claim a term:Claim ; term:pointer "/speaker" ; term:value ?who FILTER(ISIRI(?who)) }""",
    )
    spoken = [
        claim for claim in dataset.claims.by_id.values() if claim.pointer == "/speaker"
    ]
    assert {who for (who,) in speakers} == {
        base + dataset.by_id[str(claim.value)].href for claim in spoken
    }
    assert (
        _ask(store, 'SELECT ?q WHERE { ?e term:quote ?q FILTER(LANG(?q) = "") }') == []
    )
    downloads = _ask(
        store,
        """SELECT ?licence ?url WHERE {
        ?d a schema:Dataset ; schema:license ?licence ; schema:distribution/schema:contentUrl ?url
        }""",
    )
    assert downloads == [
        (dataset.info.licence.url, f"{base}/{name}")
        for name in ("claims.csv", "dataset.json")
    ]


def test_addresses_are_absolute_at_an_origin(client: httpx.Client) -> None:
    dataset = load_dataset(FIXTURES, "/record", "https://record.example.org")
    context = client.get("/context.jsonld").json()["@context"]
    linked_data = json.loads(dataset_jsonld(dataset, context))
    assert linked_data["@context"]["@base"] == "https://record.example.org/record/"


def test_lists_that_sources_differ_on(small: Path) -> None:
    """A list of references is links in linked data, ids in a table, and names on the page."""
    agreements = json.loads((small / "agreements.json").read_bytes())
    other = {
        "supports": ["/parties"],
        "source": "the-newspaper-2020-05-02",
        "locator": "paragraph 1",
        "value": ["second-town", "first-town"],
        "rank": "deprecated",
        "note": "The newspaper mended the order.",
    }
    change(small, {"agreements/0/evidence": [*agreements[0]["evidence"], other]})
    dataset = load_dataset(small)
    nodes = json.loads(dataset_jsonld(dataset, {}))["@graph"]
    (claim,) = [node for node in nodes if node.get("shown") is False]
    assert claim["value"] == [
        {"@id": "/parties/second-town"},
        {"@id": "/parties/first-town"},
    ]
    assert b",second-town; first-town," in claims_csv(dataset.claims.where({}))
    page = render(dataset)
    instead = page.partition(">Instead<")[2] or page.partition(">Known to be wrong<")[2]
    assert '<a href="#second-town">' in instead
