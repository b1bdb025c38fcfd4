"""HEAD load: `python -m tests.benchmarks.heads URL SECONDS`, since wrk waits for content.

Asks on 32 connections, on each again as soon as it is answered; prints requests per second, the
99th percentile in milliseconds, and the number of requests.
"""

import asyncio
import sys
import time
from typing import cast
from urllib.parse import urlsplit

import uvloop

_CONNECTIONS = 32


class _Asking(asyncio.Protocol):
    """One connection that asks without pause and notes how long each answer took."""

    def __init__(self, request: bytes, took: list[float]) -> None:
        self._request, self._took = request, took

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"\r\n\r\n"):
            self._took.append(time.perf_counter() - self._asked)
            self._ask()

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        self._transport.write(self._request)


async def _load(url: str, seconds: float) -> list[float]:
    place, took = urlsplit(url), list[float]()
    request = f"HEAD {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode()
    loop, host, port = asyncio.get_running_loop(), str(place.hostname), place.port or 80
    opened = [
        await loop.create_connection(lambda: _Asking(request, took), host, port)
        for _ in range(_CONNECTIONS)
    ]
    await asyncio.sleep(seconds)
    for transport, _ in opened:
        transport.abort()
    return took


if __name__ == "__main__":
    _seconds = float(sys.argv[2])
    _took = sorted(uvloop.run(_load(sys.argv[1], _seconds)))
    print(len(_took) / _seconds, 1_000 * _took[len(_took) * 99 // 100], len(_took))
