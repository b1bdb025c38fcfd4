"""Access log: a line for each request, without who asked and without what follows the `?`."""

import asyncio
import logging
import re
from secrets import token_hex
from time import perf_counter
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,128}")

logger = logging.getLogger("app.access")


def request_id(scope: Scope) -> str | None:
    """Return the id that a proxy gave to a request as X-Request-ID, if it is fit for a log."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return str(value, "ascii")
    return None


class RequestLogMiddleware:
    """Logs each request when it was answered, under its id or one that is made here."""

    def __init__(self, app: ASGIApp, quiet: frozenset[str]) -> None:
        """Put the log around `app`; `quiet` are the paths that are left out."""
        self.app = app
        self._quiet = quiet

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] in self._quiet:
            await self.app(scope, receive, send)
            return
        begin = perf_counter()
        status = size = 0
        name = request_id(scope) or token_hex(8)

        async def send_and_count(message: Message) -> None:
            nonlocal status, size
            status = message.get("status", status)
            size += len(message.get("body", b""))
            await send(message)

        headers = [header for header in scope["headers"] if header[0] != b"x-request-id"]
        headers.append((b"x-request-id", name.encode()))
        try:
            await self.app({**scope, "headers": headers}, receive, send_and_count)
        finally:
            milliseconds = 1000 * (perf_counter() - begin)
            path = quote(scope["path"])
            logger.info(
                "%s %s %d %d bytes %.1f ms %s",
                scope["method"],
                path,
                status,
                size,
                milliseconds,
                name,
            )


class CancelledFilter(logging.Filter):
    """Leaves out the tracebacks of requests that a stop gave up, because nobody reads on."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is of something else."""
        return not record.exc_info or record.exc_info[0] is not asyncio.CancelledError
