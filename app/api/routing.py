"""Query parameters, strictly: none unknown, none given twice."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, cast, get_origin

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic.fields import FieldInfo

from app.models.base import Model
from app.models.text import Text


class Fault(Model):
    """What is wrong with one query parameter."""

    parameter: Text
    """The parameter's name."""
    message: Text
    """What is wrong with it."""


class StrictRoute(APIRoute):
    """A route that refuses query parameters it does not know, as FastAPI alone does not."""

    def get_route_handler(self) -> Any:  # noqa: ANN401 -- FastAPI's signature
        """Return a handler that answers only when the whole query was understood."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            response: Response = await handle(request)
            if request.scope["query_string"]:
                given = [name for name, _ in request.query_params.multi_items()]
                is_usual = self.known.keys() >= set(given) and len(given) == len(set(given))
                if not is_usual and any(surprises_in(request)):
                    raise RequestValidationError([])
            return response

        return strictly

    @cached_property
    def known(self) -> Mapping[str, FieldInfo]:
        """The query parameters of this route by name: every query is read by one model."""
        models: list[Any] = [one.field_info.annotation for one in self.dependant.query_params]
        fields = [item for model in models for item in model.model_fields.items()]
        return {field.alias or name: field for name, field in fields}


def parameters_of(request: Request) -> Mapping[str, FieldInfo]:
    """Return the query parameters that an address knows, by name."""
    return cast("StrictRoute", request.scope["route"]).known


def paths_of(app: FastAPI) -> Mapping[str, str]:
    """Return the path of each route, with its summary; those of an `APIRoute` alone have one."""
    return {one.path: one.summary or "" for one in app.routes if isinstance(one, APIRoute)}


def surprises_in(request: Request) -> Iterator[Fault]:
    """Yield a fault for each query parameter that is unknown or, wrongly, given twice."""
    known = parameters_of(request)
    given = [name for name, _ in request.query_params.multi_items()]
    for name in dict.fromkeys(given):
        if name not in known:
            shown = name[:100] if name.strip() else "(empty)"
            yield Fault(parameter=shown, message="is not known here")
        elif given.count(name) > 1 and get_origin(known[name].annotation) is not list:
            yield Fault(parameter=name, message="is given more than once")
