"""One line per request, for people or for machines."""

import json
import logging
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Literal
from urllib.parse import quote

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
        """Write one record on one line."""
        if _LOGGER.isEnabledFor(logging.INFO):
            _LOGGER.info("%s", json.dumps(asdict(access)) if self.json else _text(access))


def _text(access: Access) -> str:
    return (
        f"{access.method} {access.path} {access.status} {access.bytes} B"
        f" {access.milliseconds:.2f} ms {access.snapshot}"
    )


def access(request: Request, answer: Answer, began: float, outcome: Outcome) -> Access:
    """Record what was asked, what was answered, and how long it took since `began`.

    Method and path are as in a URL, so that no client can write log lines of its own.
    """
    method = str(request[0])
    return Access(
        method=method if method.isalpha() else quote(method),
        path=reference(request[1:5]),  # type: ignore[arg-type]
        status=answer.status,
        bytes=len(answer.body),
        milliseconds=round((perf_counter() - began) * 1000, 3),
        snapshot=outcome,
    )
