"""`python -m tests.benchmarks.start`: start to first answer, and memory, beside a FastAPI hello.

Both are started in turn; the figures are medians, the ratios medians of the rounds' ratios.
"""

import argparse
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.running import free_port, ours, running, uvicorn


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a server."""

    seconds: float
    """From the start of the process to its first answer."""
    mebibytes: float
    """Resident memory after that answer."""


def start(command: list[str], port: int, path: str) -> Start:
    began = time.perf_counter()
    with running(command, port, path) as process:
        took = time.perf_counter() - began
        status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    kibibytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return Start(took, int(kibibytes) / 1024)


def main() -> None:
    """Measure both and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = []
    for _ in range(parser.parse_args().rounds):
        port = free_port()
        us = start(ours(port), port, "/areas")
        port = free_port()
        rounds.append((us, start(uvicorn("hello", port), port, "/")))
    print("| | ours | FastAPI hello | ratio |\n| --- | --- | --- | --- |")
    for name, unit in (("seconds", "s to the first answer"), ("mebibytes", "MiB of memory")):
        pairs = [(getattr(us, name), getattr(hello, name)) for us, hello in rounds]
        mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        print(f"| {unit} | {mine:.2f} | {theirs:.2f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
