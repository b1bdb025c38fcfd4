"""Answers from memory, written whole as soon as they are asked for."""

from http import HTTPStatus
from typing import Any

from app.serving.draining import CLOSE, Draining
from app.snapshot import Answer

TOGETHER = 2**16
"""Octets of a body up to which it is cheaper to copy it than to write it by itself."""

_STATUS = {one.value: b"HTTP/1.1 %d %s\r\n" % (one, one.phrase.encode()) for one in HTTPStatus}


class Prompt(Draining):
    """uvicorn's protocol, but what the app can answer `at_once` takes no task and one write.

    For every other answer uvicorn starts a task, sends head and body apart, and looks again at
    each header field; that is most of what an answer from memory would cost.
    """

    def connection_made(self: Any, transport: Any) -> None:  # noqa: ANN401 -- of several loops
        """Ask the app whether it can do this at all: any other ASGI app cannot."""
        super().connection_made(transport)
        self._at_once = getattr(self.config.loaded_app, "at_once", None)
        self._running = None

    def _start_asgi_task(self: Any, cycle: Any, app: Any) -> None:  # noqa: ANN401 -- uvicorn's
        """Answer one request, of which uvicorn forgets which one it is when others wait."""
        self._running = cycle
        # The last answer may have been written a moment ago, and the clock begun to run.
        self._unset_keepalive_if_required()
        # With others waiting, each would be answered from within the one before: too deep a stack.
        waits = self._at_once is None or self.pipeline or self.flow.write_paused
        if waits or not self._at_once(cycle.scope, self._write):
            super()._start_asgi_task(cycle, app)

    def _write(self: Any, answer: Answer) -> None:
        cycle, common = self._running, self.server_state.default_headers
        lines = [_STATUS[answer.status], *(b"%s: %s\r\n" % header for header in common)]
        lines.append(answer.lines)
        if CLOSE in common:
            cycle.keep_alive = False
        elif not cycle.keep_alive:
            lines.append(b"connection: close\r\n")
        lines.append(b"\r\n")
        if len(answer.body) <= TOGETHER:
            lines.append(answer.body)
            self.transport.write(b"".join(lines))
        else:
            self.transport.write(b"".join(lines))
            self.transport.write(answer.body)
        cycle.response_started = cycle.response_complete = True
        if not cycle.keep_alive:
            self.transport.close()
        cycle.on_response()
        # Nor does uvicorn let a request keep its connection in memory.
        cycle.on_response = _nothing


def _nothing() -> None:
    """Do nothing more."""
