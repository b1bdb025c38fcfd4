"""Problem details (RFC 9457): one shape for every error, and the handlers that answer with it."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from http.client import responses as phrases
from secrets import token_hex
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Cookie, Header, Path
from fastapi.responses import Response
from fastapi.routing import iter_route_contexts
from pydantic import MISSING, Field
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.api.routing import paths_without_parameters
from app.api.schemas import SCHEMA_PATHS
from app.data.dataset import Dataset
from app.data.text import near_matches
from app.data.validation import explain
from app.middleware.headers import ALLOW
from app.models.base import Array, Model, Text
from app.models.reference import Href

MEDIA_TYPE = "application/problem+json"

_FAULTS = {
    "json_invalid": "is no JSON",
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "repeated": "is given more than once",
}
"""What is wrong with a parameter, by the type of error, where its value does not matter."""

_WITHDRAWN_ADDRESSES = {
    "/.well-known/api-catalog": "/",
    "/overview/social.svg": "/overview/social.png",
    "/problems": "/docs",
    "/schemas/served": "/openapi.json",
    "/vocabulary": "/openapi.json",
}
"""What version 1 served and no other does, by what has taken its place."""

logger = logging.getLogger(__name__)


class Fault(Model):
    """What is wrong with one query parameter."""

    parameter: Text
    """The parameter's name."""
    message: Text
    """What is wrong with it."""


class Problem(Model):
    """An error, as RFC 9457 §3.1 describes it."""

    type: Text = "about:blank"
    """Always `about:blank`: the status code says what kind of problem it is (RFC 9457 §4.2.1)."""
    title: Text
    """The phrase of the status code (RFC 9110 §15)."""
    status: Annotated[int, Field(ge=400, le=599)]
    """The HTTP status code."""
    detail: Text
    """What is wrong with this request, in a sentence."""
    instance: Annotated[str, Field(json_schema_extra={"format": "uri-reference"})]
    """The address that was asked for."""
    errors: Array[Fault] | MISSING = MISSING
    """What is wrong with each query parameter (400)."""
    allowed: dict[str, str] | MISSING = MISSING
    """The query parameters that this address knows, and what each is for (400)."""
    did_you_mean: Array[Href] | MISSING = MISSING
    """Addresses that resemble the one asked for (404), or have taken its place (410)."""
    correction: Href | MISSING = MISSING
    """The correction that withdrew the id (410)."""
    id: Text | MISSING = MISSING
    """Identifies the failure in the server's log (500)."""


def add_problem_handlers(app: FastAPI, dataset: Dataset) -> None:
    """Let every error of the app be answered with problem details.

    None is added by its status code, so that whoever adds a handler of exceptions is not overruled.
    """

    @app.exception_handler(HTTPException)
    async def on_http_exception(request: Request, error: HTTPException) -> Response:
        """Answer what a handler raises with its own words, and what the router does with ours."""
        status = error.status_code
        if status < HTTPStatus.BAD_REQUEST:  # no problem: a redirect, for instance
            return Response(status_code=status, headers=error.headers)
        if status == HTTPStatus.NOT_FOUND:
            return _not_found(request, dataset, error)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            return _not_allowed(request, error)
        return _answer(request, status, _words_of(error), error.headers)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        """Answer a wrong query with 400, and a path with a part that cannot be one with 404.

        What is wrong elsewhere, in a body or a header, is told like a query.
        """
        wrong = "query"
        faults = []
        for details in error.errors():
            fault = _fault(details)
            place = details["loc"][0]
            if place == "path":
                not_found = HTTPException(404, f"{fault.message}.")
                return _not_found(request, dataset, not_found)
            if place != "query":
                wrong = "request"
            faults.append(fault)
        named = "; ".join(f"{fault.parameter}: {fault.message}" for fault in faults)
        return _answer(
            request,
            400,
            f"The {wrong} is wrong: {named[:900]}.",
            errors=tuple(faults),
            allowed=_query_parameters(request),
        )

    @app.exception_handler(Exception)
    async def on_failure(request: Request, _: Exception) -> Response:
        """Answer a failure of ours with 500 and nothing of its reason, which the server logs."""
        # A proxy's, or that of the access log, where there is one.
        failure = request.scope.get("request_id") or token_hex(8)
        logger.error("failure %s at %s", failure, request.scope["path"])
        detail = "The server failed; that is our mistake."
        return _answer(request, 500, detail, id=failure)


def _words_of(error: HTTPException) -> str:
    """Return the detail of an error as text, as RFC 9457 has it; FastAPI takes any JSON for it."""
    detail: Any = error.detail
    if isinstance(detail, str):
        return detail
    return to_json(detail, serialize_unknown=True).decode()


