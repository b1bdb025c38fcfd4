"""JSON responses: the bytes of each resource, made once and joined into lists, with their links."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel
from pydantic_core import to_json

from app.api.filters import Paging
from app.data.dataset import Dataset
from app.settings import Settings


class JsonResponses:
    """Ready answers in JSON, with `Link` headers (RFC 8288), below the path of the app.

    FastAPI documents the model of a route, and sends a ready answer as it is.
    """

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Make the links of every answer; a resource is serialized when it is first asked for."""
        self._root_path = settings.root_path
        # What begins an absolute address, if the server is told where the public finds it.
        self.base = settings.origin + settings.root_path
        self._made: dict[int, bytes] = {}
        self.licence = f'<{dataset.info.licence.url}>; rel="license"'
        # JSON-LD 1.1 §6.1: by this link plain JSON is linked data.
        relation = 'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
        self.linked_data = f"<{self._root_path}/context.jsonld>; {relation}, {self.licence}"

    def dump(self, model: BaseModel) -> bytes:
        """Return the JSON of a model, in which addresses begin with the path of the app."""
        return model.model_dump_json(by_alias=True, context={"root_path": self._root_path}).encode()

    def dump_once(self, item: BaseModel) -> bytes:
        """Return the JSON of a part of the dataset, made at the first call."""
        made = self._made.get(id(item))  # it lives as long as the dataset does
        if made is None:
            made = self._made[id(item)] = self.dump(item)
        return made

    def json(self, content: bytes, *links: str) -> Response:
        """Return an answer in JSON with these links."""
        headers = {"Link": ", ".join(links)} if links else None
        return Response(content, headers=headers, media_type="application/json")

    def item(self, item: BaseModel, place: str) -> Response:
        """Return an item, linked to its place on the page for people."""
        return self.json(self.dump_once(item), self.linked_data, self.to_page(place))

    def to_page(self, place: str) -> str:
        """Return the link to a place on the page for people: the id of a resource or a section."""
        return f'<{self._root_path}/overview#{place}>; rel="alternate"; type="text/html"'

    def page(
        self, request: Request, paging: Paging, found: Sequence[BaseModel], *links: str
    ) -> Response:
        """Return the part of a list that is asked for, as linked data."""
        part = found[paging.offset : paging.offset + paging.limit]
        body = b'{"items":[%b],"total":%d}' % (b",".join(map(self.dump_once, part)), len(found))
        return self.part(request, paging, body, len(found), self.linked_data, *links)

    def hits(self, hits: Sequence[Mapping[str, str]], total: int) -> bytes:
        """Return the JSON of a part of a list of hits, which come as dictionaries."""
        below = [{**hit, "href": self._root_path + hit["href"]} for hit in hits]
        return to_json({"items": below, "total": total})

    def part(
        self, request: Request, paging: Paging, body: bytes, total: int, *links: str
    ) -> Response:
        """Return a part of a list, linked to the first, last, previous and next one."""
        limit, offset = paging.limit, paging.offset
        last = max(0, (total - 1) // limit * limit)
        offsets = {"first": 0, "last": last}
        if offset > 0:
            offsets["prev"] = max(0, min(offset - limit, last))
        if offset + limit < total:
            offsets["next"] = offset + limit
        path = request.scope["path"]
        given = request.query_params.multi_items()
        kept = urlencode([one for one in given if one[0] not in {"limit", "offset"}])
        before = f"{path}?{kept}&" if kept else f"{path}?"
        through = [
            f'<{before}limit={limit}&offset={offset}>; rel="{relation}"'
            for relation, offset in offsets.items()
        ]
        return self.json(body, *links, *through)
