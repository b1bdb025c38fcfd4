"""`python -m tests.benchmarks.requests`: Schemathesis, all phases and all checks, for long.

Needs Schemathesis (`pip install schemathesis`). Ends with its status: 0 when it found nothing.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.running import ROOT, free_port, ours, running

CONFIG = ROOT / ".ci" / "openapi" / "schemathesis.toml"


def main() -> None:
    """Run it against a server of our own, and show what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=400, help="for each operation and phase")
    options = parser.parse_args()
    tool = Path(sys.executable).parent / "schemathesis"
    if not tool.exists():
        sys.exit("Schemathesis is not there: pip install schemathesis")
    port = free_port()
    with running(ours(port), port, "/health"), tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [
                *(tool, "--config-file", CONFIG, "run", f"http://127.0.0.1:{port}/openapi.json"),
                *("--checks", "all", "--phases", "examples,coverage,fuzzing,stateful"),
                *("--max-examples", str(options.examples), "--no-color"),
            ],
            cwd=folder,
            check=False,
        )
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
