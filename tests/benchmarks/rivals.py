"""Rivals: what the record is measured beside, one app for each value of `RIVAL`."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Response
from pydantic import BaseModel, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.data.dataset import load_dataset
from app.models.answers import list_of
from app.models.organization import Organization
from tests.servers import FIXTURES

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_EDTF = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def _answer() -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Return the status, headers and body in the file that `ANSWER` names."""
    kept = json.loads(Path(os.environ["ANSWER"]).read_text(encoding="utf-8"))
    headers = [
        (name.encode(), value.encode("latin-1")) for name, value in kept["headers"]
    ]
    return kept["status"], headers, bytes.fromhex(kept["body"])


def bare() -> ASGIApp:
    """Return the least that an ASGI app can do: the limit of the server underneath."""
    status, headers, content = _answer()
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": headers,
    }
    body: Message = {"type": "http.response.body", "body": content}

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send(start)
        await send(body)

    return app


def tutorial() -> FastAPI:
    """Return FastAPI as its tutorial begins: `def` handlers with models for answers."""
    app, dataset = FastAPI(), load_dataset(FIXTURES)
    found: Any = dataset.collections["organization"].by_id
    organization_list: Any = list_of(Organization)

    @app.get("/organizations", response_model=organization_list)
    def list_organizations() -> Any:  # noqa: ANN401 -- as the tutorial has it
        return organization_list(items=tuple(found.values()), total=len(found))

    @app.get("/organizations/{slug}", response_model=Organization)
    def get_organization(slug: str) -> Any:  # noqa: ANN401 -- as the tutorial has it
        return found[slug]

    return app


class _Paging(BaseModel):
    limit: Annotated[int, Field(ge=1, le=1_000)] = 100
    offset: Annotated[int, Field(ge=0, le=10**9)] = 0


class _EventQuery(_Paging):
    source: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    kind: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    participant: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    concerns: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    from_: Annotated[str | None, Field(alias="from", pattern=_EDTF, max_length=23)] = (
        None
    )
    to: Annotated[str | None, Field(pattern=_EDTF, max_length=23)] = None


class _ClaimQuery(_Paging):
    subject: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    type: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    source: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    rank: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    basis: Annotated[str | None, Field(pattern=_SLUG, max_length=100)] = None
    disputed: bool | None = None


class _SearchQuery(_Paging):
    q: Annotated[str, Field(min_length=1, max_length=200)]


def ready() -> FastAPI:
    """Return FastAPI with `async def` handlers that read a query and answer with ready bytes."""
    app = FastAPI()
    _, _, body = _answer()

    @app.get("/events")
    async def list_events(query: Annotated[_EventQuery, Query()]) -> Response:  # noqa: ARG001
        return Response(body, media_type="application/json")

    @app.get("/claims")
    async def list_claims(query: Annotated[_ClaimQuery, Query()]) -> Response:  # noqa: ARG001
        return Response(body, media_type="application/json")

    @app.get("/search")
    async def search(query: Annotated[_SearchQuery, Query()]) -> Response:  # noqa: ARG001
        return Response(body, media_type="application/json")

    return app


_RIVALS: dict[str, Callable[[], ASGIApp]] = {
    "bare": bare,
    "tutorial": tutorial,
    "ready": ready,
}

app = _RIVALS[os.environ["RIVAL"]]()
