"""`python -m tests.benchmarks.speed`: requests per second beside those of others, in one run.

Needs wrk (Debian's package), Datasette (`pip install datasette`) and json-server (npm, in
`$NODE_TOOLS/node_modules`) where they are to be measured too; what is missing is left out and
named. Each pair is measured in turn, A B A B …, and the ratio is the median of those of the
rounds, so that a machine whose speed drifts does not favour one.
"""

import argparse
import importlib.util
import json
import os
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.benchmarks.rivals import ANSWER_FILE
from tests.benchmarks.running import CORES, Load, free_port, ours, running, uvicorn, wrk

ITEM, LIST = "/organizations/sensetime", "/organizations"


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of request."""

    name: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"


CASES = (
    Case("item", ITEM),
    Case("list", LIST),
    Case("index", "/"),
    Case("whole dataset", "/dataset.json"),
    Case("filtered list", "/statements?speaker=china-daily&limit=5"),
    Case("search", "/search?q=sensetime"),
    Case("item, brotli", ITEM, {"Accept-Encoding": "br"}),
    Case("list, gzip", LIST, {"Accept-Encoding": "gzip"}),
    Case("304", ITEM, {"If-None-Match": "*"}),
    Case("HEAD", ITEM, method="HEAD"),
)


def answer_of(base: str, case: Case, folder: Path) -> Path:
    """Keep what we answer, for `bare` to repeat."""
    with (
        httpx.Client() as client,
        client.stream(
            case.method, base + case.path, headers={"Accept-Encoding": "", **case.headers}
        ) as answer,
    ):
        body = b"".join(answer.iter_raw())
        headers = [(k, v) for k, v in answer.headers.multi_items() if k != "date"]
    file = folder / f"{case.name}.json"
    kept = {"status": answer.status_code, "headers": headers, "body": body.hex()}
    file.write_text(json.dumps(kept), "utf-8")
    return file


def in_turn(
    ours_at: str, other_at: str, case: Case, options: argparse.Namespace
) -> list[tuple[Load, Load]]:
    """Measure two URLs in turn, each first in every other round."""
    rounds = []
    for number in range(options.rounds):
        pair = [(ours_at, 0), (other_at, 1)]
        loads = {
            side: wrk(url, case.headers, case.method, options.seconds)
            for url, side in (pair if number % 2 == 0 else reversed(pair))
        }
        rounds.append((loads[0], loads[1]))
    return rounds


def row(name: str, rounds: list[tuple[Load, Load]]) -> str:
    """Return a line of the table: ours beside the other."""
    rate = statistics.median(one.rate for one, _ in rounds)
    other = statistics.median(two.rate for _, two in rounds)
    ratio = statistics.median(one.rate / two.rate for one, two in rounds)
    tail = statistics.median(one.p99 / two.p99 for one, two in rounds)
    failed = sum(one.failed for one, _ in rounds)
    note = f" ({failed} failed)" if failed else ""
    return f"| {name}{note} | {rate:,.0f} | {other:,.0f} | {ratio:.2f} | {tail:.2f} |"


def against_the_limit(base: str, options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Yield a row for each case beside what can do no more than send these bytes."""
    for rival, cases in (("bare", CASES), ("on_starlette", CASES[:2])):
        for case in cases:
            port = free_port()
            file = answer_of(base, case, folder)
            with running(uvicorn(rival, port), port, **{ANSWER_FILE: str(file)}):
                other = f"http://127.0.0.1:{port}{case.path}"
                rounds = in_turn(base + case.path, other, case, options)
            yield row(f"{case.name} / {rival.replace('_', ' ')}", rounds)


def against_others(base: str, options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Yield the rows for an item and a list beside what others serve them with."""
    for name, serving in (
        ("FastAPI def", tutorial("fastapi_def")),
        ("FastAPI async def", tutorial("fastapi_async")),
        ("Datasette", datasette(base, folder)),
        ("json-server", json_server(base, folder)),
    ):
        with serving as urls:
            for case, url in zip(CASES, urls, strict=False):
                yield row(f"{case.name} / {name}", in_turn(base + case.path, url, case, options))


@contextmanager
def tutorial(factory: str) -> Iterator[list[str]]:
    """Serve our models with FastAPI as its tutorial does."""
    port = free_port()
    with running(uvicorn(factory, port), port):
        yield [f"http://127.0.0.1:{port}{path}" for path in (ITEM, LIST)]


def records(base: str) -> list[dict[str, object]]:
    items: list[dict[str, object]] = httpx.get(f"{base}{LIST}?limit=1000").json()["items"]
    return items


@contextmanager
def datasette(base: str, folder: Path) -> Iterator[list[str]]:
    """Serve the records with Datasette, one row each, or say that it is not there."""
    if importlib.util.find_spec("datasette") is None:
        print("(Datasette is left out: pip install datasette)")
        yield []
        return
    file, port = folder / "records.db", free_port()
    with sqlite3.connect(file) as database:
        columns = list(records(base)[0])
        database.execute(f"CREATE TABLE organizations ({', '.join(columns)}, PRIMARY KEY (id))")
        for one in records(base):
            values = [json.dumps(one.get(name)) if name != "id" else one["id"] for name in columns]
            marks = ", ".join("?" * len(columns))
            database.execute(f"INSERT INTO organizations VALUES ({marks})", values)  # noqa: S608
    place = f"http://127.0.0.1:{port}/records/organizations"
    with running([sys.executable, "-m", "datasette", str(file), "-p", str(port)], port):
        yield [f"{place}/sensetime.json", f"{place}.json?_shape=objects"]


@contextmanager
def json_server(base: str, folder: Path) -> Iterator[list[str]]:
    """Serve the records with json-server, or say that it is not there."""
    program = Path(os.environ.get("NODE_TOOLS", "."), "node_modules", ".bin", "json-server")
    if not program.exists():
        print("(json-server is left out: npm install json-server, and set NODE_TOOLS)")
        yield []
        return
    file, port = folder / "records.json", free_port()
    file.write_text(json.dumps({"organizations": records(base)}), "utf-8")
    with running([str(program), "--quiet", "--port", str(port), str(file)], port):
        yield [f"http://127.0.0.1:{port}{path}" for path in (ITEM, LIST)]


def main() -> None:
    """Measure everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="pairs of measurements per line")
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement")
    options = parser.parse_args()
    print(f"{CORES} cores, one worker, one wrk thread, 32 connections")
    print("| case / beside | ours, requests/s | theirs | ratio | p99 ratio |")
    print("| --- | --- | --- | --- | --- |")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, running(ours(port), port):
        base = f"http://127.0.0.1:{port}"
        for compare in (against_the_limit, against_others):
            for line in compare(base, options, Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
