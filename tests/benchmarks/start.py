"""Start table: `python -m tests.benchmarks.start`, seconds to the first answer, and memory then."""

import argparse
import statistics
import sys
import time
import urllib.request
from typing import NamedTuple

from tests.benchmarks.running import memory, pinned
from tests.servers import free_port, running, uvicorn


class Start(NamedTuple):
    """What a start took."""

    seconds: float
    mebibytes: float


def start(app: str, path: str) -> Start:
    """Start an app with plain uvicorn, wait for the first answer, and end it."""
    port = free_port()
    began = time.perf_counter()
    with (
        running([*pinned(0), *uvicorn(app), str(port)], port) as process,
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120),
    ):
        return Start(time.perf_counter() - began, memory(process.pid))


def main() -> None:
    """Measure the record and the smallest FastAPI app in turn, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    pairs = [
        (start("app.main:app", "/areas"), start("tests.benchmarks.hello:app", "/"))
        for _ in range(parser.parse_args().rounds)
    ]
    print(
        f"Python {sys.version.split()[0]}; medians of {len(pairs)} starts each, in turn"
    )
    print("| | ours | FastAPI hello | ratio |\n| --- | ---: | ---: | ---: |")
    for number, name in enumerate(
        ("seconds to the first answer", "MiB of memory then")
    ):
        ours, theirs = (
            statistics.median(pair[side][number] for pair in pairs) for side in (0, 1)
        )
        ratio = statistics.median(one[number] / other[number] for one, other in pairs)
        print(f"| {name} | {ours:.2f} | {theirs:.2f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
