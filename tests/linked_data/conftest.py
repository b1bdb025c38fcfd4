"""Readers of linked data: PyLD and rdflib, from the same bytes, and from nowhere but our server."""

import warnings
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from pyld import jsonld
from pyld.context_resolver import ContextResolver
from rdflib import Graph, Literal

from app.data.dataset import Dataset
from app.models import MODELS
from app.models.reference import collection_of

Json = dict[str, Any]

LISTS = [f"/{collection_of(kind)}?limit=1000" for kind in MODELS] + ["/unknowns?limit=1000"]
CONTEXT_RELATION = "http://www.w3.org/ns/json-ld#context"


class Reader:
    """Reads plain JSON as the linked data that it is by its `Link` header (JSON-LD 1.1 §6.1)."""

    def __init__(self, base: str, client: httpx.Client) -> None:
        self.base, self._client = base, client
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
        is_context = href == "/context.jsonld"
        context = None if is_context else self.context_of(href)
        return {"contextUrl": context, "documentUrl": url, "document": self.json(href)}

    def pyld(self, href: str) -> Graph:
        """Return the graph that PyLD reads, as a client that follows links."""
        quads = jsonld.to_rdf(self.base + href, self._options)
        return _with_small_tags(Graph().parse(data=quads, format="nt"))

    def rdflib(self, href: str) -> Graph:
        """Return the graph that rdflib reads with the context given to it."""
        with warnings.catch_warnings():
            # rdflib's own parser still uses what rdflib deprecates.
            warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
            graph = Graph().parse(
                data=self._client.get(href).raise_for_status().content,
                format="json-ld",
                context=self.json("/context.jsonld"),
                publicID=self.base + href,
            )
        return _with_small_tags(graph)


def _with_small_tags(graph: Graph) -> Graph:
    """Return a graph whose language tags are in lower case.

    RDF 1.1 §3.3 leaves it to readers whether they write tags so; what they mean is the same.
    """
    result = Graph()
    for subject, predicate, value in graph:
        if isinstance(value, Literal) and value.language:
            result.add((subject, predicate, Literal(value, lang=value.language.lower())))
        else:
            result.add((subject, predicate, value))
    return result


@pytest.fixture(scope="session")
def reader(server: str, client: httpx.Client) -> Reader:
    return Reader(server, client)


@pytest.fixture(scope="session")
def graph(reader: Reader) -> Graph:
    """Every resource in one graph, as rdflib reads the lists."""
    graph = Graph()
    for href in LISTS:
        graph += reader.rdflib(href)
    return graph


@pytest.fixture(scope="session")
def hrefs(dataset: Dataset) -> list[str]:
    """Every resource, and a sample of the claims: every fiftieth, and those that are disputed."""
    claims = list(dataset.claims.by_id.values())
    sample = [claim for number, claim in enumerate(claims) if number % 50 == 0 or claim.disputed]
    return [one.href for one in dataset.by_id.values()] + [one.href for one in sample]
