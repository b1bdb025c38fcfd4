"""Errors as RFC 9457 problem details: one shape for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated

from pydantic import MISSING, Field

from app.models.base import Many, Model
from app.models.href import Href
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
        # Before Python 3.13, 414 has the name that RFC 2616 gave to it.
        return HTTPStatus(self.status).phrase.removeprefix("Request-")


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
                "precondition-failed",
                412,
                "The request has an If-Match or If-Unmodified-Since header that does not fit what"
                " is served now.",
                "Ask again without it, and compare the new ETag with the one that you have.",
            ),
            Kind(
                "uri-too-long",
                414,
                "The address is longer than any that this server needs.",
                "Shorten the query: 8,000 characters are more than enough.",
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


_ALLOWED = {
    "description": "What values the parameter of this name may have.",
    "type": "string",
    "pattern": r"\S",
    "minLength": 1,
    "maxLength": 1_000,
    "examples": ["a whole number from 1 to 1000"],
}


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
    instance: Annotated[
        str, Field(min_length=1, max_length=50_000, json_schema_extra={"format": "uri-reference"})
    ]
    """The address that was asked for; of one that is too long, its beginning."""
    errors: Many[Fault] | MISSING = MISSING
    """What is wrong with each query parameter (400)."""
    allowed: (
        Annotated[
            dict[str, Text],
            Field(max_length=100, json_schema_extra={"additionalProperties": _ALLOWED}),
        ]
        | MISSING
    ) = MISSING
    """The query parameters that this address knows: for each name, its values in words (400)."""
    methods: Many[Text] | MISSING = MISSING
    """The methods that are offered (405)."""
    available: Many[Text] | MISSING = MISSING
    """The media types, or codings, in which there is an answer (406)."""
    did_you_mean: Many[Href] | MISSING = MISSING
    """Addresses that resemble the one asked for (404)."""
    id: Annotated[str, Field(pattern=r"^[!-~]+$", max_length=100)] | MISSING = MISSING
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
    """Return the problem details for a status code.

    `instance` is the address as it was asked for, with the prefix that the API is served below.
    """
    kind = KINDS.get(status)
    return Problem.model_validate(
        {
            "type": f"/problems/{kind.name}" if kind else "/problems",
            "title": kind.title if kind else HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            "instance": instance,
            **members,
        }
    )
