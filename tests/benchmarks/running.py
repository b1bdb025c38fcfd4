"""Servers as processes of their own, and wrk against them: everything on 127.0.0.1, bounded."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent.parent
CORES = os.cpu_count() or 1
STARTING = 600.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def pinned(core: int) -> list[str]:
    """Return what keeps a command on one core, so that server and load do not share one."""
    return ["taskset", "-c", str(core)] if CORES > 1 else []


@contextmanager
def running(
    command: Sequence[str], port: int, path: str = "/", **variables: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server until the block ends; it has answered once before the block begins."""
    with subprocess.Popen(
        [*pinned(0), *command],
        cwd=ROOT,
        # Compiled once, as after an installation, and not at every start.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}{path}", process)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.head(url, timeout=STARTING)
        except httpx.TransportError:
            time.sleep(0.005)
        else:
            return
    message = f"nothing answers at {url}"
    raise RuntimeError(message)


def uvicorn(factory: str, port: int) -> list[str]:
    """Return the command that serves a rival under the settings that ours has."""
    quiet = ["--no-access-log", "--no-server-header", "--no-proxy-headers"]
    quiet += ["--lifespan", "off", "--log-level", "error"]
    place = ["--factory", f"tests.benchmarks.rivals:{factory}", "--port", str(port)]
    return [sys.executable, "-m", "uvicorn", *place, *quiet]


def ours(port: int, *options: str) -> list[str]:
    quiet = ["--access-log", "off", "--log-level", "error"]
    return [sys.executable, "-m", "app", "serve", "--port", str(port), *quiet, *options]


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk counted."""

    rate: float
    """Requests per second."""
    p99: float
    """Milliseconds within which 99 of 100 answers came."""
    failed: int
    """Requests without an answer, or with an unexpected status."""


def wrk(url: str, headers: Mapping[str, str], method: str, seconds: int) -> Load:
    """Load one URL with 32 connections from one thread."""
    if method == "HEAD":
        return heads(url, seconds)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f'wrk.method = "{method}"\n')
        script.flush()
        options = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
        size = ["-t1", "-c32", f"-d{seconds}s", "--latency", "-s", script.name]
        done = subprocess.run(
            [*pinned(1), "wrk", *size, *options, url],
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 30,
        ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", done)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", done)
    lost = re.findall(r"(?:connect|read|write|timeout) (\d+)", done)
    if rate is None or p99 is None:
        raise RuntimeError(done)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    failed = sum(map(int, lost)) + (int(bad[1]) if bad else 0)
    return Load(float(rate[1]), float(p99[1]) * scale, failed)


def heads(url: str, seconds: int) -> Load:
    """Load one URL with HEAD requests, which wrk cannot send."""
    command = [*pinned(1), sys.executable, "-m", "tests.benchmarks.heads", url, str(seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rate, p99 = map(float, done.stdout.split())
    return Load(rate, p99, 0)
