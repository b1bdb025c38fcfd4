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


def name_request(scope: Scope, send: Send, name: bytes) -> Send:
    """Give a request an id, and return what sends it along with the answer as X-Request-ID.

    The app finds it as `request_id` in the scope. One that is not fit for a log is left out.
    """
    if not _REQUEST_ID.fullmatch(name):
        return send
    scope["request_id"] = name.decode()

    async def send_with_id(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message["headers"], (b"x-request-id", name)]
            message = {**message, "headers": headers}
        await send(message)

    return send_with_id


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

        async def send_and_count(message: Message) -> None:
            nonlocal status, size
            status = message.get("status", status)
            size += len(message.get("body", b""))
            await send(message)

        name = dict(scope["headers"]).get(b"x-request-id", b"")
        if not _REQUEST_ID.fullmatch(name):
            name = token_hex(8).encode()
        # Of a field that comes twice, the last line counts.
        headers = [*scope["headers"], (b"x-request-id", name)]
        try:
            await self.app({**scope, "headers": headers}, receive, send_and_count)
        finally:
            logger.info(
                "%s %s %d %d bytes %.1f ms %s",
                scope["method"],
                quote(scope["path"]),
                status,
                0 if scope["method"] == "HEAD" else size,
                1000 * (perf_counter() - begin),
                name.decode(),
            )


class CancelledFilter(logging.Filter):
    """Leaves out the tracebacks of requests that a stop gave up, because nobody reads on."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is of something else."""
        return not record.exc_info or record.exc_info[0] is not asyncio.CancelledError
