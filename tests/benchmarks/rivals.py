"""What we are measured against, on the same records and under the same uvicorn settings."""

import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.data.check import load_dataset
from app.data.dataset import Dataset
from app.models import Organization
from app.models.answers import Page

Send = Callable[[dict[str, Any]], Awaitable[None]]
ANSWER_FILE = "BENCHMARK_ANSWER"
"""Names the file with the status, headers and body that `bare` and `on_starlette` repeat."""


def _answer() -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    known = json.loads(Path(os.environ[ANSWER_FILE]).read_text("utf-8"))
    headers = [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in known["headers"]
    ]
    return known["status"], headers, bytes.fromhex(known["body"])


def bare() -> Callable[..., Awaitable[None]]:
    """Return the least that an ASGI app can do: the limit of the server underneath."""
    status, headers, body = _answer()
    start = {"type": "http.response.start", "status": status, "headers": headers}
    end = {"type": "http.response.body", "body": body}

    async def app(scope: object, receive: object, send: Send) -> None:  # noqa: ARG001 -- ASGI's
        await send(start)
        await send(end)

    return app


def on_starlette() -> Starlette:
    """Return a Starlette app with one route for everything."""
    status, headers, body = _answer()
    given = {name.decode(): value.decode("latin-1") for name, value in headers}

    async def answer(request: Request) -> Response:  # noqa: ARG001 -- Starlette's signature
        return Response(body, status, given)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "HEAD"])])


def _records() -> Dataset:
    return load_dataset(Path(__file__).parent.parent.parent / "fixtures")


def fastapi_def() -> FastAPI:
    """Return FastAPI as its tutorial begins: `def` handlers that return models."""
    app, data = FastAPI(), _records()
    organizations = data.of_type("organization")

    @app.get("/organizations")
    def list_organizations() -> Page[Organization]:
        return Page[Organization](items=tuple(organizations.values()), total=len(organizations))  # type: ignore[arg-type]

    @app.get("/organizations/{slug}")
    def get_organization(slug: str) -> Organization:
        return organizations[slug]  # type: ignore[return-value]

    return app


def fastapi_async() -> FastAPI:
    """Return the same with `async def` handlers."""
    app, data = FastAPI(), _records()
    organizations = data.of_type("organization")

    @app.get("/organizations")
    async def list_organizations() -> Page[Organization]:
        return Page[Organization](items=tuple(organizations.values()), total=len(organizations))  # type: ignore[arg-type]

    @app.get("/organizations/{slug}")
    async def get_organization(slug: str) -> Organization:
        return organizations[slug]  # type: ignore[return-value]

    return app


def hello() -> FastAPI:
    """Return the smallest FastAPI app."""
    app = FastAPI()

    @app.get("/")
    async def say_hello() -> dict[str, str]:
        return {"hello": "world"}

    return app
