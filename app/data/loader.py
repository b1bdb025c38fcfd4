"""Loader: from JSON files to linked resources, with every problem collected.

A dataset is a folder with `dataset.json` and a file for each collection that is not empty, or the
one file that `/dataset.json` answers with, in which each file of the folder is a member.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from app.data.citations import cite
from app.data.errors import DEAD_REFERENCE, DataProblem, explain
from app.data.json_reader import JsonFile, UnreadableError
from app.data.near_matches import near_matches
from app.data.pointers import Json, escape
from app.models import MODELS, Resource
from app.models.base import Model
from app.models.dataset_info import DatasetInfo
from app.models.reference import Backlink, Reference, ResourceType, collection_of, href_of
from app.models.text import SLUG_PATTERN, label_of

INFO = "dataset"
FILES: Mapping[str, ResourceType] = {collection_of(kind): kind for kind in MODELS}
"""The file of each collection, without `.json`, and the type of resource in it."""

CITATION = "citation"
"""A member of the one file that follows from the others: written for readers, not read again."""

M = TypeVar("M", bound=Model)
Document = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read from: a pointer into a file."""

    file: JsonFile
    pointer: str

    def problem(self, pointer: str, message: str, remedy: str) -> DataProblem:
        """Return a problem at a further pointer from here."""
        whole = self.pointer + pointer
        return DataProblem(self.file.name, self.file.line_of(whole), whole, message, remedy)


class IdIndex:
    """The validation context: what each id means, and after `connect` also who refers to it."""

    def __init__(self) -> None:
        """Begin without any id."""
        self._references: dict[str, dict[str, str]] = {}
        self._urls: dict[str, str] = {}
        self._backlinks: Mapping[str, list[Backlink]] = {}
        self._info: DatasetInfo | None = None

    def add(self, kind: ResourceType, slug: str, document: Document) -> None:
        """Note what other resources need to know of one, whatever state it is in."""
        name, url = document.get("name"), document.get("url")
        label = label_of(name) if isinstance(name, dict) else None
        label = label if isinstance(label, str) and label.strip() else slug
        parts = {"id": slug, "type": kind, "name": label[:1000], "href": href_of(kind, slug)}
        self._references[slug] = parts
        self._urls[slug] = url if isinstance(url, str) else ""

    def reference(self, slug: object) -> dict[str, str]:
        """Return the parts of a reference to an id; raises pydantic's errors for an unknown one."""
        if not isinstance(slug, str):
            message = "a reference is written as the id of a resource, in quotes"
            raise ValueError(message)  # noqa: TRY004 -- pydantic collects only ValueErrors
        if slug not in self._references:
            known = (one for one in self._references if re.fullmatch(SLUG_PATTERN, one))
            near = " or ".join(map(repr, near_matches(slug, known)))
            message = f"no resource has the id {slug!r}" + (
                f"; did you mean {near}?" if near else "; correct it, or add the resource"
            )
            raise PydanticCustomError(DEAD_REFERENCE, "{message}", {"message": message})
        return self._references[slug]

    def url(self, slug: str) -> str:
        """Return the URL of a source."""
        return self._urls[slug]

    def connect(self, resources: Collection[Resource], info: DatasetInfo | None) -> None:
        """Take note of every reference, so that each resource knows what links to it."""
        self._info = info
        backlinks = defaultdict[str, list[Backlink]](list)
        for resource in resources:
            for relation, slug in references_of(resource):
                parts: Any = {**self._references[resource.id], "relation": relation}
                backlinks[slug].append(Backlink.model_construct(**parts))
        self._backlinks = backlinks

    def citation(self, resource: Resource) -> str:
        """Return what to print in an article that uses a resource."""
        return cite(resource, cast("DatasetInfo", self._info))

    def backlinks(self, slug: str) -> list[Backlink]:
        """Return the links to a resource, in the order of the dataset."""
        return self._backlinks.get(slug, [])


def references_of(resource: Resource) -> Iterator[tuple[str, str]]:
    """Yield every (relation, id) of a resource once; a relation is a field path without indexes."""
    return iter(dict.fromkeys(_references_in(resource, "")))


