"""Ask the app behind, with nobody waiting at the other end."""

import asyncio
import re
from dataclasses import dataclass

from app.snapshot.asgi import ASGIApp, Header, Headers, Message, Scope

# What could end a line early, and begin another (RFC 9110 §5.5, RFC 9112 §11.1).
_UNSAFE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Response:
    """A complete answer as the app gave it; header names in lower case."""

    status: int
    headers: Headers
    body: bytes

    def values(self, name: bytes) -> tuple[bytes, ...]:
        """List the values of a header, in order."""
        return tuple(value for key, value in self.headers if key == name)


class IncompleteError(RuntimeError):
    """The app returned without having sent a complete answer."""


async def ask(app: ASGIApp, scope: Scope) -> Response:
    """Let the app answer a request without content, and buffer the answer to its end.

    The answer depends on no client: nothing is read from one or sent to one, and none can
    disconnect. What the app raises, before or after it has sent something, is raised; so is
    `IncompleteError`, and `UnsafeHeaderError` for a header field that is none.
    """
    exchange = _Exchange()
    await app(scope, exchange.receive, exchange.send)
    return exchange.response()


class UnsafeHeaderError(ValueError):
    """The app sent a header field that would be read as something else."""


class _Exchange:
    def __init__(self) -> None:
        self._asked = False
        self._started: Message | None = None
        self._chunks: list[bytes] = []
        self._complete = False

    async def receive(self) -> Message:
        if self._asked:
            # Streaming answers watch for a disconnect meanwhile; here, none ever comes.
            await asyncio.get_running_loop().create_future()
        self._asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = message
        elif message["type"] == "http.response.body" and not self._complete:
            self._chunks.append(message.get("body", b""))
            self._complete = not message.get("more_body", False)

    def response(self) -> Response:
        if self._started is None or not self._complete:
            raise IncompleteError
        headers: tuple[Header, ...] = tuple(
            (bytes(name).lower(), bytes(value)) for name, value in self._started.get("headers", ())
        )
        if any(_UNSAFE.search(name + value) for name, value in headers):
            raise UnsafeHeaderError(headers)
        return Response(self._started["status"], headers, b"".join(self._chunks))
