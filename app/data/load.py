"""From a folder of JSON files to resources: parsed strictly, linked, every problem collected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from app.data.jsonfile import JsonFile, UnreadableError
from app.data.links import Entry, Links
from app.data.pointers import Json, join
from app.data.problems import Problem
from app.data.wording import in_document, words
from app.models import MODELS
from app.models.base import Model
from app.models.dataset_info import DatasetInfo
from app.models.reference import ResourceType, collection_of
from app.models.resource import Resource

M = TypeVar("M", bound=Model)

INFO_FILE = "dataset.json"
FILES: Mapping[str, ResourceType] = {f"{collection_of(kind)}.json": kind for kind in MODELS}
"""The file of each collection, and the type of resource in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read from: a pointer into a file."""

    file: JsonFile
    pointer: str

    def problem(self, pointer: str, message: str, remedy: str) -> Problem:
        """Return a problem at a further pointer from here."""
        whole = self.pointer + pointer
        return Problem(self.file.name, self.file.line_of(whole), whole, message, remedy)


@dataclass(frozen=True, slots=True)
class _Item:
    kind: ResourceType
    place: Place
    value: Json

    @property
    def slug(self) -> str | None:
        slug = self.value.get("id") if isinstance(self.value, dict) else None
        return slug if isinstance(slug, str) else None

    def entry(self) -> Entry:
        """Return what other resources need to know of this one, whatever state it is in."""
        members = self.value if isinstance(self.value, dict) else {}
        name, url = members.get("name"), members.get("url")
        names = name if isinstance(name, dict) else {}
        labels = (names.get(tag) for tag in ("en", "zh-Hant", "zh-Hans"))
        label = next((one for one in labels if isinstance(one, str) and one), self.slug or "")
        return Entry(self.kind, label, url if isinstance(url, str) else "")


@dataclass(slots=True)
class Loaded:
    """What could be read of a folder, and what is wrong with it."""

    info: DatasetInfo | None = None
    resources: dict[str, Resource] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    links: Links = field(default_factory=lambda: Links({}))
    problems: list[Problem] = field(default_factory=list)

    def add(self, slug: str, pointer: str, message: str, remedy: str) -> None:
        """Take note of a problem at a pointer into a resource."""
        self.problems.append(self.places[slug].problem(pointer, message, remedy))


def load(folder: Path) -> Loaded:
    """Read a folder of fixtures; what is wrong with the files in it stands in `problems`.

    Raises `OSError` when there is no such folder.
    """
    if not folder.is_dir():
        message = f"there is no folder {str(folder)!r} to read a dataset from"
        raise NotADirectoryError(message)
    loaded = Loaded()
    files = dict(_files(folder, loaded.problems))
    items = [item for name in FILES for item in _items(files.get(name), loaded.problems)]
    loaded.links = Links(_entries(items, loaded))
    for item in items:
        resource = _parse(MODELS[item.kind], item.value, item.place, loaded)
        if resource is not None and loaded.places[resource.id] == item.place:
            loaded.resources[resource.id] = resource
    if INFO_FILE in files:
        place = Place(files[INFO_FILE], "")
        loaded.info = _parse(DatasetInfo, files[INFO_FILE].value, place, loaded)
    loaded.links.connect(loaded.resources.values(), loaded.info)
    return loaded


def _files(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, JsonFile]]:
    expected = [INFO_FILE, *FILES]
    present = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    for name in (name for name in present if name not in expected):
        near = get_close_matches(name, expected, n=1)
        remedy = f"Rename it to {near[0]}" if near else "Remove it"
        problems.append(Problem(name, 0, "", "is no file of a dataset", remedy))
    for name in expected:
        if name not in present:
            remedy = "Add it" if name == INFO_FILE else "Add it; [] says that there are none"
            problems.append(Problem(name, 0, "", "the file is missing", remedy))
            continue
        try:
            yield name, JsonFile(folder / name)
        except UnreadableError as error:
            problems.append(error.problem)


def _items(file: JsonFile | None, problems: list[Problem]) -> Iterator[_Item]:
    if file is None:
        return
    if not isinstance(file.value, list):
        problems.append(Problem(file.name, 1, "", "is no array", "Put the resources into [ ]"))
        return
    for index, value in enumerate(file.value):
        yield _Item(FILES[file.name], Place(file, f"/{index}"), value)


def _entries(items: list[_Item], loaded: Loaded) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for item in items:
        if item.slug is None:
            continue
        if item.slug in entries:
            first = loaded.places[item.slug]
            message = f"the id {item.slug!r} is used in {first.file.name} at {first.pointer} too"
            loaded.problems.append(item.place.problem("/id", message, "Give it an id of its own"))
            continue
        loaded.places[item.slug] = item.place
        entries[item.slug] = item.entry()
    return entries


def _parse(model: type[M], value: Json, place: Place, loaded: Loaded) -> M | None:
    try:
        return model.model_validate(value, context=loaded.links)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            pointer = join(in_document(value, details["loc"]))
            loaded.problems.append(place.problem(pointer, *words(details)))
        return None
