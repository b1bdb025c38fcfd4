"""The command line: serve · check · export · schema · config."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from app import __version__
from app.commands import check, config, export, schema, serve
from app.commands.values import PROBLEMS, USAGE
from app.data.problems import DatasetError


class Command(Protocol):
    """What there is to know of a command."""

    HELP: str

    def add(self, parser: argparse.ArgumentParser, /) -> None:
        """Declare the options."""
        ...

    def run(self, options: argparse.Namespace, /) -> int:
        """Do it, and return the exit status."""
        ...


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {"serve": serve, "check": check, "export": export, "schema": schema, "config": config}
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 problems, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command].run(options)
    except DatasetError as error:
        return _fail(f"The dataset cannot be served:\n{error}", PROBLEMS)
    except OSError as error:
        return _fail(str(error), PROBLEMS)
    except ValueError as error:
        return _fail(str(error), USAGE)


def _fail(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add(commands.add_parser(name, help=command.HELP))
    return parser
