"""`export`: the whole API as files."""

import argparse
import signal
import sys
from dataclasses import replace
from pathlib import Path

from app.commands.progress import Progress
from app.commands.values import CLEAN, INTERRUPTED, dataset_path, origin, prefix
from app.data.check import load_dataset
from app.export import export
from app.settings import Settings

HELP = "write every answer as a file, for a static host"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="new, empty, or an export")
    parser.add_argument(
        "--data",
        type=dataset_path,
        help="folder, or one file, of the dataset to export (default: $RECORD_DATA, or ours)",
    )
    parser.add_argument("--root-path", type=prefix, default="", help="prefix to be served below")
    parser.add_argument(
        "--origin",
        type=origin,
        help="public scheme and host, for link previews (default: $RECORD_ORIGIN)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the export beside its place, then put it there in one step."""
    settings = Settings.from_environment()
    settings = replace(
        settings,
        data=options.data or settings.data,
        access_log="off",
        root_path=options.root_path,
        origin=options.origin or settings.origin,
    )
    dataset = load_dataset(settings.data)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Progress(sys.stderr) as progress:
            made = export(dataset, settings, options.folder, progress.show)
    except KeyboardInterrupt:
        print(f"Interrupted: {options.folder} is as it was before.", file=sys.stderr)
        return INTERRUPTED
    print(f"{made.answers} answers in {made.files} files, {made.bytes:,} bytes: {options.folder}")
    print(f"What they are is listed in {options.folder / 'manifest.json'}; begin at README.md.")
    return CLEAN
