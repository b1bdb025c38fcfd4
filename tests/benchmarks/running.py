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

Server = tuple[str, int]
"""The base URL of a server, and the id of its process."""

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
def serving(command: Sequence[str], **environment: str) -> Iterator[Server]:
    """Run a server, whose command is to end with a port, on the first core; yields base and id."""
    port = free_port()
    with running([*pinned(0), *command, str(port)], port, **environment) as process:
        yield f"http://127.0.0.1:{port}", process.pid


def ours(*options: str) -> AbstractContextManager[Server]:
    """Run the record as the README says."""
    return serving(serve(*options))


def _cpu(process_id: int) -> float:
    """Return the seconds of a CPU that a process and its children have used (Linux)."""
    children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text("ascii")
    ticks = 0
    for process in (str(process_id), *children.split()):
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        _, _, fields = stat.rpartition(")")  # the name before may have spaces
        user, system = fields.split()[11:13]
        ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


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
    ours: Server,
    theirs: Server,
    cases: tuple[Case, Case],
    rounds: int,
    seconds: int,
) -> str:
    """Measure two servers in turn, A B B A A B …, and return the cells of a row.

    A ratio is the median of those of the rounds, so that a machine whose speed drifts favours
    neither. That of the CPU time is theirs to ours, so that it reads like the ratio of the rates:
    it is what the rates would give on a machine that does nothing else.
    """
    measured: list[tuple[Load, Load]] = []
    cpu_ratios = []
    for number in range(rounds):
        loads: dict[int, Load] = {}
        costs: dict[int, float] = {}
        sides = (0, 1) if number % 2 == 0 else (1, 0)
        for side in sides:
            base, process = (ours, theirs)[side]
            began = _cpu(process)
            loads[side] = load(base, cases[side], seconds)
            costs[side] = (_cpu(process) - began) / loads[side].requests
        measured.append((loads[0], loads[1]))
        cpu_ratios.append(costs[1] / costs[0])
    our_rate = statistics.median(mine.rate for mine, _ in measured)
    their_rate = statistics.median(other.rate for _, other in measured)
    ratio = statistics.median(mine.rate / other.rate for mine, other in measured)
    cpu_ratio = statistics.median(cpu_ratios)
    tail = statistics.median(mine.p99 / other.p99 for mine, other in measured)
    failed = sum(mine.failed + other.failed for mine, other in measured)
    return (
        f"{our_rate:,.0f} | {their_rate:,.0f} | {ratio:.2f} | {cpu_ratio:.2f}"
        f" | {tail:.2f} | {failed}"
    )