def _references_in(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Reference):
        yield path, value.id
    elif isinstance(value, BaseModel):
        for name, part in value:
            yield from _references_in(part, f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for part in value:
            yield from _references_in(part, path)


@dataclass(slots=True)
class Loaded:
    """What could be read of a dataset, and what is wrong with it."""

    info: DatasetInfo | None = None
    resources: dict[str, Resource] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    """Each resource as its author wrote it: references as ids, nothing that has its default."""
    places: dict[str, Place] = field(default_factory=dict)
    index: IdIndex = field(default_factory=IdIndex)
    problems: list[DataProblem] = field(default_factory=list)
    digests: set[str] = field(default_factory=set)
    """SHA-256 sums of the files that were read."""

    def add(self, slug: str, pointer: str, message: str, remedy: str) -> None:
        """Take note of a problem at a pointer into a resource."""
        self.problems.append(self.places[slug].problem(pointer, message, remedy))


def load(data: Path) -> Loaded:
    """Read a folder of fixtures, or one file of them all; what is wrong stands in `problems`.

    Raises `OSError` when there is neither.
    """
    loaded = Loaded()
    parts = {name: (place, value) for name, place, value in _parts(data, loaded.problems)}
    loaded.digests = {place.file.digest for place, _ in parts.values()}
    items = [item for name in FILES if name in parts for item in _items(name, *parts[name], loaded)]
    # Where a part could not be read, a reference into it is no mistake of its own.
    silent = frozenset({DEAD_REFERENCE} if loaded.problems else ())
    if INFO not in parts:
        remedy = "Add it, or name the folder of a dataset; `init` writes a first one"
        loaded.problems.append(DataProblem(f"{INFO}.json", 0, "", "is missing", remedy))
    for kind, place, value in items:
        _note_id(kind, place, value, loaded)
    for kind, place, value in items:
        resource = _validate(MODELS[kind], place, value, loaded, silent)
        if resource is not None and loaded.places[resource.id] == place:
            loaded.resources[resource.id] = resource
            loaded.documents[resource.id] = cast("Document", value)
    if INFO in parts:
        loaded.info = _validate(DatasetInfo, *parts[INFO], loaded, silent)
    loaded.index.connect(loaded.resources.values(), loaded.info)
    return loaded


def _parts(data: Path, problems: list[DataProblem]) -> Iterator[tuple[str, Place, Json]]:
    """Yield each part that can be read: its name, its place, its value."""
    if not data.exists():
        message = f"there is no folder {str(data)!r} to read a dataset from, and no file"
        raise FileNotFoundError(message)
    found: list[tuple[str, Place, Json]] = []
    # In a folder, what is no JSON file is left alone.
    for path in sorted(data.glob("*.[jJ][sS][oO][nN]")) if data.is_dir() else [data]:
        try:
            file = JsonFile(path)
        except UnreadableError as error:
            problems.append(error.problem)
            continue
        if data.is_dir():
            found.append((path.name.removesuffix(".json"), Place(file, ""), file.value))
        elif isinstance(file.value, dict):
            members = file.value.items()
            found += [(name, Place(file, escape(name)), value) for name, value in members]
        else:
            remedy = "Put the files of the dataset into { }, each by its name without .json"
            problems.append(Place(file, "").problem("", "is no object", remedy))
    names, known = [name for name, _, _ in found], [INFO, *FILES]
    for name, place, value in found:
        if name in known:
            yield name, place, value
        elif name != CITATION or data.is_dir():
            near = [one for one in get_close_matches(name.lower(), known) if one not in names]
            remedy = f"Rename it to {near[0]}" if near else "Move it out of the dataset"
            problems.append(place.problem("", "is no part of a dataset", remedy))


def _items(
    name: str, place: Place, value: Json, loaded: Loaded
) -> Iterator[tuple[ResourceType, Place, Json]]:
    if not isinstance(value, list):
        loaded.problems.append(place.problem("", "is no array", "Put the resources into [ ]"))
        return
    for index, item in enumerate(value):
        yield FILES[name], Place(place.file, f"{place.pointer}/{index}"), item


def _note_id(kind: ResourceType, place: Place, value: Json, loaded: Loaded) -> None:
    slug = value.get("id") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(slug, str):
        return  # validation says what is wrong
    if slug in loaded.places:
        first = loaded.places[slug]
        message = f"the id {slug!r} is used in {first.file.name} at {first.pointer} too"
        loaded.problems.append(place.problem("/id", message, "Give it an id of its own"))
        return
    loaded.places[slug] = place
    loaded.index.add(kind, slug, value)


def _validate(
    model: type[M], place: Place, value: Json, loaded: Loaded, silent: frozenset[str]
) -> M | None:
    try:
        return model.model_validate(value, context=loaded.index)
    except ValidationError as error:
        wrong = explain(value, error, model, but=silent)
        loaded.problems.extend(place.problem(*one) for one in wrong)
        return None
