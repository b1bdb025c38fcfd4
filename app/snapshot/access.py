"""One line per request, for people or for machines."""

import json
import logging
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Literal

from app.snapshot.shortcuts import Request
from app.snapshot.target import reference
from app.snapshot.variant import Answer

Outcome = Literal["hit", "miss", "pass"]

_LOGGER = logging.getLogger("app.access")


@dataclass(frozen=True, slots=True)
class Access:
    """What is told of a request; who sent it is not.

    `snapshot` is `hit` when it was answered from memory, `miss` when the app was asked first, and
    `pass` when it is not a matter of the snapshot: an uncached path, a preflight, a bad Host.
    """

    method: str
    path: str
    status: int
    bytes: int
    milliseconds: float
    snapshot: Outcome


@dataclass(frozen=True, slots=True)
class AccessLog:
    """Writes a line per request to the logger `app.access`, at INFO: text, or JSON with `json`."""

    json: bool = False

    def write(self, access: Access) -> None:
        """Write one record on one line, whatever the client put into its path."""
        if _LOGGER.isEnabledFor(logging.INFO):
            _LOGGER.info("%s", json.dumps(asdict(access)) if self.json else _text(access))


def printable(text: str) -> str:
    """Escape all but printable ASCII, so that no client can write log lines of its own."""
    return text.encode("unicode_escape").decode("ascii").replace(" ", "\\x20")


def _text(access: Access) -> str:
    return (
        f"{printable(access.method)} {printable(access.path)} {access.status} {access.bytes} B"
        f" {access.milliseconds:.2f} ms {access.snapshot}"
    )


def access(request: Request, answer: Answer, began: float, outcome: Outcome) -> Access:
    """Record what was asked, what was answered, and how long it took since `began`."""
    path, query = reference(request[1:5]), request[4]  # type: ignore[arg-type]
    return Access(
        method=str(request[0]),
        path=f"{path}?{query.decode('latin-1')}" if isinstance(query, bytes) and query else path,
        status=answer[0]["status"],
        bytes=len(answer[1]["body"]),
        milliseconds=round((perf_counter() - began) * 1000, 3),
        snapshot=outcome,
    )
