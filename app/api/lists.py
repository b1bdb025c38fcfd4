"""Lists: a part of the items, the total, and links to the other parts (RFC 8288)."""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response

from app.api.filters import Paging
from app.models.answers import Page
from app.models.base import Model
from app.models.href import at_base

M = TypeVar("M", bound=Model)


def add_link(response: Response, target: str, relation: str) -> None:
    """Add a link to the answer's `Link` header (RFC 8288 §3)."""
    response.headers.append("Link", f'<{target}>; rel="{relation}"')


def page_of(
    items: Sequence[M], model: type[Page[M]], paging: Paging, request: Request, response: Response
) -> Page[M]:
    """Return the part of the list that is asked for, and link to those before and after it."""
    last = max(0, (len(items) - 1) // paging.limit * paging.limit)
    offsets = {"first": 0, "last": last}
    if paging.offset > 0:
        offsets["prev"] = max(0, min(paging.offset - paging.limit, last))
    if paging.offset + paging.limit < len(items):
        offsets["next"] = paging.offset + paging.limit
    for relation, offset in offsets.items():
        add_link(response, _address(request, paging.limit, offset), relation)
    part = items[paging.offset : paging.offset + paging.limit]
    return model.model_construct(items=tuple(part), total=len(items))


def _address(request: Request, limit: int, offset: int) -> str:
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in {"limit", "offset"}]
    query = urlencode([*kept, ("limit", limit), ("offset", offset)])
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return f"{at_base(path)}?{query}"
