"""In-process table: `python -m tests.benchmarks.in_process`, what the record adds to an answer.

Measured over the wire, a shared machine's noise is larger than what is to be measured. Here the
record and a function that sends the same messages are called in turn in tight loops, without a
server, and of many rounds the best counts.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.main import app as record
from tests.benchmarks.running import Case
from tests.benchmarks.speed import AS_FAST_AS_THE_SERVER


def _scope(case: Case) -> Scope:
    """Return the request of a case as a server describes it."""
    headers = {"Host": "127.0.0.1:8000", **case.headers}
    target = case.targets[0]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": case.method,
        "scheme": "http",
        "root_path": "",
        "path": target,
        "raw_path": target.encode(),
        "query_string": b"",
        "headers": [
            (name.lower().encode(), value.encode()) for name, value in headers.items()
        ],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8_000),
        "state": {},
    }


async def _receive() -> Message:
    return {"type": "http.request"}


async def _discard(_message: Message) -> None:
    pass


async def _bare(scope: Scope) -> ASGIApp:
    """Return a function that sends what the record answers, made once, and does nothing else."""
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await record(dict(scope), _receive, keep)

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)

    return app


async def _microseconds(app: ASGIApp, scope: Scope, times: int) -> float:
    """Return how long one of many answers takes."""
    began = time.perf_counter()
    for _ in range(times):
        await app(dict(scope), _receive, _discard)
    return (time.perf_counter() - began) / times * 1e6


async def rows(rounds: int, times: int) -> AsyncIterator[str]:
    """Yield a row for each kind of answer."""
    for case in AS_FAST_AS_THE_SERVER:
        scope = _scope(case)
        bare = await _bare(scope)
        ours = []
        theirs = []
        for _ in range(rounds):
            ours.append(await _microseconds(record, scope, times))
            theirs.append(await _microseconds(bare, scope, times))
        best = min(ours)
        limit = min(theirs)
        yield f"| {case.name} | {best:.2f} | {limit:.2f} | {best - limit:.2f} |"


async def _print(rounds: int, times: int) -> None:
    print("| case | ours us | bare us | added us |\n| --- | ---: | ---: | ---: |")
    async for row in rows(rounds, times):
        print(row, flush=True)


def main() -> None:
    """Measure every kind of answer and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--times", type=int, default=2_000, help="answers in a round")
    options = parser.parse_args()
    asyncio.run(_print(options.rounds, options.times))


if __name__ == "__main__":
    main()
