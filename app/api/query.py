"""Query parameters, strictly: none unknown, none twice, and what is allowed where one is wrong."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from app.api.problems import Fault, ProblemError


def parameters(request: Request) -> dict[str, dict[str, Any]]:
    """Return the query parameters that the request's route knows, each with its JSON Schema."""
    models = query_models(request.scope["route"])
    return {name: schema for model in models for name, schema in _properties(model).items()}


def query_models(route: APIRoute) -> Iterator[type[BaseModel]]:
    """Yield the models of a route's query parameters: here every query is read by a model."""
    for field in route.dependant.query_params:
        yield field.field_info.annotation  # type: ignore[misc]  # a model, as the house has it


@cache
def _properties(model: type[BaseModel]) -> dict[str, dict[str, Any]]:
    properties: dict[str, dict[str, Any]] = model.model_json_schema()["properties"]
    return properties


def surprises(request: Request) -> Iterator[Fault]:
    """Yield a fault for each query parameter that is unknown or, wrongly, given twice."""
    known = parameters(request)
    given = [name for name, _ in request.query_params.multi_items()]
    for name in dict.fromkeys(given):
        if name not in known:
            shown = name[:100] if name.strip() else "(empty)"
            yield Fault(parameter=shown, message="is not known here")
        elif given.count(name) > 1 and known[name].get("type") != "array":
            yield Fault(parameter=name, message="is given more than once")


class StrictRoute(APIRoute):
    """A route that refuses query parameters it does not know, as FastAPI alone does not."""

    def get_route_handler(self) -> Any:  # noqa: ANN401 -- FastAPI's signature
        """Return a handler that answers only when the whole query was understood."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            response: Response = await handle(request)
            if request.url.query and any(surprises(request)):
                raise RequestValidationError([])
            return response

        return strictly


def bad_query(request: Request, faults: list[Fault]) -> ProblemError:
    """Return the 400 that names what is wrong and what would be allowed.

    400 and not 422, which is for request content (RFC 9110 §15.5.21): a GET has none.
    """
    allowed = {name: values_of(schema) for name, schema in parameters(request).items()}
    listed = "; ".join(f"{fault.parameter} {fault.message}" for fault in faults)
    stop = "" if listed.endswith("?") else "."
    hint = f" Allowed here: {', '.join(allowed)}." if allowed else " None is known here."
    detail = f"Wrong query: {listed}{stop}{hint}"[:1000]
    return ProblemError(400, detail, errors=tuple(faults), allowed=allowed)


def values_of(schema: dict[str, Any]) -> str:
    """Return in words which values a parameter's schema admits."""
    if schema["type"] == "array":
        return f"any number of times: {values_of(schema['items'])}"
    if "enum" in schema:
        return f"one of {', '.join(schema['enum'])}"
    if schema["type"] == "integer":
        return f"a whole number from {schema['minimum']} to {schema['maximum']}"
    if schema["type"] == "boolean":
        return "true or false"
    if schema.get("format") == "edtf":
        return "an EDTF date such as 2018, 2018-09 or 2018-09-20"
    is_slug = schema.get("pattern", "").startswith("^[a-z0-9]")
    shape = ", lower-case letters, digits and hyphens" if is_slug else ""
    return f"{schema['minLength']} to {schema['maxLength']} characters{shape}"
