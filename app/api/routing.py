"""Routing: the addresses that there are, short operation ids, what is no JSON, and asking."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Response
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.types import Message, Scope

from app.models import MODELS
from app.models.reference import collection_of

SEARCH_SUMMARY = "Search in every language and Chinese script"


def operation_id(route: APIRoute) -> str:
    """Return the name of a route in camel case: `getIndex` for `get_index`."""
    verb, *words = route.name.replace("-", "_").split("_")
    capitalized = map(str.capitalize, words)
    return verb + "".join(capitalized)


def documents_as(
    media_type: str, schema: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the arguments that document a route whose answer is not JSON of a model."""
    content = {media_type: {"schema": schema or {}}}
    return {"response_class": Response, "responses": {200: {"content": content}}}


def paths_without_parameters(app: FastAPI) -> Mapping[str, str]:
    """Return the path of each GET route that answers without any parameter, with its summary.

    A summary is empty where a route has none.
    """
    paths: dict[str, str] = {}
    for route in iter_route_contexts(app.routes):
        methods = route.methods or ()
        if "GET" not in methods or not isinstance(route.original_route, APIRoute):
            continue
        parameters = get_flat_params(route.dependant)
        required = [parameter.field_info.is_required() for parameter in parameters]
        if not any(required):
            paths[str(route.path)] = route.summary or ""
    # A route of FastAPI's own.
    paths["/openapi.json"] = "Get the API described in OpenAPI 3.1"
    return paths


def views_of(app: FastAPI) -> Mapping[str, str]:
    """Return all addresses without parameters beside the collections, by their route's summary."""
    views = {
        # Search says nothing without a query, so its address is a template (RFC 6570).
        "/search?q={words}": SEARCH_SUMMARY,
        **paths_without_parameters(app),
    }
    del views["/"]
    for type_ in MODELS:
        name = collection_of(type_)
        del views[f"/{name}"]
        del views[f"/{name}.csv"]
    return {path: summary for path, summary in views.items() if summary}


async def ask(app: FastAPI, path: str) -> tuple[str, bytes]:
    """Return the media type and the body of the app's answer to a GET.

    Raises `RuntimeError` where the app fails, caused by its error.
    """
    requests = asyncio.Queue[Message]()
    requests.put_nowait({"type": "http.request"})
    answers: list[Message] = []

    async def send(message: Message) -> None:
        answers.append(message)

    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [],
    }
    try:
        await app(scope, requests.get, send)
    except Exception as error:
        message = f"GET {path} fails"
        raise RuntimeError(message) from error
    start, *parts = answers
    headers = dict(start["headers"])
    media_type = headers.get(b"content-type", b"")  # a redirect has none
    return media_type.decode(), b"".join(part.get("body", b"") for part in parts)
