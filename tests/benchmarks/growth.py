"""`python -m tests.benchmarks.growth`: the same questions to datasets of 1 to 1,000 times the size.

A larger dataset is the record repeated, each copy with ids of its own. What is asked for the first
time is timed once, by a client of its own; what is answered from memory is measured with wrk.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.benchmarks.running import ROOT, free_port, ours, running, wrk

ITEM = "/organizations/sensetime"
ASKED = {
    "list": "/organizations",
    "filtered list": "/statements?speaker=china-daily",
    "claims of one": "/claims?subject=sensetime",
    "search": "/search?q=sensetime",
}
"""What is asked for the first time; the first request for claims, or search, makes their index."""


def grow(value: object, ids: frozenset[str], copy: int) -> object:
    """Return a copy of authored data in which every id, and reference, belongs to this copy."""
    if isinstance(value, dict):
        return {key: grow(part, ids, copy) for key, part in value.items()}
    if isinstance(value, list):
        return [grow(part, ids, copy) for part in value]
    return f"{value}-{copy}" if copy and value in ids else value


def write(folder: Path, times: int) -> int:
    """Write a dataset of so many times the size; return the number of its resources."""
    source = ROOT / "fixtures"
    files = {path.name: json.loads(path.read_text("utf-8")) for path in source.glob("*.json")}
    info = files.pop("dataset.json")
    (folder / "dataset.json").write_text(json.dumps(info), "utf-8")
    ids = frozenset(item["id"] for items in files.values() for item in items)
    for name, items in files.items():
        grown = [grow(item, ids, copy) for copy in range(times) for item in items]
        (folder / name).write_text(json.dumps(grown, ensure_ascii=False), "utf-8")
    return len(ids) * times


def memory(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def measure(folder: Path, resources: int, seconds: int) -> Iterator[str]:
    """Yield the cells of one line of the table."""
    port = free_port()
    began = time.perf_counter()
    with running(ours(port, "--data", str(folder)), port, ITEM) as process:
        base = f"http://127.0.0.1:{port}"
        yield f"{resources:,}"
        yield f"{time.perf_counter() - began:.1f}"
        httpx.get(f"{base}/health", timeout=600).raise_for_status()
        yield f"{time.perf_counter() - began:.1f}"
        yield f"{memory(process.pid):,.0f}"
        for path in (ITEM, "/organizations?limit=20"):
            httpx.get(base + path, timeout=600)
            yield f"{wrk(base + path, {}, 'GET', seconds).rate:,.0f}"
        for path in ASKED.values():
            for question in (path, f"{path}{'&' if '?' in path else '?'}limit=7"):
                began = time.perf_counter()
                httpx.get(base + question, timeout=600).raise_for_status()
                yield f"{1000 * (time.perf_counter() - began):,.0f}"
        yield f"{memory(process.pid):,.0f}"


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100, 1000])
    parser.add_argument("--seconds", type=int, default=5, help="length of a measurement with wrk")
    options = parser.parse_args()
    asked = [f"{name}, {when} ms" for name in ASKED for when in ("first", "next")]
    cells = ["resources", "start s", "ready s", "MiB", "item /s", "list /s", *asked, "MiB after"]
    print(f"| {' | '.join(cells)} |\n|{' --- |' * len(cells)}")
    for times in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            print(f"| {' | '.join(measure(folder, write(folder, times), options.seconds))} |")


if __name__ == "__main__":
    main()
