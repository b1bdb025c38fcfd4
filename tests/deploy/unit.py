"""The unit of systemd that `config` prints, run without systemd."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import invoke
from tests.servers import ROOT, running


def printed() -> str:
    return invoke("config", "systemd").stdout


def commands(name: str, port: int, data: Path, process: int = 0) -> list[list[str]]:
    """Return the commands of a setting of the unit, for an instance at a port with some data."""
    found = []
    for line in printed().splitlines():
        if line.startswith(f"{name}="):
            text = line.removeprefix(f"{name}=").replace(
                "/opt/record/bin/python", sys.executable
            )
            text = text.replace("/srv/record", str(data)).replace("%i", str(port))
            text = text.replace("${MAINPID}", str(process)).replace(
                "$MAINPID", str(process)
            )
            words, quote, last = text.partition(" '")
            found.append(
                [*words.split(), *([last[:-1].replace("$$", "$")] if quote else [])]
            )
    return found


def environment(data: Path) -> dict[str, str]:
    lines = printed().replace("/srv/record", str(data)).splitlines()
    settings = [
        line.removeprefix("Environment=") for line in lines if line.startswith("Env")
    ]
    return dict(setting.split("=", 1) for setting in settings)


def run(command: list[str]) -> int:
    """Run a command of the unit, which knows of no source texts, and return its status."""
    known = {
        name: value for name, value in os.environ.items() if name != "SOURCE_TEXTS"
    }
    done = subprocess.run(
        command, cwd=ROOT, env=known, check=False, capture_output=True, timeout=600
    )
    return done.returncode


@contextmanager
def instance(
    port: int, data: Path, **settings: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run an instance until the block ends, as systemd would start it."""
    (start,) = commands("ExecStart", port, data)
    (ready,) = commands("ExecStartPost", port, data)
    with running(start, port, **environment(data), **settings) as process:
        assert run(ready) == 0
        yield process
