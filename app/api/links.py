"""Links in headers (RFC 8288): pages of a list, licence, JSON-LD context, the page for people."""

from urllib.parse import quote

from fastapi import Request

from app.api.filters import Paging
from app.data.dataset import Dataset
from app.models.reference import collection_of
from app.settings import Settings

CONTEXT = "/context.jsonld"
"""The address of the JSON-LD context."""


def link(target: str, relation: str, media_type: str = "") -> str:
    """Return one link of a `Link` header (RFC 8288 §3)."""
    return f'<{target}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")


class Links:
    """The links of answers, below the path that the app is served at."""

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Make those that are the same for every answer."""
        self._root_path = settings.root_path
        self.licence = link(dataset.info.licence.url, "license")
        self.linked_data = ", ".join(
            (
                # JSON-LD 1.1 §6.1: by this link plain JSON is linked data.
                link(
                    settings.root_path + CONTEXT,
                    "http://www.w3.org/ns/json-ld#context",
                    "application/ld+json",
                ),
                self.licence,
            )
        )

    def to_page(self, place: str) -> str:
        """Return the link to a place on the page for people: the id of a resource or a section."""
        return link(f"{self._root_path}/overview#{place}", "alternate", "text/html")

    def to_section(self, kind: str) -> str:
        """Return the link to the section of a type of resource on the page for people."""
        return self.to_page(collection_of(kind))

    def through(self, request: Request, paging: Paging, total: int) -> str:
        """Return the links to the first, last, previous and next part of a list."""
        limit, offset = paging.limit, paging.offset
        last = max(0, (total - 1) // limit * limit)
        offsets = {"first": 0, "last": last}
        if offset > 0:
            offsets["prev"] = max(0, min(offset - limit, last))
        if offset + limit < total:
            offsets["next"] = offset + limit
        path = self._root_path + request.scope["path"].removeprefix(self._root_path)
        given = request.scope["query_string"].decode("latin-1").split("&")
        kept = [
            quote(part, safe="=%+,:/?@~")
            for part in given
            if part and part.split("=")[0] not in {"limit", "offset"}
        ]
        before = "&".join([f"{path}?{kept[0]}", *kept[1:], ""]) if kept else f"{path}?"
        return ", ".join(
            link(f"{before}limit={limit}&offset={offset}", relation)
            for relation, offset in offsets.items()
        )
