"""Routing: strict queries, short operation ids, and media types that are not JSON."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, get_origin

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic.fields import FieldInfo

from app.models import MODELS
from app.models.reference import collection_of


class StrictRoute(APIRoute):
    """A route that refuses query parameters it does not know, as FastAPI alone does not."""

    def get_route_handler(self) -> Any:  # noqa: ANN401 -- FastAPI's signature
        """Return a handler that answers only when the whole query was understood."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            response: Response = await handle(request)
            if any(invalid_parameters(request)):
                raise RequestValidationError([])
            return response

        return handle_strictly

    @cached_property
    def query_parameters(self) -> Mapping[str, FieldInfo]:
        """The query parameters of this route by name: every query is read by one model."""
        models: list[Any] = [one.field_info.annotation for one in self.dependant.query_params]
        fields = [item for model in models for item in model.model_fields.items()]
        return {field.alias or name: field for name, field in fields}


def invalid_parameters(request: Request) -> Iterator[tuple[str, str]]:
    """Yield each query parameter that is unknown or, wrongly, given twice, and which of these."""
    known = request.scope["route"].query_parameters
    given = [name for name, _ in request.query_params.multi_items()]
    for name in dict.fromkeys(given):
        if name not in known:
            yield name[:100] if name.strip() else "(empty)", "is not known here"
        elif given.count(name) > 1 and get_origin(known[name].annotation) is not list:
            yield name, "is given more than once"


def operation_id(route: APIRoute) -> str:
    """Return the name of a route in camel case: `getIndex` for `get_index`."""
    verb, *words = route.name.replace("-", "_").split("_")
    return verb + "".join(word.capitalize() for word in words)


def documents_as(media_type: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that document a route whose answer is not JSON of a model."""
    content = {media_type: {"schema": schema}}
    return {"response_class": Response, "responses": {200: {"content": content}}}


def paths_of(app: FastAPI) -> Mapping[str, str]:
    """Return the path of each route, with its summary; those of an `APIRoute` alone have one."""
    return {one.path: one.summary or "" for one in app.routes if isinstance(one, APIRoute)}


def views_of(app: FastAPI) -> Mapping[str, str]:
    """Return all addresses without parameters beside the collections, by their route's summary."""
    described = {**paths_of(app), "/openapi.json": "Get the API described in OpenAPI 3.1"}
    lists = {f"/{collection_of(type_)}" for type_ in MODELS} | {"/"}
    return {
        # Search says nothing without a query, so its address is a template (RFC 6570).
        "/search?q={words}" if path == "/search" else path: words
        for path, words in described.items()
        if words and path not in lists and "{" not in path
    }
