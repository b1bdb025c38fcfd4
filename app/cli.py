"""The command line: serve · check · schema."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app import __version__
from app.data.check import Report, examine, load_dataset
from app.data.problems import DatasetError, report
from app.models.schema import SCHEMA_NAMES, fixture_schema
from app.server import Listen, serve
from app.settings import ACCESS_LOGS, Settings, default_data

CLEAN, PROBLEMS, USAGE = 0, 1, 2
LOG_LEVELS = ("critical", "error", "warning", "info", "debug")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 problems, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    commands = {"serve": _serve, "check": _check, "schema": _schema}
    try:
        return commands[options.command](options)
    except DatasetError as error:
        return _fail(f"The dataset cannot be served:\n{error}", PROBLEMS)
    except OSError as error:
        return _fail(str(error), PROBLEMS)
    except ValueError as error:
        return _fail(str(error), USAGE)
    except KeyboardInterrupt:
        return CLEAN


def _fail(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        message = f"there is no folder {text!r}"
        raise argparse.ArgumentTypeError(message)
    return path


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            message = f"{text!r} is no whole number from {low} to {high}"
            raise argparse.ArgumentTypeError(message)
        return int(text)

    return parse


def _prefix(text: str) -> str:
    if text and not text.startswith("/"):
        message = f"{text!r} must begin with a slash, such as /record"
        raise argparse.ArgumentTypeError(message)
    return text.rstrip("/")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serve(commands.add_parser("serve", help="serve a dataset over HTTP"))
    _add_check(commands.add_parser("check", help="check a dataset without serving it"))
    schema = commands.add_parser("schema", help="print a JSON Schema, for editors of fixtures")
    schema.add_argument("model", nargs="?", choices=SCHEMA_NAMES, metavar="MODEL")
    return parser


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_number(0, 65_535), default=8000, help="0 finds a free one")
    parser.add_argument("--workers", type=_number(1, 256), default=1, help="processes")
    parser.add_argument("--data", type=_folder, help="folder of the dataset to serve")
    parser.add_argument("--root-path", type=_prefix, default="", help="prefix that a proxy strips")
    parser.add_argument("--log-level", choices=LOG_LEVELS, default="info")
    parser.add_argument("--access-log", choices=ACCESS_LOGS, help="form of the lines for requests")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", nargs="?", type=_folder, default=default_data(), metavar="DATA")
    parser.add_argument(
        "--sources",
        type=_folder,
        default=os.environ.get("SOURCE_TEXTS"),
        metavar="FOLDER",
        help="source texts to verify quotes against, named ID.txt (default: $SOURCE_TEXTS)",
    )


def _serve(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    settings = replace(
        settings,
        data=options.data or settings.data,
        access_log=options.access_log or settings.access_log,
    )
    names = ("host", "port", "workers", "root_path", "log_level")
    listen = Listen(**{name: getattr(options, name) for name in names})
    serve(load_dataset(settings.data), settings, listen)
    return CLEAN


def _check(options: argparse.Namespace) -> int:
    found = examine(options.data, options.sources)
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
    quotes = found.quotes
    return f"""\
{found.resources} resources
{found.cited} of {found.facts} facts cited ({share} %)
{found.sources} sources{unused}
{quotes.verified} quotes verified, {quotes.unverifiable} whose source text is not at hand
{len(found.problems)} problems{f" in {files} files" if files else ""}"""


def _schema(options: argparse.Namespace) -> int:
    if options.model is None:
        print("\n".join(SCHEMA_NAMES))
    else:
        print(json.dumps(fixture_schema(options.model), indent=2, ensure_ascii=False))
    return CLEAN
