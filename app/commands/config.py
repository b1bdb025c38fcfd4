"""`config`: how to run the server for good: behind nginx or Varnish, kept alive by systemd."""

import argparse
from pathlib import Path

from app.commands.values import CLEAN

HELP = "print a configuration for nginx, varnish or systemd"
_CONFIGS = Path(__file__).parent / "configs"
_FILES = {"nginx": "nginx.conf", "varnish": "varnish.vcl", "systemd": "record.service"}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("program", choices=_FILES, metavar="PROGRAM", help=", ".join(_FILES))


def run(options: argparse.Namespace) -> int:
    """Print one; its first lines say where it goes."""
    print((_CONFIGS / _FILES[options.program]).read_text("utf-8"), end="")
    return CLEAN
