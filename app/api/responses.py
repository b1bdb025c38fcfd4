"""JSON responses: ready bytes with their links, and lists by the slice."""

from collections.abc import Iterable
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel

from app.api.queries import Paging
from app.data.dataset import Dataset
from app.settings import Settings


def list_json(items: Iterable[bytes], total: int) -> bytes:
    """Return the JSON of a list: some of its items, and how many there are altogether."""
    joined = b",".join(items)
    return b'{"items":[%b],"total":%d}' % (joined, total)


class JsonResponses:
    """Ready answers in JSON, with `Link` headers (RFC 8288), below the path of the app.

    FastAPI documents the model of a route, and sends a ready answer as it is.
    """

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Make the links of every answer."""
        self.root_path = settings.root_path
        self.origin = settings.origin
        self.base = settings.origin + settings.root_path
        """What begins an absolute address, if the server is told where the public finds it."""
        licence = dataset.info.licence
        self.licence = f'<{licence.url}>; rel="license"'
        dictionary = f'<{self.root_path}/columns.csv>; rel="describedby"; type="text/csv"'
        self.table_links = f"{dictionary}, {self.licence}"
        # JSON-LD 1.1 §6.1: by this link plain JSON is linked data.
        relation = 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
        context = f"<{self.root_path}/context.jsonld>; {relation}"
        self.linked_data = f"{context}, {self.licence}"

    def json(self, content: bytes | BaseModel, *links: str) -> Response:
        """Return an answer of JSON or of a model, with these links."""
        if isinstance(content, BaseModel):
            text = content.model_dump_json()
            content = text.encode()
        headers = {}
        if links:
            headers["Link"] = ", ".join(links)
        return Response(
            content,
            headers=headers,
            media_type="application/json",
        )

    def item(self, content: bytes, place: str) -> Response:
        """Return an item of a list as linked data, with its place on the page for people."""
        to_page = self.to_page(place)
        return self.json(content, self.linked_data, to_page)

    def to_page(self, place: str) -> str:
        """Return the link to a place on the page for people: the id of a resource or a section."""
        return f'<{self.root_path}/overview#{place}>; rel="alternate"; type="text/html"'

    def slice(
        self,
        request: Request,
        query: Paging,
        body: bytes,
        total: int,
        *links: str,
    ) -> Response:
        """Return the JSON of a slice of a list, linked to the slices around it."""
        limit = query.limit
        offset = query.offset
        full_slices = (total - 1) // limit
        last = max(0, full_slices * limit)
        offsets = {"first": 0, "last": last}
        if offset > 0:
            previous = min(offset - limit, last)
            offsets["prev"] = max(0, previous)
        following = offset + limit
        if following < total:
            offsets["next"] = following
        filters = []
        for name, value in request.query_params.multi_items():
            if name not in {"limit", "offset"}:
                filters.append((name, value))
        path = request.scope["path"]
        before = f"{path}?"
        if filters:
            before += urlencode(filters) + "&"
        through = []
        for relation, start in offsets.items():
            address = f"{before}limit={limit}&offset={start}"
            through.append(f'<{address}>; rel="{relation}"')
        return self.json(body, *links, *through)
