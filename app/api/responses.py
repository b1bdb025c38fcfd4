"""Responses: ready bytes with their links, items, and slices of lists.

FastAPI documents the model of a route, and sends a ready answer as it is.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from fastapi import Request, Response

from app.api.filters import Filter, select
from app.api.queries import Paging, refuse_repeated
from app.data.dataset import Collection, Dataset
from app.data.tables import CSV

JSON = "application/json"


def ready(content: str | bytes, media_type: str, *links: str) -> Response:
    """Return an answer with its links (RFC 8288)."""
    return Response(content, headers={"Link": ", ".join(links)}, media_type=media_type)


class LinkedResponses:
    """Answers with the links that are the same for all, below the path of the app."""

    def __init__(self, dataset: Dataset) -> None:
        """Make the links."""
        root = dataset.root_path
        self._page = f"{root}/overview"
        self.licence = f'<{dataset.info.licence.url}>; rel="license"'
        # JSON-LD 1.1 §6.1: by this link plain JSON is linked data.
        relation = (
            'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
        )
        self._context = f"<{root}/context.jsonld>; {relation}"
        self._columns = f'<{root}/columns.csv>; rel="describedby"; type="text/csv"'

    def table(self, content: bytes) -> Response:
        """Return a table, which leads to the dictionary of its columns."""
        return ready(content, CSV, self._columns, self.licence)

    def item(self, content: bytes, place: str) -> Response:
        """Return an item of a list as linked data, with its place on the page for people."""
        return ready(content, JSON, self._context, self.licence, self.to_page(place))

    def to_page(self, place: str) -> str:
        """Return the link to a place on the page for people: the id of a resource or a section."""
        return f'<{self._page}#{place}>; rel="alternate"; type="text/html"'

    def items(
        self,
        request: Request,
        query: Any,  # noqa: ANN401 -- a `Paging` that `query_model` has made
        filters: Sequence[Filter],
        collection: Collection[Any],
        *links: str,
    ) -> Response:
        """Return a slice of the items of a collection that pass the filters, as linked data."""
        refuse_repeated(request)
        selected = select(collection, filters, query)
        total = len(selected)
        is_whole = selected is collection.by_id
        keys = collection.keys if is_whole else tuple(selected)
        shown = keys[query.offset : query.offset + query.limit]
        items = b",".join(collection.listed(shown, query.fields))
        return ready(
            b'{"items":[%b],"total":%d}' % (items, total),
            JSON,
            self._context,
            self.licence,
            *links,
            *links_through(request, query, total),
        )


def links_through(request: Request, query: Paging, total: int) -> list[str]:
    """Return the links to the slices around that of a query: first, last, previous and next."""
    limit = query.limit
    offset = query.offset
    last = max(0, total - 1) // limit * limit
    offsets = {"first": 0, "last": last}
    if offset > 0:
        before = min(offset - limit, last)
        offsets["prev"] = max(0, before)
    if offset + limit < total:
        offsets["next"] = offset + limit
    address = f"{request.scope['path']}?"
    for parameter in request.scope["query_string"].decode().split("&"):
        name = unquote(parameter).partition("=")[0]
        if name not in {"", "limit", "offset"}:
            address += f"{parameter}&"
    links = []
    for relation, start in offsets.items():
        target = f"{address}limit={limit}&offset={start}"
        links.append(f'<{target}>; rel="{relation}"')
    return links
