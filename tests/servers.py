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

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "fixtures"
PROGRAM = (sys.executable, "-m", "app")
_PATIENCE = 30
"""Seconds within which a server must answer, or end."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def uvicorn(app: str, port: int) -> list[str]:
    """Return the command that serves an app with plain uvicorn."""
    options = ("--port", str(port), "--no-access-log", "--no-server-header")
    return [sys.executable, "-m", "uvicorn", app, *options, "--log-level", "warning"]


def granian(app: str, port: int) -> list[str]:
    """Return the command that serves an app with granian."""
    options = ("--interface", "asgi", "--http", "1", "--port", str(port), "--no-log")
    return [sys.executable, "-m", "granian", *options, app]


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
            _wait_until_it_answers(process, port, output.fileno())
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(_PATIENCE)
                raise


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, output: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            said = os.pread(output, 10_000, 0).decode(errors="replace")
            message = f"{process.args!r} ended with {process.returncode}: {said}"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    message = f"{process.args!r} does not answer"
    raise RuntimeError(message)
