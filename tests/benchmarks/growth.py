"""Growth table: `python -m tests.benchmarks.growth`, the same requests to larger datasets.

A larger dataset is the record repeated, each copy under ids of its own. Needs wrk.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.benchmarks.running import Case, load, memory, ours
from tests.servers import FIXTURES

CASES = (
    Case("item", ["/organizations/sensetime"]),
    Case("list of 20", ["/organizations?limit=20"]),
    Case("filtered list of 20", ["/events?concerns=arrangement-2018&limit=20"]),
    Case("list between dates", ["/events?from=2018-09&to=2018-09&limit=20"]),
    Case("search", ["/search?q=sensetime&limit=20"]),
)


def _copy(value: object, ids: frozenset[str], suffix: str) -> object:
    """Return a copy of what is written in which every id, and reference, has the suffix.

    Only the first has withdrawn ids, which one correction alone can have.
    """
    if isinstance(value, dict):
        kept = (
            value.items()
            if not suffix
            else [pair for pair in value.items() if pair[0] != "withdrawn"]
        )
        return {key: _copy(part, ids, suffix) for key, part in kept}
    if isinstance(value, list):
        return [_copy(part, ids, suffix) for part in value]
    return f"{value}{suffix}" if value in ids else value


def write(folder: Path, times: int) -> int:
    """Write a dataset of so many times the size; return the number of its resources."""
    files = {
        path.name: json.loads(path.read_text("utf-8"))
        for path in FIXTURES.glob("*.json")
    }
    info = files.pop("dataset.json")
    (folder / "dataset.json").write_text(json.dumps(info), encoding="utf-8")
    resources = [item for items in files.values() for item in items]
    ids = frozenset(item["id"] for item in resources)
    withdrawn = {slug for item in resources for slug in item.get("withdrawn", ())}
    for name, items in files.items():
        suffixes = ["", *(f"-{number}" for number in range(1, times))]
        grown = [
            _copy(item, ids | withdrawn, suffix)
            for suffix in suffixes
            for item in items
        ]
        (folder / name).write_text(
            json.dumps(grown, ensure_ascii=False), encoding="utf-8"
        )
    return len(ids) * times


def cells(folder: Path, times: int, seconds: int) -> Iterator[str]:
    """Yield the cells of a row."""
    yield f"{write(folder, times):,}"
    began = time.perf_counter()
    with ours("--data", str(folder)) as (base, process):
        yield f"{time.perf_counter() - began:.1f}"
        yield f"{memory(process):,.0f}"
        for case in CASES:
            # The first request of its kind makes an index.
            httpx.get(base + case.targets[0], timeout=600).raise_for_status()
            found = load(base, case, seconds)
            yield f"{found.rate:,.0f}" + (
                f" ({found.failed} failed)" if found.failed else ""
            )
        yield f"{memory(process):,.0f}"


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument(
        "--seconds", type=int, default=5, help="length of one measurement"
    )
    options = parser.parse_args()
    rates = [f"{case.name} /s" for case in CASES]
    head = ["resources", "start s", "MiB", *rates, "MiB after"]
    print(f"| {' | '.join(head)} |\n|{' ---: |' * len(head)}")
    for times in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            row = list(cells(Path(folder), times, options.seconds))
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
