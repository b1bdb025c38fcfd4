"""Readers of linked data: PyLD, rdflib and oxigraph, each with nothing but what our server says."""

import json
import os
import subprocess
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pyoxigraph
import pytest
from pyld import jsonld
from pyld.context_resolver import ContextResolver
from pyoxigraph import RdfFormat
from rdflib import Graph

from app.data.dataset import Dataset
from app.models import MODELS
from app.models.reference import collection_of
from tests.conftest import npm_packages, require

Json = dict[str, Any]

LISTS = [f"/{collection_of(kind)}?limit=1000" for kind in MODELS] + [
    "/unknowns?limit=1000"
]
CONTEXT_RELATION = "http://www.w3.org/ns/json-ld#context"


class Reader:
    """Reads plain JSON as the linked data that it is by its `Link` header (JSON-LD 1.1 §6.1)."""

    def __init__(self, base: str, client: httpx.Client) -> None:
        self.base, self._client = base, client
        self._context = self.json("/context.jsonld")["@context"]
        # PyLD's own memory of contexts outlives a server: one address, two contexts.
        self._options = {
            "documentLoader": self._load,
            "contextResolver": ContextResolver({}, self._load),
            "format": "application/n-quads",
        }

    def json(self, href: str) -> Json:
        answer: Json = self._client.get(href).raise_for_status().json()
        return answer

    def context_of(self, href: str) -> str | None:
        """Return the address of the context that an answer links to."""
        links = self._client.head(href).raise_for_status().headers.get_list("link")
        found = jsonld.parse_link_header(", ".join(links)).get(CONTEXT_RELATION)
        assert not found or found["type"] == "application/ld+json"
        return urljoin(f"{self.base}/", found["target"]) if found else None

    def _load(self, url: str, _: Json) -> Json:
        assert url.startswith(f"{self.base}/"), f"{url} is not on our server"
        href = url.removeprefix(self.base)
        is_complete = href.endswith(".jsonld")
        context = None if is_complete else self.context_of(href)
        return {"contextUrl": context, "documentUrl": url, "document": self.json(href)}

    def with_context(self, href: str) -> bytes:
        """Return an answer with the context in it, for readers that follow no links."""
        return json.dumps({"@context": self._context, **self.json(href)}).encode()

    def pyld(self, href: str) -> pyoxigraph.Dataset:
        """Return the graph that PyLD reads, as a client that follows links."""
        quads = jsonld.to_rdf(self.base + href, self._options)
        return _graph_of(quads, RdfFormat.N_QUADS)

    def rdflib(self, href: str) -> pyoxigraph.Dataset:
        """Return the graph that rdflib reads."""
        with warnings.catch_warnings():
            # rdflib's own parser still uses what rdflib deprecates.
            warnings.filterwarnings(
                "ignore", "ConjunctiveGraph is deprecated", DeprecationWarning
            )
            graph = Graph().parse(
                data=self.with_context(href),
                format="json-ld",
                publicID=self.base + href,
            )
        return _graph_of(graph.serialize(format="nt"), RdfFormat.N_TRIPLES)

    def jsonld_js(self, hrefs: list[str]) -> dict[str, pyoxigraph.Dataset]:
        """Return the graphs that jsonld.js reads, as a client that follows links."""
        script = Path(__file__).with_name("to_rdf.js")
        done = subprocess.run(
            [require("node", "nodejs"), script, self.base, *hrefs],
            env={**os.environ, "NODE_PATH": str(npm_packages("jsonld"))},
            capture_output=True,
            text=True,
            check=True,
        )
        quads = json.loads(done.stdout)
        return {href: _graph_of(quads[href], RdfFormat.N_QUADS) for href in hrefs}

    def oxigraph(self, href: str) -> pyoxigraph.Dataset:
        """Return the graph that oxigraph reads."""
        return _graph_of(self.with_context(href), RdfFormat.JSON_LD, self.base + href)


def _graph_of(
    text: str | bytes, format_: RdfFormat, base: str | None = None
) -> pyoxigraph.Dataset:
    """Return a graph of which another is equal if it says the same.

    Its blank nodes have the names of RDFC-1.0, its language tags small letters: RDF 1.1 §3.3
    leaves it to readers whether they write tags so.
    """
    graph = pyoxigraph.Dataset(pyoxigraph.parse(text, format=format_, base_iri=base))
    graph.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return graph


@pytest.fixture(scope="session")
def reader(server: str, client: httpx.Client) -> Reader:
    return Reader(server, client)


@pytest.fixture(scope="session")
def store(reader: Reader) -> pyoxigraph.Store:
    """Every resource, from the lists, to be asked in SPARQL."""
    store = pyoxigraph.Store()
    for href in LISTS:
        base = reader.base + href
        store.load(reader.with_context(href), format=RdfFormat.JSON_LD, base_iri=base)
    return store


@pytest.fixture(scope="session")
def hrefs(dataset: Dataset) -> list[str]:
    """Every resource, and a sample of the claims: every fiftieth, and those that are disputed."""
    claims = list(dataset.claims.by_id.values())
    sample = [
        claim
        for number, claim in enumerate(claims)
        if number % 50 == 0 or claim.disputed
    ]
    return [one.href for one in dataset.by_id.values()] + [one.href for one in sample]
