"""Values of options, with a clear refusal of what is none."""

import argparse
from collections.abc import Callable
from pathlib import Path

from app.settings import checked_origin

CLEAN, PROBLEMS, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: done, problems found, wrong usage, stopped from the keyboard."""


def folder(text: str) -> Path:
    """Return the path of a folder that is there."""
    path = Path(text)
    if not path.is_dir():
        message = f"there is no folder {text!r}"
        raise argparse.ArgumentTypeError(message)
    return path


def dataset_path(text: str) -> Path:
    """Return the path of a folder that is there, or of one file that holds a dataset."""
    path = Path(text)
    return path if path.is_file() else folder(text)


def number(low: int, high: int) -> Callable[[str], int]:
    """Return a parser of whole numbers from `low` to `high`."""

    def parse(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            message = f"{text!r} is no whole number from {low} to {high}"
            raise argparse.ArgumentTypeError(message)
        return int(text)

    return parse


def prefix(text: str) -> str:
    """Return a path prefix without the slash at its end."""
    if text and not text.startswith("/"):
        message = f"{text!r} must begin with a slash, such as /record"
        raise argparse.ArgumentTypeError(message)
    return text.rstrip("/")


def origin(text: str) -> str:
    """Return a scheme and a host, where the public finds the server."""
    try:
        return checked_origin(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
