"""What happens on a connection between the order to stop and the end."""

import threading
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Any

from tests.serving import serving

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Slow:
    """Answers `/slow` when it may, everything else at once."""

    def __init__(self) -> None:
        self.begun, self.may = threading.Event(), threading.Event()

    async def __call__(self, scope: Any, receive: object, send: Send) -> None:  # noqa: ANN401, ARG002
        import asyncio  # noqa: PLC0415

        if scope["path"] == "/slow":
            self.begun.set()
            await asyncio.to_thread(self.may.wait, 30)
        await send(
            {"type": "http.response.start", "status": 200, "headers": ((b"content-length", b"2"),)}
        )
        await send({"type": "http.response.body", "body": b"ok"})


def test_begun_and_crossing_requests_are_answered_and_idle_connections_closed() -> None:
    app = Slow()
    with ExitStack() as stack:
        url = stack.enter_context(serving(app))
        place = url.removeprefix("http://")
        busy, idle, crossing = (HTTPConnection(place, timeout=30) for _ in range(3))
        for one in (idle, crossing):
            one.request("GET", "/")
            assert one.getresponse().read() == b"ok"
        busy.request("GET", "/slow")
        assert app.begun.wait(30)
        stopping = threading.Thread(target=stack.pop_all().close)
        stopping.start()
        # The order to stop is carried out when no new connection is taken.
        while accepts(place):
            pass
        crossing.request("GET", "/slow")
        assert idle.sock.recv(1) == b""
        app.may.set()
        for one in (busy, crossing):
            answer = one.getresponse()
            assert (answer.read(), answer.getheader("connection")) == (b"ok", "close")
        for one in (busy, idle, crossing):
            one.close()
        stopping.join(30)


def accepts(place: str) -> bool:
    probe = HTTPConnection(place, timeout=30)
    try:
        probe.connect()
    except OSError:
        return False
    finally:
        probe.close()
    return True
