"""`check`: whether a dataset is sound, and how much of it is cited."""

import argparse
import os

from app.commands.values import CLEAN, PROBLEMS, dataset_path, folder
from app.data.check import Report, examine
from app.data.problems import report
from app.settings import Settings

HELP = "check a dataset without serving it"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "data",
        nargs="?",
        type=dataset_path,
        metavar="DATA",
        help="folder, or one file, of a dataset (default: $RECORD_DATA, or ours)",
    )
    parser.add_argument(
        "--sources",
        type=folder,
        default=os.environ.get("SOURCE_TEXTS"),
        metavar="FOLDER",
        help="source texts to verify quotes against, named ID.txt (default: $SOURCE_TEXTS)",
    )


def run(options: argparse.Namespace) -> int:
    """List all problems, and count."""
    data = options.data or Settings.from_environment().data
    found = examine(data, options.sources)
    print(data)
    if found.problems:
        print(report(found.problems), end="\n\n")
    print(_summary(found))
    return PROBLEMS if found.problems else CLEAN


def _summary(found: Report) -> str:
    """Return the counts of a checked dataset in a few lines."""
    share = 100 * found.cited // found.facts if found.facts else 100
    unused = (
        f", unused: {', '.join(found.unused_sources)}" if found.unused_sources else ", all used"
    )
    files = len({problem.file for problem in found.problems})
    partial = " of what could be read" if found.problems else ""
    quotes = found.quotes
    return f"""\
{found.resources} resources
{found.cited} of {found.facts} facts cited ({share} %{partial})
{found.sources} sources{unused}
{quotes.verified} quotes verified, {quotes.unverifiable} whose source text is not at hand
{len(found.problems)} problems{f" in {files} files" if files else ""}"""
