"""`python -m tests.benchmarks.soak`: a million requests of every kind, and the memory meanwhile.

Needs wrk (Debian's package). Ends with an error when a request fails.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.growth import memory
from tests.benchmarks.running import free_port, ours, pinned, running

MIX = """
local number = 0
local paths = {"/", "/areas", "/organizations/sensetime", "/claims?subject=sensetime", "/events",
  "/statements?limit=5", "/graph", "/overview", "/dataset.json", "/openapi.json"}
local codings = {"identity", "gzip", "br"}
math.randomseed(8)
request = function()
  number = number + 1
  local path, fields = paths[number % #paths + 1], {["Accept-Encoding"] = codings[number % 3 + 1]}
  if number % 5 == 0 then fields["If-None-Match"] = "*" end
  if number % 50 == 0 then path = "/search?q=" .. math.random(1, 1000000000) end
  if number % 50 == 1 then path = "/areas?limit=" .. math.random(1000) .. "&offset=" .. number end
  return wrk.format("GET", path, fields)
end
"""


def load(port: int, seconds: int, connections: int = 32) -> tuple[int, int]:
    """Ask for the mix of everything; return how many were answered, and how many failed."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(MIX)
        script.flush()
        done = subprocess.run(
            [
                *pinned(1),
                *("wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name),
                f"http://127.0.0.1:{port}",
            ],
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 60,
        ).stdout
    answered = re.search(r"(\d+) requests in", done)
    failed = re.findall(r"(?:connect|read|write|timeout) (\d+)|responses: (\d+)", done)
    if answered is None:
        raise RuntimeError(done)
    return int(answered[1]), sum(int(one or other) for one, other in failed)


def main() -> None:
    """Load, and print a line of the table each time so many more have been answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=100_000, help="requests for each line")
    options = parser.parse_args()
    total, failures, shown = 0, 0, 0
    port = free_port()
    with running(ours(port), port, "/health") as process:
        print("| requests | failed | MiB | open files |\n| --- | --- | --- | --- |")
        while total < options.requests:
            answered, failed = load(port, 4)
            total, failures = total + answered, failures + failed
            if total >= min(shown + options.each, options.requests):
                shown = total
                files = len([*Path(f"/proc/{process.pid}/fd").iterdir()])
                line = f"| {total:,} | {failures} | {memory(process.pid):.1f} | {files} |"
                print(line, flush=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
