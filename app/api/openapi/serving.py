"""Serving the OpenAPI document: made when first asked for, then kept."""

from functools import lru_cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from app.api.openapi.document import openapi_document
from app.api.query import StrictRoute
from app.data.dataset import Dataset
from app.models.href import BASE

_PREFIXES = 8
"""How many documents are kept: one for each path prefix, and a process is served below few."""


def add_openapi(app: FastAPI, dataset: Dataset) -> None:
    """Let the app describe itself in OpenAPI 3.1 at `/openapi.json`, and from `app.openapi()`."""

    @lru_cache(maxsize=_PREFIXES)
    def document(base: str) -> dict[str, Any]:
        return openapi_document(app, dataset, base)

    router = APIRouter(route_class=StrictRoute, include_in_schema=False)

    @router.get("/openapi.json")
    async def openapi() -> JSONResponse:
        return JSONResponse(await run_in_threadpool(document, BASE.get()))

    app.include_router(router)
    app.openapi = lambda: document("")  # type: ignore[method-assign]  # as FastAPI documents it
