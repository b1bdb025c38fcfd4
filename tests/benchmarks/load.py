"""Load table: `python -m tests.benchmarks.load`, a soak, and slow clients and floods behind nginx.

Needs wrk and nginx. Ends with status 1 when a request of the soak fails.
"""

import argparse
import random
import resource
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.running import Case, Load, load, memory, ours, pinned
from tests.servers import ROOT, free_port, running

_ITEM = Case("item", ["/organizations/sensetime"])
_REQUEST = b"GET /dataset.json HTTP/1.1\r\nHost: record\r\n\r\n"
_ENCODINGS = ("identity", "gzip", "br")


def _mix() -> list[str]:
    """Return addresses of every kind: kept ones, queries that never come twice, and errors."""
    chance = random.Random(8)  # noqa: S311 -- the same each time
    kept = ["/", "/areas", "/events", "/organizations/sensetime", "/graph", "/overview"]
    kept += [
        "/dataset.json",
        "/openapi.json",
        "/corrections.atom",
        "/llms.txt",
        "/docs",
    ]
    targets = []
    for number in range(100_000):
        word = f"{chance.getrandbits(40):x}"
        asked = (
            f"/search?q=hong+{word}",
            f"/claims?limit={number % 30 + 1}&offset={number}",
        )
        targets += [*chance.sample(kept, 4), *asked]
    return targets


def _misses() -> list[str]:
    return [f"/areas/area-{number}" for number in range(50_000)]


def soak(requests: int, seconds: int) -> int:
    """Ask so many times, printing a row for each tenth; return how many requests failed."""
    print("| requests | failed | MiB | open files |\n| ---: | ---: | ---: | ---: |")
    mix, misses = _mix(), _misses()
    total, failed, shown = 0, 0, -1
    with ours() as (base, process):
        while shown < 10:
            if total * 10 // requests > shown:
                shown = min(total * 10 // requests, 10)
                files = len(list(Path(f"/proc/{process}/fd").iterdir()))
                print(
                    f"| {total:,} | {failed} | {memory(process):.1f} | {files} |",
                    flush=True,
                )
            for encoding in _ENCODINGS:
                for extra in ({}, {"If-None-Match": "*"}):
                    headers = {"Accept-Encoding": encoding, **extra}
                    found = load(base, Case("mix", mix, headers), seconds)
                    total, failed = total + found.requests, failed + found.failed
            found = load(base, Case("errors", misses), seconds)
            total, failed = (
                total + found.requests,
                failed + abs(found.requests - found.failed),
            )
    return failed


@contextmanager
def nginx(upstream: str) -> Iterator[str]:
    """Run nginx as `config nginx` says, in front of one server; yields its base URL."""
    command = [sys.executable, "-m", "app", "config", "nginx"]
    printed = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    port, behind = free_port(), urlsplit(upstream).netloc
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        http = printed.replace("/var/cache/nginx/record", str(folder / "cache"))
        for line, ours_ in (("127.0.0.1:8000", behind), ("127.0.0.1:8001", behind)):
            http = http.replace(line, ours_)
        http = http.replace("listen 80;", f"listen 127.0.0.1:{port};")
        paths = "".join(
            f"{kind}_temp_path {folder / kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder / 'pid'}; worker_processes 1; worker_rlimit_nofile 16384;\n"
            f"error_log {folder / 'log'};\nevents {{ worker_connections 8192; }}\n"
            f"http {{ access_log off;\n{paths}{http}}}\n",
            encoding="utf-8",
        )
        folder.chmod(0o755)
        with running([*pinned(0), "nginx", "-c", str(folder / "nginx.conf")], port):
            yield f"http://127.0.0.1:{port}"


def _held(base: str, many: int, said: bytes) -> list[socket.socket]:
    """Open connections, say something on each, and leave it at that: nothing is ever read."""
    place = urlsplit(base)
    held = []
    for _ in range(many):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect((str(place.hostname), place.port or 80))
        connection.sendall(said)
        held.append(connection)
    return held


def behind_nginx(seconds: int) -> Iterator[tuple[str, Load, float]]:
    """Yield what was tried, what others got meanwhile, and the memory of the record."""
    crowds = (
        ("nobody else", 0, b""),
        ("2,000 open connections", 2_000, b""),
        ("500 requests that never end", 500, _REQUEST[:-4]),
        ("500 readers of nothing", 500, _REQUEST),
    )
    with ours() as (upstream, process), nginx(upstream) as base:
        for name, many, said in crowds:
            held = _held(base, many, said)
            yield name, load(base, _ITEM, seconds), memory(process)
            for connection in held:
                connection.close()
        words = [f"/search?q=hong+{number}" for number in range(100_000)]
        with ThreadPoolExecutor() as pool:
            flood = pool.submit(
                load, base, Case("flood", words, connections=512), seconds + 1
            )
            yield (
                "a flood of searches, 512 at once",
                load(base, _ITEM, seconds),
                memory(process),
            )
            yield "(the flood itself)", flood.result(), memory(process)
        yield "nobody else, afterwards", load(base, _ITEM, seconds), memory(process)


def main() -> None:
    """Measure both and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--requests", type=int, default=1_000_000, help="at least, of the soak"
    )
    parser.add_argument(
        "--seconds", type=int, default=3, help="length of one measurement"
    )
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 16_384), most))
    failed = soak(options.requests, options.seconds)
    print("\n| behind nginx, with | requests/s of others | p99 ms | failed | MiB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, found, mebibytes in behind_nginx(options.seconds):
        row = f"{found.rate:,.0f} | {found.p99:.1f} | {found.failed} | {mebibytes:.0f}"
        print(f"| {name} | {row} |", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
