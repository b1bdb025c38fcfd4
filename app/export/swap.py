"""A folder that is replaced in one step, or not at all."""

import ctypes
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.export.manifest import FORMAT, MANIFEST, TOP_LEVEL

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder beside `folder`, and put it in its place when the block ends well.

    However the block ends, or the process is ended, there is a whole old folder or a whole new
    one. Raises `ValueError` when `folder` holds something else than an export.
    """
    place = folder.resolve()
    _refuse_what_is_not_ours(place, folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    _tidy_up(place)
    aside = Path(tempfile.mkdtemp(".part", f".{place.name}.", place.parent))
    try:
        aside.chmod(0o755)
        yield aside
        _swap(aside, place)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse_what_is_not_ours(place: Path, shown: Path) -> None:
    if not place.exists():
        return
    if not place.is_dir():
        message = f"{shown} is a file; an export is a folder."
        raise ValueError(message)
    there = {one.name for one in place.iterdir()}
    if there and (there - TOP_LEVEL or not _is_export(place)):
        message = f"{shown} holds something else than an export: it is left alone."
        message = f"{message} Choose a new or an empty folder."
        raise ValueError(message)


def _is_export(place: Path) -> bool:
    try:
        manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("format") == FORMAT


def _tidy_up(place: Path) -> None:
    """Mend what an export that was killed has left behind."""
    for old in place.parent.glob(f".{place.name}.*.old"):
        if place.exists():
            shutil.rmtree(old)
        else:
            old.rename(place)
    for left in place.parent.glob(f".{place.name}.*.part"):
        # Out of its owner's way first: should it live, it must not put a half folder in place.
        trash = left.with_suffix(".trash")
        left.rename(trash)
        shutil.rmtree(trash)


def _swap(aside: Path, place: Path) -> None:
    if not place.exists():
        aside.rename(place)
    elif not _exchange(aside, place):
        # For an instant there is no folder; what was there is found again by `_tidy_up`.
        old = aside.with_suffix(".old")
        place.rename(old)
        aside.rename(place)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders' names in one step, where the system can (Linux: renameat2)."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    done: int = rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    return done == 0
