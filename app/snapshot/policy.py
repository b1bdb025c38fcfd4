"""What the layer is told from outside: its policy, and how a problem is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.snapshot.asgi import Header


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything the layer adds to answers, and the bound of what it keeps.

    `last_modified` is aware; `max_bytes` bounds keys, headers, bodies and encoded bodies together;
    `headers` stand on every answer unless the app's own answer has that name; `alternates` maps a
    path and a media type to the path that represents it in that type (RFC 9110 §12.1); answers
    at `uncached` paths are rendered for every request.
    """

    last_modified: datetime
    cache_control: str = "max-age=3600, stale-while-revalidate=86400"
    error_cache_control: str = "no-store"
    headers: tuple[tuple[str, str], ...] = ()
    max_bytes: int = 64 * 2**20
    alternates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    uncached: frozenset[str] = frozenset()


class Problem(Protocol):
    """Writes an RFC 9457 problem: its headers (Content-Type among them) and its body."""

    def __call__(
        self, status: int, detail: str, *, instance: str, root_path: str, **members: object
    ) -> tuple[list[Header], bytes]:
        """Promise a body for `status` that shows `detail`, `instance` and `members`.

        Links of its own begin with `root_path`, as `instance` does already.
        """
        ...
