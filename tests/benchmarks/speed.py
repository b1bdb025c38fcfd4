"""Speed table: `python -m tests.benchmarks.speed`, the record beside what else serves the same.

Needs wrk. Datasette (pip) and json-server (npm, on the PATH or in $NODE_TOOLS) are measured where
they are there, and named where they are not.
"""

import argparse
import itertools
import json
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import httpx

from tests.benchmarks.running import CONNECTIONS, CORES, Case, in_turn, serving
from tests.servers import granian, uvicorn

ITEM, LIST = "/organizations/sensetime", "/organizations"
_APP, _RIVAL = "app.main:app", "tests.benchmarks.rivals:app"
_DISTINCT = 50_000
AT_ONCE = (1, 4, 16, 32)
"""How many requests at once granian is measured with: its gain depends on it."""

ITEM_CASE, LIST_CASE = Case("item", [ITEM]), Case("list", [LIST])
AS_FAST_AS_THE_SERVER = (
    ITEM_CASE,
    LIST_CASE,
    Case("index", ["/"]),
    Case("whole dataset", ["/dataset.json"]),
    Case("OpenAPI", ["/openapi.json"]),
    Case("304", [ITEM], {"If-None-Match": "*"}),
    Case("HEAD", [ITEM], method="HEAD"),
    Case("item, gzip", [ITEM], {"Accept-Encoding": "gzip"}),
    Case("item, brotli", [ITEM], {"Accept-Encoding": "br"}),
    Case("list, gzip", [LIST], {"Accept-Encoding": "gzip"}),
    Case("list, brotli", [LIST], {"Accept-Encoding": "br"}),
)


def queries(base: str) -> Iterator[tuple[Case, dict[str, str]]]:
    """Yield each case of queries that nobody asked before, and the encoding of ours."""
    days = [f"{year}-{month:02}-{day:02}" for year, month, day in _DAYS]
    chance = random.Random(8)  # noqa: S311 -- the same each time
    some = chance.sample(list(itertools.product(days, range(100, 1_000))), _DISTINCT)
    lists = [f"/events?from={day}&limit={limit}" for day, limit in some]
    filtered = [
        f"/events?concerns=arrangement-2018&from={day}&limit={limit}"
        for day, limit in some
    ]
    total = httpx.get(f"{base}/claims?limit=1").json()["total"]
    pages = [
        f"/claims?limit={n}&offset={m}" for n in range(17, 24) for m in range(total - n)
    ]
    names = [one["name"] for one in httpx.get(f"{base}/graph").json()["nodes"]]
    words = sorted(
        {word for name in names for word in re.findall("[A-Za-z]{4,}", name)}
    )
    asked = [
        f"/search?q={word}&limit={n}" for word in words for n in range(100, 1_000, 9)
    ]
    for targets in (pages, asked):
        chance.shuffle(targets)
    yield Case("filtered list", filtered), {}
    yield Case("page of claims", pages), {}
    yield Case("list with a query, brotli", lists), {"Accept-Encoding": "br"}
    yield Case("search", asked), {}


_DAYS = tuple(itertools.product(range(1950, 2010), range(1, 13), range(1, 29)))
"""Days before anything in the record happened: all lead to the same answer."""


