"""`schema`: the JSON Schema of a fixture file or a resource."""

import argparse
import json

from app.commands.values import CLEAN
from app.models.schema import SCHEMA_NAMES, fixture_schema

HELP = "print a JSON Schema, for editors of fixtures"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", nargs="?", choices=SCHEMA_NAMES, metavar="MODEL")


def run(options: argparse.Namespace) -> int:
    """Print one, or the names of all."""
    if options.model is None:
        print("\n".join(SCHEMA_NAMES))
    else:
        print(json.dumps(fixture_schema(options.model), indent=2, ensure_ascii=False))
    return CLEAN
