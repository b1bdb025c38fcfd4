"""`python -m tests.benchmarks.fuzz [PROPERTY]`: looks for inputs that break a property.

Coverage-guided, with atheris (`pip install atheris`). Each property has a process of its own, a
time of its own, and the seeds of the tests to begin with; what breaks one is printed.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def fuzz(name: str, folder: str, seconds: int) -> None:
    """Try inputs until the time is over; ends the process."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415

    with atheris.instrument_imports(include=["app", "urllib.parse", "json.decoder"]):
        from tests.hostile.parsers import PROPERTIES  # noqa: PLC0415 -- instrumented
        from tests.hostile.seeds import SEEDS  # noqa: PLC0415

    for number, seed in enumerate(SEEDS[name]):
        Path(folder, f"seed-{number}").write_bytes(seed)
    # What is only made once must not count as what an input leads to.
    for seed in SEEDS[name]:
        PROPERTIES[name](seed)
    limits = [f"-max_total_time={seconds}", "-max_len=400", "-rss_limit_mb=4096"]
    artifacts = f"-artifact_prefix={folder}/broken-"
    atheris.Setup([sys.argv[0], *limits, artifacts, folder], PROPERTIES[name])
    atheris.Fuzz()


def run(name: str, seconds: int) -> bool:
    """Fuzz in a process of its own, print a line of the table, and tell whether all held."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.fuzz", name, "--in", folder]
        done = subprocess.run(
            [*command, "--seconds", str(seconds)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds + 600,
            check=False,
        )
        tried = re.findall(r"^#(\d+)|Done (\d+) runs", done.stderr, re.MULTILINE)
        executions = max((int(one or other) for one, other in tried), default=0)
        covered = re.findall(r"cov: (\d+)", done.stderr)
        broken = [path.read_bytes() for path in Path(folder).glob("broken-*")]
    held = done.returncode == 0
    state = "held" if held else f"broken by {broken}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    print(f"| {name} | {executions:,} | {covered[-1] if covered else '?'} | {state} |", flush=True)
    return held


def main() -> None:
    """Fuzz one property or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("property", nargs="?")
    parser.add_argument("--seconds", type=int, default=60, help="time for each property")
    parser.add_argument("--in", dest="folder", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.folder:
        fuzz(options.property, options.folder, options.seconds)
    if find_spec("atheris") is None:
        sys.exit("atheris is not there: pip install atheris")
    from tests.hostile.seeds import SEEDS  # noqa: PLC0415 -- only instrumented above

    print("| property | inputs tried | branches covered | |\n| --- | --- | --- | --- |")
    names = [options.property] if options.property else [*SEEDS]
    held = [run(name, options.seconds) for name in names]
    if not all(held):
        sys.exit(1)


if __name__ == "__main__":
    main()
