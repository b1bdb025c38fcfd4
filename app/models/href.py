"""Addresses of resources, right also where the API is mounted below a path prefix."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated

from pydantic import Field, PlainSerializer

BASE: ContextVar[str] = ContextVar("BASE", default="")
"""The path that the API is served below, without a slash at its end; usually empty."""


@contextmanager
def below(prefix: str) -> Iterator[None]:
    """Let hrefs that are written in the block begin with the path that the API is served below."""
    before = BASE.set(prefix.rstrip("/"))
    try:
        yield
    finally:
        BASE.reset(before)


def at_base(path: str) -> str:
    """Return `path` as it is to be written into an answer: below the current prefix."""
    return BASE.get() + path


_ADDRESS = Field(
    pattern=r"^/",
    min_length=1,
    max_length=2_000,
    json_schema_extra={"format": "uri-reference"},
)

Href = Annotated[
    str,
    _ADDRESS,
    PlainSerializer(at_base, return_type=Annotated[str, _ADDRESS]),
]
"""An address on this server: an absolute path (RFC 3986 §4.2), served below the current prefix."""
