"""Problem details (RFC 9457): one shape for every error, and the handlers that answer with it."""

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from secrets import token_hex
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Cookie, Header, Path
from fastapi.responses import Response
from pydantic import MISSING, Field
from starlette.exceptions import HTTPException

from app.api.routing import paths_without_parameters
from app.data.dataset import Dataset
from app.data.text import near_matches
from app.data.validation import explain
from app.middleware.headers import ALLOW
from app.models.base import Array, Model, Text
from app.models.reference import Href
from app.models.schema import SCHEMA_NAMES

MEDIA_TYPE = "application/problem+json"

_FAULTS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "repeated": "is given more than once",
}
"""What is wrong with a parameter, by the type of error, where its value does not matter."""

logger = logging.getLogger(__name__)


_WITHDRAWN_ADDRESSES = {
    "/.well-known/api-catalog": "/",
    "/overview/social.svg": "/overview/social.png",
    "/problems": "/docs",
    "/schemas/served": "/openapi.json",
    "/vocabulary": "/openapi.json",
}
"""What version 1 served and no other does, by what has taken its place."""


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
    """Let every error of the app be answered with problem details."""

    @app.exception_handler(405)
    async def on_other_method(request: Request, _: Exception) -> Response:
        """Answer OPTIONS, which no route does, and refuse what would change something."""
        allow = {"Allow": ALLOW}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        detail = "The record is read-only: it answers GET, HEAD and OPTIONS."
        return _answer(request, 405, detail, allow)

    @app.exception_handler(404)
    async def on_not_found(request: Request, error: HTTPException) -> Response:
        """Answer with what has taken the place of what was withdrawn, or else with what is alike.

        What is withdrawn is 410 (RFC 9110 §15.5.11).
        """
        path = request.scope["path"].removeprefix(app.root_path)
        above, _, _ = path.rpartition("/")
        successor = _WITHDRAWN_ADDRESSES.get(path) or _WITHDRAWN_ADDRESSES.get(above)
        if successor:
            detail = f"Version 1 had this; since version 2 there is {successor}."
            moved = (app.root_path + successor,)
            return _answer(request, 410, detail, did_you_mean=moved)
        slug = _slug_in(path)
        if slug in dataset.withdrawn:
            correction = dataset.withdrawn[slug]
            detail = (
                f"{slug!r} was withdrawn on {correction.date}; the correction says why."
            )
            return _answer(request, 410, detail, correction=correction.href)
        nothing = (
            f"Nothing is served at {path[:200]!r}; the index at / lists what there is."
        )
        # "Not Found" is what the router says.
        detail = nothing if error.detail == "Not Found" else str(error.detail)
        near = _resembling(app, dataset, path)
        return _answer(request, 404, detail, error.headers, did_you_mean=tuple(near))

    @app.exception_handler(HTTPException)
    async def on_other_error(request: Request, error: HTTPException) -> Response:
        """Answer what a handler raises with its own words."""
        detail = str(error.detail)  # FastAPI takes anything, and RFC 9457 has text
        return _answer(request, error.status_code, detail, error.headers)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        """Answer a wrong query with 400, and a path with a part that cannot be one with 404.

        What is wrong elsewhere, in a body or a header, is told like a query.
        """
        errors = error.errors()
        faults = tuple(map(_fault, errors))
        places = [details["loc"][0] for details in errors]
        if "path" in places:
            in_path = faults[places.index("path")]
            not_found = HTTPException(404, f"{in_path.message}.")
            return await on_not_found(request, not_found)
        return _answer(
            request,
            400,
            _sum_up(faults, {*places}),
            errors=faults,
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
    beside = {}
    for resource in dataset.by_id.values():
        if resource.href == f"{root}{above}/{resource.id}":
            beside[resource.id] = resource.href
    near = [beside[known] for known in near_matches(slug, beside)]
    if near:
        return near
    paths = {}
    for known in paths_without_parameters(app):
        paths[known.strip("/")] = root + known
    for name in SCHEMA_NAMES:
        paths[f"schemas/{name}.json"] = f"{root}/schemas/{name}.json"
    near = [paths[known] for known in near_matches(path, paths)]
    return near or [paths.get(above.strip("/"), f"{root}/")]


def _fault(error: Any) -> Fault:  # noqa: ANN401 -- one of pydantic's errors
    """Return what is wrong with a parameter."""
    place = error["loc"][:2]  # what follows is a place in a list
    name = str(place[-1])[:100].strip()
    message = _FAULTS.get(error["type"])
    if message is None:
        message, remedy = explain(error)
        if remedy != "Correct it":
            message = f"{message}; {remedy[0].lower()}{remedy[1:]}"
    # Unchecked, for the name is the client's, and may have what no text of ours has.
    return Fault.model_construct(parameter=name or "(empty)", message=message[:300])


def _sum_up(faults: Iterable[Fault], places: set[str]) -> str:
    """Return what is wrong with a request in a sentence; in these places: a query, a body."""
    wrong = "query" if places == {"query"} else "request"
    sentences = [f"{fault.parameter}: {fault.message}" for fault in faults]
    named = "; ".join(sentences)
    return f"The {wrong} is wrong: {named[:900]}."


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
    if (
        status < HTTPStatus.BAD_REQUEST
    ):  # raised, a redirect for instance, and no problem
        return Response(status_code=status, headers=headers)
    address = quote(request.scope["path"])
    query = request.scope["query_string"].decode("latin-1")
    if query:
        address = f"{address}?{query}"
    problem = Problem.model_construct(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=address,
        **members,
    )
    return Response(
        problem.model_dump_json(),
        status,
        {"Cache-Control": "no-store", **(headers or {})},
        MEDIA_TYPE,
    )
