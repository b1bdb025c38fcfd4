"""`python -m tests.benchmarks.heads URL SECONDS`: HEAD requests per second and the 99th percentile.

wrk waits for content after HEAD (RFC 9110 §9.3.2 sends none), so this stands in for it: 32
connections, each asking again as soon as it is answered. Prints requests/s and milliseconds.
"""

import asyncio
import sys
import time
from typing import cast
from urllib.parse import urlsplit

CONNECTIONS = 32


class Asking(asyncio.Protocol):
    """One connection that asks without pause and notes how long each answer took."""

    def __init__(self, request: bytes, took: list[float]) -> None:
        self._request, self._took = request, took
        self._transport: asyncio.Transport | None = None
        self._asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"\r\n\r\n"):
            self._took.append(time.perf_counter() - self._asked)
            self._ask()

    def _ask(self) -> None:
        if self._transport is not None:
            self._asked = time.perf_counter()
            self._transport.write(self._request)


async def load(url: str, seconds: float) -> list[float]:
    """Ask for so many seconds; return how long each answer took."""
    place, took = urlsplit(url), list[float]()
    request = f"HEAD {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode()
    loop = asyncio.get_running_loop()
    connections = [
        await loop.create_connection(
            lambda: Asking(request, took), str(place.hostname), place.port or 80
        )
        for _ in range(CONNECTIONS)
    ]
    await asyncio.sleep(seconds)
    for transport, _ in connections:
        transport.abort()
    return took


def main() -> None:
    seconds = float(sys.argv[2])
    took = sorted(asyncio.run(load(sys.argv[1], seconds)))
    print(len(took) / seconds, 1000 * took[int(len(took) * 0.99)])


if __name__ == "__main__":
    import uvloop

    uvloop.install()
    main()
