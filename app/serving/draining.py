"""Connections that end politely when the server is told to stop."""

from typing import Any

from app.serving.unreadable import Explaining

LINGERING = 1.0
"""Seconds in which a client of an idle connection may still have sent a request."""

CLOSE = (b"connection", b"close")


class Draining(Explaining):
    """uvicorn's protocol, but a request that crosses with the order to stop is answered.

    uvicorn closes an idle connection at once, also while a request is on its way to it. Here each
    connection lives a little longer, and whatever is answered meanwhile says that it was the last
    (RFC 9112 §9.6): a client that keeps asking never meets a closed connection.
    """

    def shutdown(self: Any) -> None:
        """Answer what was begun and what comes soon, then close."""
        state = self.server_state
        if CLOSE not in state.default_headers:
            state.default_headers = [*state.default_headers, CLOSE]
        if _idle(self):
            self.loop.call_later(LINGERING, _close, self)
        else:
            Explaining.shutdown(self)


def _idle(connection: Any) -> bool:  # noqa: ANN401 -- as above
    return connection.cycle is None or connection.cycle.response_complete


def _close(connection: Any) -> None:  # noqa: ANN401 -- as above
    """Close a connection on which nothing has been asked meanwhile."""
    if _idle(connection):
        connection.transport.close()
