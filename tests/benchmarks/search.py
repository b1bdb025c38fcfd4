"""Search table: `python -m tests.benchmarks.search`, how good its answers are and what they cost.

The graded queries are those of `tests/data/grades.py`. The costs at other sizes are those of the
record repeated under other ids; with wrk, they are also measured beside ready bytes.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from random import Random
from statistics import median

import httpx

from app.data.dataset import Dataset, load_dataset
from tests.benchmarks.growth import write
from tests.benchmarks.running import Case, in_turn, ours, serving
from tests.benchmarks.speed import keep
from tests.data.grades import Query, figures, queries
from tests.servers import FIXTURES, uvicorn

_LONGEST = 200
"""The characters that a query may have."""


def quality(dataset: Dataset) -> Iterator[str]:
    """Yield a row for each kind of query, for those that were held out, and for all."""

    def find(query: str) -> list[str]:
        return [hit["id"] for hit in dataset.search.find(query, 0, 10).items]

    graded = [query for query in queries() if query.relevant]
    kinds = {
        kind: [one for one in graded if one.kind == kind] for _, kind, *_ in graded
    }
    kinds["all, held out"] = [query for query in graded if query.held_out]
    kinds["all, others"] = [query for query in graded if not query.held_out]
    for kind, some in kinds.items():
        row = figures(find, some)
        yield f"| {kind} | {len(some)} | {' | '.join(f'{figure:.3f}' for figure in row)} |"
    absent = [query for query in queries() if not query.relevant]
    unanswered = sum(not find(query.query) for query in absent)
    yield f"| absent | {len(absent)} | {unanswered / len(absent):.3f} | | | |"


def _microseconds(dataset: Dataset, query: str) -> float:
    """Return how long one query takes in the processor, at best of ten."""
    dataset.search.find(query, 0, 10)
    times = []
    for _ in range(10):
        began = time.process_time()
        dataset.search.find(query, 0, 10)
        times.append(time.process_time() - began)
    return min(times) * 1e6


def hostile(dataset: Dataset, graded: list[Query]) -> Iterator[str]:
    """Yield queries of full length that are made to be slow."""
    words = sorted({word for query in graded for word in query.query.split()}, key=len)
    slips = [f"{word[:2]}x{word[2:]}" for word in words if len(word) > 4]
    names = [resource.reference.name for resource in dataset.by_id.values()]
    letters = Random(8).choices("etaoinshr ", k=_LONGEST)  # noqa: S311
    for text in (" ".join(words), " ".join(slips), " ".join(names), "".join(letters)):
        yield text[:_LONGEST]
    run = "".join(query.query for query in graded if query.kind == "chinese")
    yield (run * _LONGEST)[:_LONGEST]
    yield " ".join(run * 2)[:_LONGEST]
    yield ("a " * _LONGEST)[:_LONGEST]
    yield ("sensxtime" * _LONGEST)[:_LONGEST]
    yield "hong kong science technology innovation cooperation arrangement mainland"


def costs(times: int) -> Iterator[str]:
    """Yield the cells of a row: size, seconds to index, and microseconds of queries."""
    with tempfile.TemporaryDirectory() as folder:
        size = write(Path(folder), times)
        dataset = load_dataset(Path(folder))
    yield f"{size:,}"
    began = time.process_time()
    _ = dataset.search
    yield f"{time.process_time() - began:.2f}"
    graded = queries()
    ordinary = median(_microseconds(dataset, query.query) for query in graded)
    worst = max(_microseconds(dataset, query) for query in hostile(dataset, graded))
    yield f"{ordinary:.0f}"
    yield f"{worst:.0f}"


def served(times: int, rounds: int, seconds: int) -> Iterator[str]:
    """Yield the cells of a row: searches that nobody asked before, beside ready bytes."""
    words = sorted({word for query in queries() for word in query.query.split()})
    pairs = [httpx.QueryParams(q=" ".join(pair)) for pair in permutations(words, 2)]
    shuffled = Random(8).sample(pairs, len(pairs))  # noqa: S311
    case = Case("search", [f"/search?{query}" for query in shuffled])
    with tempfile.TemporaryDirectory() as folder:
        size = write(Path(folder), times)
        with ours("--data", folder) as record:
            base, _ = record
            httpx.get(base + case.targets[0], timeout=600).raise_for_status()
            answer = keep(base, case, Path(folder), is_typical=True)
            command = uvicorn("tests.benchmarks.rivals:app")
            with serving(command, RIVAL="ready", **answer) as rival:
                cells = in_turn(record, rival, (case, case), rounds, seconds)
                yield f"{size:,} | {cells}"


def main() -> None:
    """Measure everything and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 100])
    parser.add_argument(
        "--rounds", type=int, default=3, help="pairs of measurements for a row"
    )
    parser.add_argument(
        "--seconds", type=int, default=3, help="length of one measurement"
    )
    options = parser.parse_args()
    print("| kind | queries | nothing found | success@1 | MRR | nDCG@10 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for row in quality(load_dataset(FIXTURES)):
        print(row)
    print(
        "\n| resources | index s | ordinary query us | worst query us |\n|"
        + " ---: |" * 4
    )
    for times in options.sizes:
        print(f"| {' | '.join(costs(times))} |", flush=True)
    if shutil.which("wrk") is None:
        print("\n(wrk is not here: apt install wrk)")
        return
    print(
        "\n| resources | ours /s | ready bytes /s | ratio | CPU ratio | p99 ratio | failed |\n|"
        + " ---: |" * 7
    )
    for times in options.sizes:
        for row in served(times, options.rounds, options.seconds):
            print(f"| {row} |", flush=True)


if __name__ == "__main__":
    main()
