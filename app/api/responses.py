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
    return b'{"items":[%b],"total":%d}' % (b",".join(items), total)


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
        self.licence = f'<{dataset.info.licence.url}>; rel="license"'
        # JSON-LD 1.1 §6.1: by this link plain JSON is linked data.
        relation = 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
        self.linked_data = f"<{self.root_path}/context.jsonld>; {relation}, {self.licence}"

    def json(self, content: bytes | BaseModel, *links: str) -> Response:
        """Return an answer of JSON or of a model, with these links."""
        if isinstance(content, BaseModel):
            content = content.model_dump_json().encode()
        headers = {"Link": ", ".join(links)} if links else None
        return Response(content, headers=headers, media_type="application/json")

    def item(self, content: bytes, place: str) -> Response:
        """Return an item of a list as linked data, with its place on the page for people."""
        return self.json(content, self.linked_data, self.to_page(place))

    def to_page(self, place: str) -> str:
        """Return the link to a place on the page for people: the id of a resource or a section."""
        return f'<{self.root_path}/overview#{place}>; rel="alternate"; type="text/html"'

    def slice(
        self, request: Request, query: Paging, body: bytes, total: int, *links: str
    ) -> Response:
        """Return the JSON of a slice of a list, linked to the slices around it."""
        limit = query.limit
        offset = query.offset
        last = max(0, (total - 1) // limit * limit)
        offsets = {"first": 0, "last": last}
        if offset > 0:
            offsets["prev"] = max(0, min(offset - limit, last))
        if offset + limit < total:
            offsets["next"] = offset + limit
        parameters = request.query_params.multi_items()
        filters = [pair for pair in parameters if pair[0] not in {"limit", "offset"}]
        path = request.scope["path"]
        before = f"{path}?{urlencode(filters)}&" if filters else f"{path}?"
        through = [
            f'<{before}limit={limit}&offset={start}>; rel="{relation}"'
            for relation, start in offsets.items()
        ]
        return self.json(body, *links, *through)
