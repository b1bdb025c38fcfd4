"""Loads: wrk against a server on 127.0.0.1, each on a core of its own where there are two."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import ROOT, free_port, running, serve

CORES = os.cpu_count() or 1
CONNECTIONS = 32
"""How many requests are made at once where nothing else is said."""

# Goes through all targets from a random one on; they are so many that none comes twice.
_SCRIPT = """
local targets = {}
for line in io.lines("%s") do targets[#targets + 1] = line end
math.randomseed(os.time())
local number = math.random(#targets)
request = function()
  number = number %% #targets + 1
  return wrk.format("GET", targets[number])
end
"""


def pinned(core: int) -> list[str]:
    """Return what keeps a command on one core, so that server and load do not share one."""
    return ["taskset", "-c", str(core)] if CORES > 1 else []


@contextmanager
def serving(command: Sequence[str], **environment: str) -> Iterator[tuple[str, int]]:
    """Run a server, whose command is to end with a port, on the first core; yields base and id."""
    port = free_port()
    with running([*pinned(0), *command, str(port)], port, **environment) as process:
        yield f"http://127.0.0.1:{port}", process.pid


def ours(*options: str) -> AbstractContextManager[tuple[str, int]]:
    """Run the record as the README says."""
    return serving(serve(*options))


def memory(process_id: int) -> float:
    """Return the resident memory of a process in MiB."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


@dataclass(frozen=True, slots=True)
class Load:
    """What was counted while a server was asked without pause."""

    rate: float
    """Requests per second."""
    p99: float
    """Milliseconds within which 99 of 100 answers came."""
    requests: int
    failed: int
    """Requests without an answer, or with a status other than 2xx and 3xx."""


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of request; of several targets, each is asked for once."""

    name: str
    targets: Sequence[str]
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    connections: int = CONNECTIONS
    """How many requests are made at once."""


def load(base: str, case: Case, seconds: int) -> Load:
    """Ask a server for a case for so many seconds."""
    if case.method == "HEAD":
        return _heads(base + case.targets[0], seconds)
    with tempfile.TemporaryDirectory() as folder:
        script, targets = Path(folder, "wrk.lua"), Path(folder, "targets")
        targets.write_text("\n".join(case.targets), encoding="utf-8")
        script.write_text(_SCRIPT % targets, encoding="utf-8")
        given = [
            word
            for name, value in case.headers.items()
            for word in ("-H", f"{name}: {value}")
        ]
        size = [
            "-t1",
            f"-c{case.connections}",
            f"-d{seconds}s",
            "--latency",
            "-s",
            str(script),
        ]
        done = subprocess.run(
            [*pinned(1), "wrk", *size, *given, base],
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 60,
        ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", done)
    requests = re.search(r"(\d+) requests in", done)
    if rate is None or p99 is None or requests is None:
        raise RuntimeError(done)
    scale = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}[p99[2]]
    failed = re.findall(r"(?:connect|read|write|timeout) (\d+)|responses: (\d+)", done)
    lost = sum(int(one or other) for one, other in failed)
    return Load(float(rate[1]), float(p99[1]) * scale, int(requests[1]), lost)


def _heads(url: str, seconds: int) -> Load:
    """Ask with HEAD, after which wrk waits for content that never comes."""
    command = [
        *pinned(1),
        sys.executable,
        "-m",
        "tests.benchmarks.heads",
        url,
        str(seconds),
    ]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 60,
    )
    rate, p99, requests = map(float, done.stdout.split())
    return Load(rate, p99, int(requests), 0)


def in_turn(
    one: str, other: str, cases: tuple[Case, Case], rounds: int, seconds: int
) -> str:
    """Measure two servers in turn, A B B A A B …, and return the cells of a row.

    The ratio is the median of those of the rounds, so that a machine whose speed drifts favours
    neither.
    """
    pairs: list[tuple[Load, Load]] = []
    for number in range(rounds):
        order = ((one, cases[0]), (other, cases[1]))
        found = [
            load(*place, seconds)
            for place in (order if number % 2 == 0 else order[::-1])
        ]
        first, second = found if number % 2 == 0 else found[::-1]
        pairs.append((first, second))
    rates = [statistics.median(pair[side].rate for pair in pairs) for side in (0, 1)]
    ratio = statistics.median(mine.rate / theirs.rate for mine, theirs in pairs)
    tail = statistics.median(mine.p99 / theirs.p99 for mine, theirs in pairs)
    failed = sum(mine.failed + theirs.failed for mine, theirs in pairs)
    return f"{rates[0]:,.0f} | {rates[1]:,.0f} | {ratio:.2f} | {tail:.2f} | {failed}"