def _not_found(request: Request, dataset: Dataset, error: HTTPException) -> Response:
    """Answer with what has taken the place of what was withdrawn, or else with what is alike.

    What is withdrawn is 410 (RFC 9110 §15.5.11).
    """
    root = request.app.root_path
    path = request.scope["path"].removeprefix(root)
    above, _, _ = path.rpartition("/")
    successor = _WITHDRAWN_ADDRESSES.get(path) or _WITHDRAWN_ADDRESSES.get(above)
    if successor:
        detail = f"Version 1 had this; since version 2 there is {successor}."
        return _answer(request, 410, detail, did_you_mean=(root + successor,))
    slug = _slug_in(path)
    if slug in dataset.withdrawn:
        correction = dataset.withdrawn[slug]
        detail = (
            f"{slug!r} was withdrawn on {correction.date}; the correction says why."
        )
        return _answer(request, 410, detail, correction=correction.href)
    detail = _words_of(error)
    if detail == HTTPStatus.NOT_FOUND.phrase:  # what the router says
        detail = (
            f"Nothing is served at {path[:200]!r}; the index at / lists what there is."
        )
    near = _resembling(request.app, dataset, path)
    return _answer(request, 404, detail, error.headers, did_you_mean=tuple(near))


def _slug_in(path: str) -> str:
    """Return the id of the resource that a path, or the claim at it, is about."""
    _, _, name = path.rstrip("/").rpartition("/")
    slug = name.lower().replace("_", "-")
    if path.startswith("/claims/"):
        slug, _, _ = slug.rpartition("-")
    return slug


def _resembling(app: FastAPI, dataset: Dataset, path: str) -> list[str]:
    """Return what may have been meant by a path: a resource, else what is near, else above."""
    root = app.root_path
    slug = _slug_in(path)
    if slug in dataset.by_id:
        if path.startswith("/claims/"):
            return [f"{root}/claims?subject={slug}"]
        return [dataset.by_id[slug].href]
    above, _, _ = path.rstrip("/").rpartition("/")
    above = above.rstrip("/")
    beside = [
        known
        for known, resource in dataset.by_id.items()
        if resource.href == f"{root}{above}/{known}"
    ]
    near = near_matches(slug, beside)
    if near:
        return [f"{root}{above}/{known}" for known in near]
    addresses = [*paths_without_parameters(app), *SCHEMA_PATHS]
    # Without that of a handler which says that there is nothing.
    names = [address[1:] for address in addresses if address != path]
    near = near_matches(path, names)
    if near:
        return [f"{root}/{name}" for name in near]
    return [root + above if above in addresses else f"{root}/"]


def _not_allowed(request: Request, error: HTTPException) -> Response:
    """Answer OPTIONS, which no route does, and refuse a method that nothing at an address has."""
    headers = dict(error.headers or {})
    methods = {"OPTIONS", *headers.get("Allow", "OPTIONS").split(", ")}
    # The router names the methods of one route, and there may be another for each method.
    scope = {**request.scope, "root_path": request.app.root_path}
    for route in iter_route_contexts(request.app.routes):
        match, _ = route.matches(scope)
        if match is not Match.NONE:
            methods |= route.methods or set()
    # What serves the files of a frontend names no method.
    if "GET" in methods or methods == {"OPTIONS"}:
        methods |= {"GET", "HEAD"}
    headers["Allow"] = ", ".join(sorted(methods))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    detail = _words_of(error)
    if detail == HTTPStatus.METHOD_NOT_ALLOWED.phrase:  # what the router says
        detail = f"This address answers {headers['Allow']}."
        if headers["Allow"] == ALLOW:
            detail = "The record is read-only: it answers GET, HEAD and OPTIONS."
    return _answer(request, 405, detail, headers)


def _fault(error: Any) -> Fault:  # noqa: ANN401 -- one of pydantic's errors
    """Return what is wrong with a parameter, or with a part of a body."""
    # What follows the name is a place in it; what is no name is a place in a list or in a text.
    names = [part for part in error["loc"][:2] if isinstance(part, str)]
    name = names[-1][:100].strip()
    message = _FAULTS.get(error["type"])
    if message is None:
        message, remedy = explain(error)
        if remedy != "Correct it":
            message = f"{message}; {remedy[0].lower()}{remedy[1:]}"
    # Unchecked, for the name is the client's, and may have what no text of ours has.
    return Fault.model_construct(parameter=name or "(empty)", message=message[:300])


def _query_parameters(request: Request) -> dict[str, str]:
    """Return the query parameters that the route of a request knows, with their descriptions."""
    parameters: dict[str, str] = {}
    route = request.scope["route"]
    for parameter in get_flat_params(route.dependant):
        field = parameter.field_info
        if not isinstance(field, Path | Header | Cookie):
            parameters[parameter.alias] = field.description or ""
    return parameters


def _answer(
    request: Request,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    **members: Any,  # noqa: ANN401 -- the members of `Problem`
) -> Response:
    address = quote(request.scope["path"])
    query = request.scope["query_string"].decode("latin-1")
    if query:
        address = f"{address}?{query}"
    problem = Problem.model_construct(
        title=phrases.get(status, "Error"),  # 499, for instance, has none
        status=status,
        detail=detail,
        instance=address,
        **members,
    )
    response = Response(problem.model_dump_json(), status, headers, MEDIA_TYPE)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
