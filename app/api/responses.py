"""JSON serializer: the bytes of each resource and claim, made once and joined into lists."""

from collections.abc import Mapping, Sequence

from fastapi import Response
from pydantic import BaseModel
from pydantic_core import to_json

from app.models import Resource
from app.models.claim import Claim


class Serializer:
    """Turns models into JSON whose addresses begin with the path that the app is served at."""

    def __init__(self, root_path: str) -> None:
        """Begin with nothing made: a resource is serialized when it is first asked for."""
        self._root_path = root_path
        self._context = {"root_path": root_path}
        self._made: dict[int, bytes] = {}

    def dump(self, model: BaseModel) -> bytes:
        """Return the JSON of a model."""
        return model.model_dump_json(by_alias=True, context=self._context).encode()

    def dump_once(self, item: Resource | Claim) -> bytes:
        """Return the JSON of a resource or claim, made at the first call."""
        made = self._made.get(id(item))  # they live as long as the dataset does
        if made is None:
            made = self._made[id(item)] = self.dump(item)
        return made

    def dump_hits(self, hits: Sequence[Mapping[str, str]], total: int) -> bytes:
        """Return the JSON of a part of a list of hits, which come as dictionaries."""
        below = [{**hit, "href": self._root_path + hit["href"]} for hit in hits]
        return to_json({"items": below, "total": total})

    def dump_page(self, items: Sequence[BaseModel], total: int) -> bytes:
        """Return the JSON of a part of a list: the model `Page` of what the items are."""
        dumped = [
            self.dump_once(item) if isinstance(item, Resource | Claim) else self.dump(item)
            for item in items
        ]
        return b'{"items":[' + b",".join(dumped) + b'],"total":' + b"%d}" % total


def json_response(content: bytes, *links: str, cache_control: str = "") -> Response:
    """Return a ready answer in JSON with the links of its `Link` header (RFC 8288).

    FastAPI documents the model of a route and sends a ready response as it is.
    """
    headers = {"Link": ", ".join(links)} if links else {}
    if cache_control:
        headers["Cache-Control"] = cache_control
    return Response(content, headers=headers, media_type="application/json")
