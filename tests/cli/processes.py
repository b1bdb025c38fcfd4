"""Commands of the project, run as a user runs them: in processes of their own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

ROOT = Path(__file__).parent.parent.parent
WAITING = 30


def environment(variables: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECORD_")}
    return {**kept, "PYTHONUNBUFFERED": "1", **variables}


def run(
    *command: str, cwd: Path = ROOT, variables: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """Run `python -m …` to its end."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=environment(variables),
        capture_output=True,
        text=True,
        timeout=WAITING,
        check=False,
    )


@contextmanager
def started(
    *command: str,
    cwd: Path = ROOT,
    python: str = sys.executable,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Start `python -m …`, give the base URL it prints, and stop it by its own handle."""
    with subprocess.Popen(
        [python, "-m", *command],
        cwd=cwd,
        env=environment(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield _printed_url(process), process
        finally:
            stop(process)


def stop(process: "subprocess.Popen[Any]") -> None:
    """Tell a process to stop; one that does not is a failure, and ends all the same."""
    process.terminate()
    try:
        process.wait(timeout=WAITING)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def _printed_url(process: "subprocess.Popen[str]") -> str:
    lines: Sequence[str] = []
    for line in process.stdout or []:
        lines = [*lines, line]
        if found := re.search(r"http://[\w.:]+\d", line):
            return found.group()
    message = "".join(["the server did not start:\n", *lines])
    raise RuntimeError(message)
