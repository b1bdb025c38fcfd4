"""Tools from npm, which CI installs into the folder that NODE_TOOLS names."""

import os
import subprocess
from pathlib import Path

from tests.tools import missing, needs

_INSTALL = "xargs npm install --prefix $NODE_TOOLS < .ci/npm-packages.txt"


def package(name: str) -> Path:
    """Return the folder of an installed package, or skip (in CI: fail) with how to install it."""
    folder = Path(os.environ.get("NODE_TOOLS", "-")) / "node_modules" / name
    if not folder.is_dir():
        missing(f"the npm package {name} is not there; set NODE_TOOLS to a folder: {_INSTALL}")
    return folder


def run(script: Path, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a package's script with Node.js and return what came of it."""
    command = [needs("node", "Node.js"), script, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def passes(script: Path, *arguments: str | Path, cwd: Path) -> str:
    """Run a package's script, fail unless it succeeds, and return what it printed."""
    done = run(script, *arguments, cwd=cwd)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return done.stdout