def keep(
    base: str, case: Case, folder: Path, *, is_typical: bool = False
) -> dict[str, str]:
    """Keep an answer of ours for a rival to repeat; of several targets, one of middling size."""
    sample = case.targets[:21] if is_typical else case.targets[:1]
    answers = []
    headers = {"Accept-Encoding": "", **case.headers}
    with httpx.Client(base_url=base) as client:
        for target in sample:
            with client.stream(case.method, target, headers=headers) as answer:
                answers.append((answer, b"".join(answer.iter_raw())))
    answer, body = sorted(answers, key=lambda one: len(one[1]))[len(answers) // 2]
    kept = [
        (name, value) for name, value in answer.headers.multi_items() if name != "date"
    ]
    file = folder / "answer.json"
    file.write_text(
        json.dumps({"status": answer.status_code, "headers": kept, "body": body.hex()}),
        encoding="utf-8",
    )
    return {"ANSWER": str(file)}


def rows(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Yield a row for each comparison; the record and the rival run under the same server."""
    measured = {"rounds": options.rounds, "seconds": options.seconds}
    with serving(uvicorn(_APP)) as record:
        base, _ = record
        for case in AS_FAST_AS_THE_SERVER:
            answer = keep(base, case, folder)
            with serving(uvicorn(_RIVAL), RIVAL="bare", **answer) as rival:
                cells = in_turn(record, rival, (case, case), **measured)
            yield f"| {case.name} | bare | {cells} |"
        for case, encoding in queries(base):
            answer = keep(base, case, folder, is_typical=True)
            mine = Case(case.name, case.targets, encoding)
            with serving(uvicorn(_RIVAL), RIVAL="ready", **answer) as rival:
                cells = in_turn(record, rival, (mine, case), **measured)
            yield f"| {case.name} | FastAPI, ready bytes | {cells} |"
        with serving(uvicorn(_RIVAL), RIVAL="tutorial") as rival:
            for case in (ITEM_CASE, LIST_CASE):
                cells = in_turn(record, rival, (case, case), **measured)
                yield f"| {case.name} | FastAPI, tutorial | {cells} |"
        for name, command, targets in others(base, folder):
            with serving(command) as rival:
                for case, target in zip((ITEM_CASE, LIST_CASE), targets, strict=True):
                    cells = in_turn(
                        record, rival, (case, Case(name, [target])), **measured
                    )
                    yield f"| {case.name} | {name} | {cells} |"
        with serving(granian(_APP)) as fast:
            for connections in AT_ONCE:
                name = f"item under granian, {connections} at once"
                case = Case(name, [ITEM], connections=connections)
                cells = in_turn(fast, record, (case, case), **measured)
                yield f"| {case.name} | the same under uvicorn | {cells} |"


def others(base: str, folder: Path) -> Iterator[tuple[str, list[str], tuple[str, str]]]:
    """Yield name, command (to end with a port) and two targets of what else serves such records."""
    items = httpx.get(f"{base}{LIST}?limit=1000").json()["items"]
    if find_spec("datasette"):
        columns = sorted({name for one in items for name in one})
        with sqlite3.connect(folder / "records.db") as database:
            database.execute(
                f"CREATE TABLE organizations ({', '.join(columns)}, PRIMARY KEY (id))"
            )
            marks = ", ".join("?" * len(columns))
            for one in items:
                values = [
                    one["id"] if c == "id" else json.dumps(one.get(c)) for c in columns
                ]
                database.execute(f"INSERT INTO organizations VALUES ({marks})", values)  # noqa: S608
        place = "/records/organizations"
        command = [sys.executable, "-m", "datasette", str(folder / "records.db"), "-p"]
        targets = (f"{place}/sensetime.json", f"{place}.json?_shape=objects")
        yield "Datasette", command, targets
    else:
        print("(Datasette is not here: pip install datasette)")
    tools = Path(os.environ.get("NODE_TOOLS", "."), "node_modules", ".bin")
    program = shutil.which("json-server") or shutil.which("json-server", path=tools)
    if program:
        file = folder / "records.json"
        file.write_text(json.dumps({"organizations": items}), encoding="utf-8")
        command = [program, str(file), "--host", "127.0.0.1", "--port"]
        yield "json-server", command, (ITEM, LIST)
    else:
        print("(json-server is not here: npm install json-server)")


def main() -> None:
    """Measure everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=5, help="pairs of measurements for a row"
    )
    parser.add_argument(
        "--seconds", type=int, default=3, help="length of one measurement"
    )
    options = parser.parse_args()
    print(
        f"{CORES} cores, one worker, {CONNECTIONS} requests at once where nothing else is said"
    )
    print(
        "| case | beside | ours /s | theirs /s | ratio | CPU ratio | p99 ratio | failed |"
    )
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(options, Path(folder)):
            print(row, flush=True)


if __name__ == "__main__":
    main()
