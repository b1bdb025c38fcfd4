"""`python -m tests.benchmarks.scaling`: the ways to serve more, side by side in one run.

One worker, as many workers as there are cores, nginx's cache in front of one worker, and nginx on
a static export; the same address, the same load. Needs wrk and nginx. The ways are measured in
turn, so that a machine whose speed drifts does not favour one; the figures are medians. wrk has
a core of its own where there are two: what is measured of several workers then is what the
others leave them.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.cli import main as run
from tests.benchmarks.running import CORES, ROOT, Load, free_port, ours, wrk
from tests.proxies.conftest import in_front
from tests.proxies.servers import nginx, process, wait_for

PATHS = ("/organizations/sensetime", "/organizations")


@contextmanager
def workers(number: int) -> Iterator[str]:
    """Serve with some workers, on whatever core is free."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = ours(port, "--workers", str(number))
    with (
        tempfile.TemporaryDirectory() as folder,
        process(command, Path(folder), url, cwd=ROOT),
    ):
        yield url


@contextmanager
def cached(folder: Path) -> Iterator[str]:
    """Serve with one worker behind nginx as shipped."""
    with workers(1) as behind:
        port = int(behind.rpartition(":")[2])
        with in_front("nginx", folder / "cache", (port, port)) as url:
            yield url


@contextmanager
def static(folder: Path) -> Iterator[str]:
    """Serve an export with nginx."""
    run(["export", str(folder / "export")])
    url = f"http://127.0.0.1:{free_port()}"
    place = folder / "export" / "nginx"
    server = f"server {{ listen {url[7:]}; include {place}/server.conf; }}"
    with nginx(folder / "static", f"include {place}/http.conf; {server}", url):
        yield url


def main() -> None:
    """Measure all and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ways = {
            "1 worker": stack.enter_context(workers(1)),
            f"{CORES} workers": stack.enter_context(workers(CORES)),
            "1 worker, nginx cache in front": stack.enter_context(cached(folder)),
            "static export, nginx": stack.enter_context(static(folder)),
        }
        print(f"{CORES} cores, one wrk thread, 32 connections", file=sys.stderr)
        print("| way | " + " | ".join(f"`{path}`, requests/s" for path in PATHS) + " |")
        print("| --- |" + " --- |" * len(PATHS))
        loads = measured(ways, options)
        for name in ways:
            print(f"| {name} |" + "".join(f" {cell(loads[name, path])} |" for path in PATHS))


def measured(
    ways: dict[str, str], options: argparse.Namespace
) -> dict[tuple[str, str], list[Load]]:
    """Measure each way and path, round by round."""
    loads: dict[tuple[str, str], list[Load]] = {}
    for path in PATHS:
        for url in ways.values():
            wait_for(url + path)
        for _ in range(options.rounds):
            for name, url in ways.items():
                load = wrk(url + path, {"Accept-Encoding": "br"}, "GET", options.seconds)
                loads.setdefault((name, path), []).append(load)
    return loads


def cell(loads: list[Load]) -> str:
    failed = sum(one.failed for one in loads)
    note = f" ({failed} failed)" if failed else ""
    return f"{statistics.median(one.rate for one in loads):,.0f}{note}"


if __name__ == "__main__":
    main()
