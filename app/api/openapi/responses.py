"""Responses: the good one with its example, headers and links, and the shared problems."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI

from app.api.asking import Answer, ask
from app.api.openapi.formats import described
from app.api.openapi.headers import CORS, FLEETING, REPRESENTATION, headers
from app.api.openapi.samples import first_resource
from app.api.problems import KINDS, MEDIA_TYPE, problem
from app.data.dataset import Dataset
from app.models.href import at_base, below
from app.models.reference import href_of

Json = dict[str, Any]

_NAMES = {
    400: "BadRequest",
    404: "NotFound",
    406: "NotAcceptable",
    412: "PreconditionFailed",
    414: "UriTooLong",
    500: "ServerError",
}
PROBLEM = {"$ref": "#/components/schemas/Problem"}
_NOT_MODIFIED = "NotModified"

_CHANGED = "What is here is not, or no longer, what the request's conditions ask for."
_TOO_LONG = "The address is longer than 8000 octets."
_FAILED = "The answer could not be made. The id helps to find out why."

_LONGEST = 15_000
"""The most characters of an answer at a fixed address that is copied into the document."""


def success(operation: Json, path: str, answer: Answer | None, links: Json) -> Json:
    """Return the 200 of an operation, with the app's own answer as its example."""
    response: Json = operation["responses"]["200"]
    content = response["content"]
    for media_type, media in content.items():
        media["schema"] = described(media_type, media["schema"])
        if answer is not None and _is_shown(path, media_type, answer):
            real = {"summary": f"GET {answer.target}", "value": answer.value}
            media["examples"] = {"real": real}
        elif "examples" in media["schema"]:
            form = {"summary": "Its form; it is too long to be shown here."}
            media["examples"] = {"form": {**form, "value": media["schema"]["examples"][0]}}
    names = FLEETING if path == "/health" else REPRESENTATION
    if "{" in path if answer is None else "link" in answer.headers:
        names = (*names, "Link")
    head = {"description": response["description"], "headers": headers(sorted(names))}
    return {**head, "content": content} | ({"links": links} if links else {})


def _is_shown(path: str, media_type: str, answer: Answer) -> bool:
    """Return whether an answer is shown, not being of another type or a document of its own.

    `externalValue` would point to it, but generators of clients then insist on reading it; and a
    JSON Schema's own references would be taken for references into this document.
    """
    is_file = path == answer.target and len(answer.body) > _LONGEST
    has_references = answer.media_type == "application/schema+json"
    same_type = media_type.startswith(answer.media_type)
    return same_type and not is_file and not has_references


def problem_components(app: FastAPI, dataset: Dataset, base: str) -> Json:
    """Return the responses that operations share, by name."""
    first = first_resource(dataset)
    asked = ask(app, ["/areas?colour=red", href_of(first.type, first.id[:-1])], base)
    values = {one.status: (f"GET {one.target}", one.value) for one in asked} | _ours(base)
    return {
        _NOT_MODIFIED: _not_modified(REPRESENTATION),
        **{name: _problem(status, *values[status]) for status, name in _NAMES.items()},
    }


def method_problem(base: str) -> object:
    """Return the problem that other methods than GET meet, which is no operation's answer."""
    with below(base):
        methods = ("GET", "HEAD", "OPTIONS")
        return _json(405, "POST is not offered here.", at_base("/areas"), {"methods": methods})


def _not_modified(names: Iterable[str]) -> Json:
    words = "What you have is current, as `If-None-Match` or `If-Modified-Since` asked"
    return {"description": f"{words} (RFC 9110 §15.4.5).", "headers": headers(names)}


def problems_of(path: str) -> Json:
    """Return what an operation may answer instead of content: shared responses, by status."""
    names = {304: _NOT_MODIFIED, **_NAMES}
    if "{" not in path:
        del names[404]
    found = {str(one): {"$ref": f"#/components/responses/{names[one]}"} for one in names}
    return found | ({"304": _not_modified(FLEETING)} if path == "/health" else {})


def _problem(status: int, summary: str, value: object) -> Json:
    content = {"schema": PROBLEM, "examples": {"problem": {"summary": summary, "value": value}}}
    return {
        "description": f"{KINDS[status].explanation} {KINDS[status].remedy}",
        "headers": headers((*CORS, "Cache-Control")),
        "content": {MEDIA_TYPE: content},
    }


def _ours(base: str) -> dict[int, tuple[str, object]]:
    """Return the problems that the app itself never answers, but the layer around it."""
    json = "application/json"
    refused = f"None of what is available is acceptable to you: {json}."
    failures: tuple[tuple[str, int, str, Json], ...] = (
        ("with Accept: image/png", 406, refused, {"available": (json,)}),
        ('with If-Match: "other"', 412, _CHANGED, {}),
        ("with an address of 9,000 characters", 414, _TOO_LONG, {}),
        ("when the server fails", 500, _FAILED, {"id": "b0c1d2e3f4a5"}),
    )
    with below(base):
        return {
            status: (f"GET /areas {when}", _json(status, detail, at_base("/areas"), more))
            for when, status, detail, more in failures
        }


def _json(status: int, detail: str, instance: str, more: Json) -> object:
    return problem(status, detail, instance=instance, **more).model_dump(mode="json")
