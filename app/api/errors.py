"""From what goes wrong inside to problem details: one handler for each family of errors."""

from http import HTTPStatus
from typing import cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from app.api.problems import MEDIA_TYPE, Fault, ProblemError, problem
from app.api.query import bad_query, surprises
from app.data.near import NearMatches


def add_error_handlers(app: FastAPI) -> None:
    """Let every error of the app be answered as problem details (RFC 9457)."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)


def _answer(request: Request, error: ProblemError) -> Response:
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    query = f"?{request.url.query}" if request.url.query else ""
    details = problem(error.status, error.detail, instance=path + query, **error.members)
    body = details.model_dump_json(by_alias=True)
    return Response(body, error.status, media_type=MEDIA_TYPE)


async def _on_problem(request: Request, error: Exception) -> Response:
    return _answer(request, cast("ProblemError", error))


async def _on_invalid(request: Request, error: Exception) -> Response:
    """Answer a wrong query with 400, and an id that cannot be one with 404."""
    details = cast("RequestValidationError", error).errors()
    if any(one["loc"][0] == "path" for one in details):
        detail = "Nothing is served here: ids are lower-case letters, digits and single hyphens."
        return _answer(request, ProblemError(404, detail))
    faults = [Fault(parameter=str(one["loc"][1]), message=_message(one)) for one in details]
    return _answer(request, bad_query(request, [*surprises(request), *faults]))


def _message(error: dict[str, str]) -> str:
    message = error["msg"].removeprefix("Value error, ")
    return f"does not fit: {message[0].lower()}{message[1:]}"[:300]


async def _on_http(request: Request, error: Exception) -> Response:
    """Answer what the router finds wrong: an unknown address, another method than GET."""
    status = cast("HTTPException", error).status_code
    if status != HTTPStatus.NOT_FOUND:
        return _answer(request, ProblemError(status, HTTPStatus(status).description))
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    routes = [one.path for one in request.app.routes if isinstance(one, APIRoute)]
    plain = {route.strip("/"): route for route in routes if "{" not in route}
    near = tuple(plain[one] for one in NearMatches(plain)(path.strip("/")))
    detail = f"Nothing is served at {path[:200]!r}. The index lists what there is."
    return _answer(request, ProblemError(404, detail, did_you_mean=near or ("/",)))
