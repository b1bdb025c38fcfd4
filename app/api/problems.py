"""Errors as RFC 9457 problem details: one shape for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated

from pydantic import MISSING, Field

from app.models.base import Many, Model
from app.models.href import Href, at_base
from app.models.text import Text

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name in URLs, its status, and what to tell people about it."""

    name: str
    status: int
    explanation: str
    remedy: str

    @property
    def title(self) -> str:
        """The phrase of the status code (RFC 9110 §15)."""
        return HTTPStatus(self.status).phrase


KINDS: Mapping[int, Kind] = MappingProxyType(
    {
        kind.status: kind
        for kind in (
            Kind(
                "bad-request",
                400,
                "The request has a query parameter that is not known here, is given twice or has"
                " a value that is not allowed; or its Host header is missing or malformed.",
                "Compare the request with `errors` and `allowed` in the answer.",
            ),
            Kind(
                "not-found",
                404,
                "Nothing is served at this address.",
                "Try an address from `did_you_mean`, or begin at the index.",
            ),
            Kind(
                "method-not-allowed",
                405,
                "The record is read-only: it answers GET, HEAD and OPTIONS.",
                "Send a GET request.",
            ),
            Kind(
                "not-acceptable",
                406,
                "The Accept or Accept-Encoding header excludes every form in which this address"
                " can be answered.",
                "Send no such header, or one that includes the form named in `detail`.",
            ),
            Kind(
                "internal-server-error",
                500,
                "The server failed. That is our mistake.",
                "Try again later; when you report it, give the `id` of the answer.",
            ),
        )
    }
)
"""The kinds of problem that there are, by status code."""


class Fault(Model):
    """What is wrong with one query parameter."""

    parameter: Text
    """The parameter's name."""
    message: Text
    """What is wrong with it."""


class Problem(Model):
    """An error, as RFC 9457 §3 describes it."""

    type: Href
    """Address of a page that explains this kind of problem."""
    title: Text
    """The kind of problem in a few words."""
    status: Annotated[int, Field(ge=400, le=599)]
    """The HTTP status code."""
    detail: Text
    """What is wrong with this request."""
    instance: Annotated[str, Field(max_length=10_000)]
    """The address that was asked for."""
    errors: Many[Fault] | MISSING = MISSING
    """What is wrong with each query parameter (400)."""
    allowed: dict[str, Text] | MISSING = MISSING
    """The query parameters that this address knows, and their values (400)."""
    did_you_mean: Many[Href] | MISSING = MISSING
    """Addresses that resemble the one asked for (404)."""
    id: Annotated[str, Field(max_length=100)] | MISSING = MISSING
    """Identifies the failure in the server's log (500)."""


class ProblemError(Exception):
    """A problem with a request, found by a handler."""

    def __init__(self, status: int, detail: str, **members: object) -> None:
        """Keep the status (one of `KINDS`), what is wrong, and further members of `Problem`."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.members = members


def problem(status: int, detail: str, *, instance: str, **members: object) -> Problem:
    """Return the problem details for a status code; one we do not explain has no `type` page."""
    kind = KINDS.get(status)
    return Problem.model_validate(
        {
            "type": f"/problems/{kind.name}" if kind else "/problems",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            "instance": at_base(instance),
            **members,
        }
    )
