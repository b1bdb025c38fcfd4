"""Connections that cost no more than their share, whatever is sent or not sent on them."""

import sys
from http import HTTPStatus
from typing import Any

from app.serving.prompt import Prompt

READING = 20.0
"""Seconds that a client has to send the head of a request, from its first byte on."""
TAKING = 60.0
"""Seconds for which a client may take nothing of an answer that waits for it."""
LONGEST_HEAD = 2**15
"""Octets of a request's head that are read, or somewhat more; the parser ends at twice as much."""
MOST_WAITING = 100
"""Pipelined requests that may wait for those before them, or somewhat more."""
MOST_OPEN = 2**14
"""Open files, and so connections, that the process asks the system for."""

_SLICE = 2**12
_TOO_LONG = f"The head of the request is longer than {LONGEST_HEAD} octets."


class Bounded(Prompt):
    """uvicorn's protocol, with bounds for what a client may take of time and of memory.

    uvicorn by itself waits for ever for the rest of a request, and for a client to read; it takes
    a head of any length, and any number of requests in advance.
    """

    def connection_made(self: Any, transport: Any) -> None:  # noqa: ANN401 -- of several loops
        """Begin to watch the clock."""
        super().connection_made(transport)
        self._head, self._last = 0, False
        self._begun: float | None = self.loop.time()
        self._waiting, self._since = (0, 0), self.loop.time()
        self._watch = self.loop.call_later(READING, self._look)

    def connection_lost(self: Any, exc: Exception | None) -> None:
        """Stop the clock."""
        self._watch.cancel()
        self._forget()
        super().connection_lost(exc)

    def data_received(self: Any, data: bytes) -> None:
        """Read requests, little by little, so that each bound is met soon after it is passed."""
        for start in range(0, len(data), _SLICE):
            if self._last or self.transport.is_closing():
                return
            self._read(data[start : start + _SLICE])

    def _read(self: Any, data: bytes) -> None:
        before = self.cycle
        self._head += len(data)
        super().data_received(data)
        if self.cycle is not before:
            self._head, self._begun = 0, None
            if len(self.pipeline) > MOST_WAITING:
                self._finish()
        elif self._head > LONGEST_HEAD:
            status = HTTPStatus.BAD_REQUEST if self.headers else HTTPStatus.REQUEST_URI_TOO_LONG
            self.refuse(status, _TOO_LONG)
        elif self._begun is None and _is_answered(self):
            self._begun = self.loop.time()

    def on_headers_complete(self: Any) -> None:
        """Let nothing that comes after the content into the head (RFC 9110 §6.5.1)."""
        super().on_headers_complete()
        self.headers: list[tuple[bytes, bytes]] = []

    def on_body(self: Any, body: bytes) -> None:
        """Read content, of which nothing is kept; it is no part of a head."""
        super().on_body(body)
        self._head = 0

    def eof_received(self: Any) -> bool:
        """Answer what was asked, although the client will say no more (RFC 9112 §9.6)."""
        if _is_answered(self):
            return False
        self._finish()
        return True

    def refuse(self: Any, status: HTTPStatus, detail: str) -> None:
        """Refuse what follows, but first answer the requests before it."""
        if self.pipeline or not (_is_answered(self) or self.cycle.more_body):
            self._finish()
        else:
            super().refuse(status, detail)

    def _finish(self: Any) -> None:
        """Read no more, and close after the last answer."""
        self._last = True
        self.cycle.keep_alive = False

    def _forget(self: Any) -> None:
        """Write nothing more to who is gone: that would be an error in the log."""
        if self._running is not None:
            self._running.disconnected = True

    def _unsupported_upgrade_warning(self) -> None:
        """Ignore a wish for another protocol (RFC 9110 §7.8): anybody can have one."""

    def _look(self: Any) -> None:
        """Drop the connection if its client is too slow; look again later if it is not."""
        now, waiting = (
            self.loop.time(),
            (self.transport.get_write_buffer_size(), len(self.pipeline)),
        )
        if waiting != self._waiting or not waiting[0]:
            self._waiting, self._since = waiting, now
        late = self._begun is not None and now - self._begun >= READING
        if late or now - self._since >= TAKING:
            self._forget()
            self.transport.abort()
            return
        again = READING if self._begun is None else self._begun + READING - now
        self._watch = self.loop.call_later(again, self._look)


def _is_answered(connection: Any) -> bool:  # noqa: ANN401 -- uvicorn's types are not ours
    """Tell whether nothing is asked that is not answered, though perhaps not taken yet."""
    return connection.cycle is None or connection.cycle.response_complete


def open_many() -> None:
    """Ask the system for as many open files as we use, where it gives fewer by default."""
    if sys.platform != "win32":  # pragma: no branch -- the tests run where there is a limit
        import resource  # noqa: PLC0415 -- not on Windows

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_OPEN if hard == resource.RLIM_INFINITY else min(MOST_OPEN, hard)
        if resource.RLIM_INFINITY != soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
