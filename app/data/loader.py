"""Loader: from JSON files to linked resources, with every problem collected.

A dataset is a folder with `dataset.json` and a file for each collection that is not empty, or the
one file that `/dataset.json` answers with, in which each file of the folder is a member.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from app.data.citations import cite
from app.data.errors import DEAD_REFERENCE, DataProblem, DatasetError, explain, near_matches
from app.data.json_reader import JsonFile
from app.data.pointers import Document, Json, segment
from app.models import MODELS, Resource
from app.models.base import SLUG_PATTERN, Model, label_of
from app.models.dataset_info import DatasetInfo
from app.models.reference import Backlink, Reference, ResourceType, collection_of, href_of

INFO = "dataset"
FILES: Mapping[str, ResourceType] = {collection_of(kind): kind for kind in MODELS}
"""The file of each collection, without `.json`, and the type of resource in it."""

CITATION = "citation"
"""A member of the one file that follows from the others: written for readers, not read again."""

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read from: a pointer into a file."""

    file: JsonFile
    pointer: str

    def problem(self, pointer: str, message: str, remedy: str) -> DataProblem:
        """Return a problem at a further pointer from here."""
        whole = self.pointer + pointer
        return DataProblem(self.file.name, self.file.lines[whole], whole, message, remedy)


@dataclass(slots=True, eq=False)
class Loaded:
    """What could be read of a dataset, and what is wrong with it.

    Pydantic validates with it as the context, so that an id becomes a reference.
    """

    info: DatasetInfo | None = None
    resources: dict[str, Resource] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    """Each resource as its author wrote it, with references as ids."""
    places: dict[str, Place] = field(default_factory=dict)
    references: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The parts of a reference to each id, whatever state its resource is in."""
    backlinks: dict[str, list[Backlink]] = field(default_factory=lambda: defaultdict(list))
    """The links to each id, in the order of the dataset."""
    problems: list[DataProblem] = field(default_factory=list)
    digests: set[str] = field(default_factory=set)
    """SHA-256 sums of the files that were read."""

    def add_problem(self, slug: str, pointer: str, message: str, remedy: str) -> None:
        """Take note of a problem at a pointer into a resource."""
        self.problems.append(self.places[slug].problem(pointer, message, remedy))

    def reference(self, slug: object) -> dict[str, Any]:
        """Return the parts of a reference to an id; raises pydantic's errors for an unknown one."""
        if not isinstance(slug, str):
            message = "a reference is written as the id of a resource, in quotes"
            raise ValueError(message)  # noqa: TRY004 -- pydantic collects only ValueErrors
        if slug not in self.references:
            known = (one for one in self.references if re.fullmatch(SLUG_PATTERN, one))
            near = " or ".join(map(repr, near_matches(slug, known)))
            remedy = f"did you mean {near}?" if near else "correct it, or add the resource"
            message = f"no resource has the id {slug!r}; {remedy}"
            raise PydanticCustomError(DEAD_REFERENCE, "{message}", {"message": message})
        return self.references[slug]

    def url(self, slug: str) -> str:
        """Return the URL of a source."""
        return str(self.documents[slug].get("url", ""))

    def citation(self, resource: Resource) -> str:
        """Return what to print in an article that uses a resource."""
        return cite(resource, cast("DatasetInfo", self.info))


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


def load(data: Path) -> Loaded:
    """Read a folder of fixtures, or one file of them all; what is wrong stands in `problems`.

    Raises `OSError` when there is neither.
    """
    loaded = Loaded()
    parts = {name: (place, value) for name, place, value in _parts(data, loaded.problems)}
    loaded.digests = {place.file.digest for place, _ in parts.values()}
    items: list[tuple[ResourceType, Place, Json]] = []
    for name in (one for one in FILES if one in parts):
        place, value = parts[name]
        if isinstance(value, list):
            items += [
                (FILES[name], Place(place.file, f"{place.pointer}/{index}"), item)
                for index, item in enumerate(value)
            ]
        else:
            loaded.problems.append(place.problem("", "is no array", "Put the resources into [ ]"))
    # Where a part could not be read, a reference into it is no mistake of its own.
    silent = {DEAD_REFERENCE} if loaded.problems else set()
    if INFO not in parts:
        remedy = "Add it, or name the folder of a dataset; `init` writes a first one"
        loaded.problems.append(DataProblem(f"{INFO}.json", 0, "", "is missing", remedy))
    for kind, place, value in items:
        _note_id(kind, place, value, loaded)
    for kind, place, value in items:
        resource = _validate(MODELS[kind], place, value, loaded, silent)
        if resource is not None and loaded.places[resource.id] == place:
            loaded.resources[resource.id] = resource
    if INFO in parts:
        loaded.info = _validate(DatasetInfo, *parts[INFO], loaded, silent)
    for resource in loaded.resources.values():
        for relation, slug in references_of(resource):
            link = Backlink.model_construct(**loaded.references[resource.id], relation=relation)
            loaded.backlinks[slug].append(link)
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
        except DatasetError as error:
            problems += error.problems
            continue
        if data.is_dir():
            found.append((path.name.removesuffix(".json"), Place(file, ""), file.value))
        elif isinstance(file.value, dict):
            members = file.value.items()
            found += [(name, Place(file, segment(name)), value) for name, value in members]
        else:
            remedy = "Put the files of the dataset into { }, each by its name without .json"
            problems.append(Place(file, "").problem("", "is no object", remedy))
    names, known = [name for name, _, _ in found], [INFO, *FILES]
    for name, place, value in found:
        if name in known:
            yield name, place, value
        elif name != CITATION or data.is_dir():
            near = [one for one in get_close_matches(name.lower(), known) if one not in names]
            ending = ".json" if data.is_dir() else ""
            remedy = f"Rename it to {near[0]}{ending}" if near else "Move it out of the dataset"
            problems.append(place.problem("", "is no part of a dataset", remedy))


def _note_id(kind: ResourceType, place: Place, value: Json, loaded: Loaded) -> None:
    """Take note of what other resources need to know of one."""
    slug = value.get("id") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(slug, str):
        return  # validation says what is wrong
    if slug in loaded.places:
        first = loaded.places[slug]
        message = f"the id {slug!r} is used in {first.file.name} at {first.pointer} too"
        loaded.problems.append(place.problem("/id", message, "Give it an id of its own"))
        return
    loaded.places[slug] = place
    loaded.documents[slug] = value
    name = value.get("name")
    label = label_of(name) if isinstance(name, dict) else None
    label = label[:1000] if isinstance(label, str) and label.strip() else slug
    reference = {"id": slug, "type": kind, "name": label, "href": href_of(kind, slug)}
    loaded.references[slug] = reference


def _validate(
    model: type[M], place: Place, value: Json, loaded: Loaded, silent: set[str]
) -> M | None:
    try:
        return model.model_validate(value, context=loaded)
    except ValidationError as error:
        wrong = explain(value, error, model, silent)
        loaded.problems.extend(place.problem(*one) for one in wrong)
        return None
