"""Servers for tests: each on a free port of 127.0.0.1, stopped by its own handle."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from coverage import Coverage

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "fixtures"
SECOND, TEXTS = (ROOT / "tests" / "second" / name for name in ("fixtures", "texts"))
STARTER = ROOT / "app" / "starter"
PROGRAM = (sys.executable, "-m", "app")
_PATIENCE = 120
"""Seconds within which a server must answer, or end."""


def traced() -> dict[str, str]:
    """Return the environment by which a process measures its coverage, where this one does.

    It is asked for process by process: tracing doubles the time of what is traced.
    """
    if Coverage.current() is None:
        return {}
    return {"COVERAGE_PROCESS_START": str(ROOT / "pyproject.toml")}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(*options: str | Path) -> list[str]:
    """Return the command that serves the record as the README says, to end with a port."""
    return [*PROGRAM, "serve", *map(str, options), "--port"]


def uvicorn(app: str) -> list[str]:
    """Return the command that serves an app with plain uvicorn, to end with a port."""
    options = (
        "--no-access-log",
        "--no-server-header",
        "--log-level",
        "warning",
        "--port",
    )
    return [sys.executable, "-m", "uvicorn", app, *options]


def granian(app: str) -> list[str]:
    """Return the command that serves an app with granian, to end with a port."""
    options = ("--interface", "asgi", "--http", "1", "--no-log", "--port")
    return [sys.executable, "-m", "granian", app, *options]


@contextmanager
def serving(command: Sequence[str], **environment: str) -> Iterator[str]:
    """Run a server on a free port, with which its command is to end, and yield its base URL."""
    port = free_port()
    with running([*command, str(port)], port, **environment):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(
    command: Sequence[str], port: int, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; it must answer first, and end when it is told to."""
    with TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(process, port, output.fileno())
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(_PATIENCE)
                raise


def wait_until_it_answers(
    process: subprocess.Popen[Any], port: int, output: int
) -> None:
    """Wait until a server answers; raise an error with its output if it ends or is too slow."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            said = os.pread(output, 10_000, 0).decode(errors="replace")
            message = f"{process.args!r} ended with {process.returncode}: {said}"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/health", timeout=_PATIENCE
            ):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.005)
    message = f"{process.args!r} does not answer"
    raise RuntimeError(message)
