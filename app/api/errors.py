"""From what goes wrong inside to problem details: one handler for each family of errors."""

from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException

from app.api.problems import MEDIA_TYPE, Fault, ProblemError, problem
from app.api.query import bad_query, parameters, surprises, values_of
from app.data.dataset import Dataset
from app.data.near import NearMatches
from app.models.reference import href_of


def add_error_handlers(app: FastAPI, dataset: Dataset) -> None:
    """Let every error of the app be answered as problem details (RFC 9457).

    A 404 whose address ends with an id of the dataset, in whatever case, leads there.
    """
    app.state.dataset = dataset
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)


def _answer(request: Request, error: ProblemError) -> Response:
    raw_path, query = request.scope["raw_path"], request.scope["query_string"]
    place = (raw_path + b"?" + query if query else raw_path).decode("ascii")
    members = dict(error.members)
    if error.status == HTTPStatus.NOT_FOUND and not members.get("did_you_mean"):
        members["did_you_mean"] = _near(request)
    details = problem(error.status, error.detail, instance=place, **members)
    body = details.model_dump_json(by_alias=True)
    return Response(body, error.status, media_type=MEDIA_TYPE)


def _near(request: Request) -> tuple[str, ...]:
    """Return where what was named stands, or would stand, or the addresses that look alike."""
    path = _path(request)
    dataset: Dataset = request.app.state.dataset
    meant = dataset.get(path.rpartition("/")[2].lower())
    if meant is not None:
        return (href_of(meant.type, meant.id),)
    routes = [one.path or "" for one in iter_route_contexts(request.app.routes)]
    plain = {route.strip("/"): route for route in routes if "{" not in route}
    above = path.rpartition("/")[0].strip("/")
    if above and above in plain:
        return (plain[above],)
    return tuple(plain[one] for one in NearMatches(plain)(path.strip("/"))) or ("/",)


def _path(request: Request) -> str:
    path: str = request.scope["path"]
    return path.removeprefix(request.scope["root_path"])


async def _on_problem(request: Request, error: Exception) -> Response:
    return _answer(request, cast("ProblemError", error))


async def _on_invalid(request: Request, error: Exception) -> Response:
    """Answer a wrong query with 400, and an id that cannot be one with 404."""
    details = cast("RequestValidationError", error).errors()
    if any(one["loc"][0] == "path" for one in details):
        detail = "Nothing is served here: ids are lower-case letters, digits and single hyphens."
        return _answer(request, ProblemError(404, detail))
    known = parameters(request)
    faults = [
        Fault(parameter=str(one["loc"][1]), message=_message(one, known[str(one["loc"][1])]))
        for one in details
    ]
    return _answer(request, bad_query(request, [*surprises(request), *faults]))


def _message(error: dict[str, str], schema: dict[str, Any]) -> str:
    if error["type"] == "string_pattern_mismatch":
        return f"does not fit: it must be {values_of(schema)}"
    message = error["msg"].removeprefix("Value error, ")
    return f"does not fit: {message[0].lower()}{message[1:]}"[:300]


async def _on_http(request: Request, error: Exception) -> Response:
    """Answer what the router finds wrong: an unknown address."""
    status = cast("HTTPException", error).status_code
    nothing = f"Nothing is served at {_path(request)[:200]!r}. The index lists what there is."
    missing = status == HTTPStatus.NOT_FOUND
    detail = nothing if missing else HTTPStatus(status).description
    return _answer(request, ProblemError(status, detail))
