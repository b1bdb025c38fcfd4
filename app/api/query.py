"""Query parameters, strictly: none unknown, none given twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute

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
        known: set[str] = set()

        async def strictly(request: Request) -> Response:
            response: Response = await handle(request)
            if request.scope["query_string"]:
                known.update(known or parameters_of(request))
                given = [name for name, _ in request.query_params.multi_items()]
                is_usual = known.issuperset(given) and len(given) == len(set(given))
                if not is_usual and any(surprises_in(request)):
                    raise RequestValidationError([])
            return response

        return strictly


def parameters_of(request: Request) -> Mapping[str, Mapping[str, Any]]:
    """Return the query parameters that an address knows, as OpenAPI describes them, by name."""
    path = request.app.openapi()["paths"].get(request.scope["route"].path, {"get": {}})
    described = path["get"].get("parameters", ())
    return {one["name"]: one for one in described if one["in"] == "query"}


def surprises_in(request: Request) -> Iterator[Fault]:
    """Yield a fault for each query parameter that is unknown or, wrongly, given twice."""
    known = parameters_of(request)
    given = [name for name, _ in request.query_params.multi_items()]
    for name in dict.fromkeys(given):
        if name not in known:
            shown = name[:100] if name.strip() else "(empty)"
            yield Fault(parameter=shown, message="is not known here")
        elif given.count(name) > 1 and known[name]["schema"].get("type") != "array":
            yield Fault(parameter=name, message="is given more than once")
