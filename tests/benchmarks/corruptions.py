"""`python -m tests.benchmarks.corruptions`: every systematic corruption of a dataset, one by one.

Prints, for each kind, how many were tried, refused, and let through for a reason that is listed;
ends with an error when one is let through for no reason.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from app.data.check import load_dataset
from tests.benchmarks.running import ROOT
from tests.corruption.mutations import mutations
from tests.corruption.trying import BY_DESIGN, outcomes


def main() -> None:
    """Try the corruptions and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "fixtures")
    parser.add_argument("--sources", type=Path, help="texts to verify quotes against")
    parser.add_argument("--every", type=int, default=1, help="try only one in so many")
    options = parser.parse_args()
    ids = tuple(one.id for one in load_dataset(options.data).all())
    tried, refused, wrong = Counter[str](), Counter[str](), []
    chosen = list(mutations(options.data, ids))[:: options.every]
    for mutation, problems in outcomes(options.data, chosen, options.sources):
        kind = mutation.kind.partition(" ")[0]
        tried[kind] += 1
        refused[kind] += bool(problems)
        if not problems and not any(one.covers(mutation) for one in BY_DESIGN):
            wrong.append(mutation)
    print("| corruption | tried | refused | let through by design |\n| --- | --- | --- | --- |")
    for kind, times in [*sorted(tried.items()), ("all", tried.total())]:
        gone = refused[kind] if kind != "all" else refused.total()
        print(f"| {kind} | {times:,} | {gone:,} | {times - gone:,} |")
    if wrong:
        sys.exit("\n".join(["Let through for no reason:", *map(str, wrong)]))


if __name__ == "__main__":
    main()
