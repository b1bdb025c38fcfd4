"""The parts of a dataset, from a folder of JSON files or from one file that holds them all.

The one file is what `/dataset.json` serves: an object in which each file of the folder is a member
of the same name, without `.json`, beside a `citation` to print.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from app.data.jsonfile import JsonFile, UnreadableError
from app.data.place import Place
from app.data.pointers import Json, escape
from app.data.problems import Problem
from app.models import MODELS
from app.models.reference import ResourceType, collection_of

INFO_FILE = "dataset.json"
FILES: Mapping[str, ResourceType] = {f"{collection_of(kind)}.json": kind for kind in MODELS}
"""The file of each collection, and the type of resource in it."""

CITATION = "citation"
"""A member of the one file that follows from the others: written for readers, not read again."""

IMAGE_FILE = "social.png"
"""What a folder may hold besides: a picture of the dataset, for links to it."""

_EXPECTED = (INFO_FILE, *FILES)


@dataclass(frozen=True, slots=True)
class Part:
    """What was written for one collection or for the dataset itself, and where."""

    place: Place
    value: Json


def parts(data: Path, problems: list[Problem]) -> Iterator[tuple[str, Part]]:
    """Yield each part that can be read, by the name of its file in a folder.

    Raises `OSError` when there is neither a folder nor a file.
    """
    if data.is_dir():
        return _of_folder(data, problems)
    if data.is_file():
        return _of_file(data, problems)
    message = f"there is no folder {str(data)!r} to read a dataset from, and no file"
    raise NotADirectoryError(message)


def member(name: str) -> str:
    """Return the member of the one file that stands for a file of a folder."""
    return name.removesuffix(".json")


def _of_folder(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Part]]:
    present = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    if not any(name in _EXPECTED for name in present):
        message = "is no dataset: none of the files of one is in it"
        problems.append(Problem(str(folder), 0, "", message, "Name the folder that holds them"))
        return
    for name, remedy in _surplus(present, (*_EXPECTED, IMAGE_FILE)):
        problems.append(Problem(name, 0, "", "is no file of a dataset", remedy))
    for name in _EXPECTED:
        if name not in present:
            problems.append(Problem(name, 0, "", "the file is missing", _addition(name)))
            continue
        try:
            file = JsonFile(folder / name)
        except UnreadableError as error:
            problems.append(error.problem)
        else:
            yield name, Part(Place(file, ""), file.value)


def _of_file(path: Path, problems: list[Problem]) -> Iterator[tuple[str, Part]]:
    try:
        file = JsonFile(path)
    except UnreadableError as error:
        problems.append(error.problem)
        return
    if not isinstance(file.value, dict):
        remedy = "Put the files of the dataset into { }, each by its name without .json"
        problems.append(Problem(file.name, 1, "", "is no object", remedy))
        return
    top = Place(file, "")
    for name, remedy in _surplus(file.value, (CITATION, *map(member, _EXPECTED))):
        problems.append(top.problem(escape(name), "is no part of a dataset", remedy))
    for name in _EXPECTED:
        if member(name) in file.value:
            yield name, Part(Place(file, escape(member(name))), file.value[member(name)])
        else:
            message = f"the member {member(name)!r} is missing"
            problems.append(Problem(file.name, 1, "", message, _addition(name)))


def _surplus(present: Collection[str], expected: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each name that is not expected, and what to do about it."""
    for name in present:
        if name not in expected:
            near = get_close_matches(name, expected, n=1)
            is_misspelt = near and near[0] not in present
            yield name, f"Rename it to {near[0]}" if is_misspelt else "Move it out of the dataset"


def _addition(name: str) -> str:
    return "Add it" if name == INFO_FILE else "Add it; [] says that there are none"
