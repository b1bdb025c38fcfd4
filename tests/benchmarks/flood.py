"""`python -m tests.benchmarks.flood`: more than a server should be asked, and what becomes of it.

2,000 open connections; four times the requests that one worker answers; slow clients; random
queries. Needs wrk (Debian's package).
"""

import argparse
import random
import selectors
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import httpx

from app.serving.bounded import open_many
from tests.benchmarks.growth import memory
from tests.benchmarks.running import free_port, ours, running, wrk
from tests.hostile.wire import connect

ITEM = "/organizations/sensetime"
ONE = f"HEAD {ITEM} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
ANSWER = b"HTTP/1.1 200 OK\r\n"
AT_ONCE = 50


@dataclass
class Client:
    """A connection that always has some requests under way."""

    connection: socket.socket
    begun: int = 0
    answered: int = 0
    tail: bytes = b""

    def ask(self) -> int:
        """Ask as much as may be under way at once; return how much that was."""
        more = AT_ONCE - (self.begun - self.answered)
        self.connection.sendall(ONE * more)
        self.begun += more
        return more

    def read(self) -> None:
        data = self.connection.recv(2**18)
        if not data:
            message = "closed by the server"
            raise ConnectionError(message)
        data = self.tail + data
        self.answered += data.count(ANSWER)
        self.tail = data[data.rfind(ANSWER) + len(ANSWER) :][-len(ANSWER) + 1 :]


def overload(url: str, times: int, clients: int = 64) -> tuple[int, float]:
    """Ask so many times, always far more than can be answered; return the answers and the rate."""
    began, left = time.perf_counter(), times
    with ExitStack() as stack, selectors.DefaultSelector() as ready:
        everyone = [Client(stack.enter_context(connect(url))) for _ in range(clients)]
        for client in everyone:
            ready.register(client.connection, selectors.EVENT_READ, client)
            left -= client.ask()
        while any(client.answered < client.begun for client in everyone):
            for key, _ in ready.select(30):
                key.data.read()
                if left > 0:
                    left -= key.data.ask()
        answered = sum(client.answered for client in everyone)
    return answered, answered / (time.perf_counter() - began)


def held(url: str, many: int, said: bytes, *, buffer: int = 0) -> Iterator[socket.socket]:
    """Open connections, say something on each, and leave it at that."""
    for _ in range(many):
        connection = connect(url, buffer=buffer)
        connection.sendall(said)
        yield connection


def beside(url: str, connections: list[socket.socket], seconds: int) -> str:
    """Measure what others get meanwhile, and close the connections."""
    load = wrk(url + ITEM, {}, "GET", seconds)
    for connection in connections:
        connection.close()
    return f"{load.rate:,.0f} requests/s, p99 {load.p99:.1f} ms, {load.failed} failed"


def random_queries(url: str, times: int) -> tuple[int, float]:
    """Ask what nobody has asked before; return the failures and the median milliseconds."""
    chance, failed, took = random.Random(8), 0, []  # noqa: S311 -- the same every time
    with httpx.Client(base_url=url) as client:
        for number in range(times):
            target = f"/search?q={chance.getrandbits(64):x}&limit={number % 1000 + 1}"
            if number % 2:
                target = f"/statements?limit={number % 1000 + 1}&offset={number}"
            began = time.perf_counter()
            failed += client.get(target).status_code != 200
            took.append(1000 * (time.perf_counter() - began))
    return failed, statistics.median(took)


def measure(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Yield what was tried, and what came of it."""
    port, seconds = free_port(), options.seconds
    url = f"http://127.0.0.1:{port}"
    with running(ours(port), port, "/health") as process:
        yield "nobody else", beside(url, [], seconds)
        idle = list(held(url, 2_000, ONE))
        yield "2,000 open connections", beside(url, idle, seconds)
        half = list(held(url, 200, ONE[:-4]))
        yield "200 half-open requests", beside(url, half, seconds)
        slow = list(held(url, 200, b"GET /dataset.json HTTP/1.1\r\nHost: a\r\n\r\n", buffer=4096))
        yield "200 readers of nothing", beside(url, slow, seconds)
        yield "memory after that", f"{memory(process.pid):.0f} MiB"
        _, rate = overload(url, 100_000)
        wanted = int(4 * rate * seconds)
        answered, _ = overload(url, wanted)
        told = f"{answered:,} of {wanted:,} asked were answered, {memory(process.pid):.0f} MiB"
        yield f"four times {rate:,.0f} requests/s for {seconds} s", told
        failed, median = random_queries(url, options.queries)
        told = f"{failed} failed, median {median:.1f} ms, {memory(process.pid):.0f} MiB"
        yield f"{options.queries:,} random queries", told


def main() -> None:
    """Measure everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="length of a measurement")
    parser.add_argument("--queries", type=int, default=100_000, help="random queries")
    open_many()
    print("| with | what others get, and what is left |\n| --- | --- |")
    for tried, told in measure(parser.parse_args()):
        print(f"| {tried} | {told} |", flush=True)


if __name__ == "__main__":
    main()
