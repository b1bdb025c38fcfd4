"""JSON-LD as a client reads it: by the `Link` header, and from nowhere but our own server."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

import httpx
from pyld import jsonld
from pyld.context_resolver import ContextResolver
from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

Json = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/json-ld#context"
RDF_TYPE = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class Reader:
    """Fetches, expands and loads what one server serves; every other address is refused."""

    def __init__(self, base_url: str, client: httpx.Client, prefix: str = "") -> None:
        """Read below a prefix as behind a proxy that strips it."""
        self.base = base_url + prefix
        self._prefix = prefix
        self._client = client
        self._known: dict[str, Json] = {}
        # PyLD's own memory of contexts outlives a host: the same text from two would be one.
        self._options = {
            "documentLoader": self.load,
            "contextResolver": ContextResolver({}, self.load),
        }

    def term(self, name: str) -> URIRef:
        """Return a term of our own vocabulary."""
        return URIRef(f"{self.base}/vocabulary#{name}")

    def json(self, href: str) -> Any:  # noqa: ANN401 -- JSON
        return self.load(urljoin(self.base, href), {})["document"]

    def load(self, url: str, options: Json) -> Json:
        """Load a document (JSON-LD 1.1 API §9.4), with the context that its header links to."""
        del options
        assert url.startswith(f"{self.base}/"), f"{url} is not ours"
        if url not in self._known:
            response = self._client.get(url.replace(self._prefix, "", 1))
            assert response.status_code == 200, url
            self._known[url] = {
                "contextUrl": _context_url(response, url),
                "documentUrl": url,
                "document": response.json(),
            }
        return self._known[url]

    def expand(self, href: str) -> list[Json]:
        expanded: list[Json] = jsonld.expand(urljoin(self.base, href), {**self._options})
        return expanded

    def graph(self, hrefs: Iterable[str]) -> Graph:
        """Load all of these into one RDF graph."""
        graph = Graph()
        options = {**self._options, "format": "application/n-quads"}
        for href in hrefs:
            triples = jsonld.to_rdf(urljoin(self.base, href), {**options})
            graph.parse(data=triples, format="nt")
        return graph

    def resources(self) -> Iterator[Json]:
        """Yield every resource that there is."""
        for collection in self.json(f"{self.base}/")["collections"]:
            yield from self.json(f"{collection['href']}?limit=1000")["items"]


def _context_url(response: httpx.Response, url: str) -> str | None:
    if response.headers["content-type"] == "application/ld+json":
        return None
    links = jsonld.parse_link_header(", ".join(response.headers.get_list("link")))
    return urljoin(url, links[CONTEXT]["target"]) if CONTEXT in links else None


def reached(graph: Graph, start: Node, avoided: Node) -> Iterator[URIRef]:
    """Yield what a resource links to, directly or in objects without a name of their own."""
    for predicate, value in graph.predicate_objects(start):
        if predicate in {avoided, RDF_TYPE}:
            continue
        if isinstance(value, BNode):
            yield from reached(graph, value, avoided)
        elif isinstance(value, URIRef):
            yield value
