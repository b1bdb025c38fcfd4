"""Loader: from JSON files to linked resources, with every problem collected.

A dataset is a folder with `dataset.json` and a file for each collection that is not empty, or the
one file that `/dataset.json` answers with, in which each file of the folder is a member.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from app.data.errors import DataProblem, DatasetError
from app.data.json_reader import JsonNode, read_json
from app.data.pointers import JsonObject
from app.data.text import near_matches
from app.data.validation import DEAD_REFERENCE, validate
from app.models import MODELS, Resource
from app.models.base import SLUG_PATTERN, display_name
from app.models.dataset_info import DatasetInfo
from app.models.reference import Reference, ResourceType, collection_of

INFO = "dataset"
FILES: Mapping[str, ResourceType] = {collection_of(type_): type_ for type_ in MODELS}
"""The file of each collection, without `.json`, and the type of resource in it."""

CITATION = "citation"
"""A member of the one file that follows from the others: written for readers, not read again."""


@dataclass(eq=False)
class RawDataset:
    """What could be read of a dataset, and what is wrong with it.

    Pydantic validates with it as the context, so that an id becomes a reference.
    """

    root_path: str = ""
    """The path below which a proxy serves it: every address begins with it."""
    info: DatasetInfo = field(init=False)
    """There unless a problem says why not."""
    resources: dict[str, Resource] = field(default_factory=dict)
    authored: dict[str, JsonObject] = field(default_factory=dict)
    """Each resource as its author wrote it, with references as ids."""
    places: dict[str, JsonNode] = field(default_factory=dict)
    """Where each resource stands."""
    references: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The parts of a reference to each id, whatever state its resource is in."""
    problems: list[DataProblem] = field(default_factory=list)

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


def references_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (relation, id) of each reference in a resource; a relation is a path of fields."""
    if isinstance(value, Reference):
        yield path, value.id
    elif isinstance(value, BaseModel):
        for name, part in value:
            yield from references_of(part, f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for part in value:
            yield from references_of(part, path)


def load(data: Path, root_path: str = "") -> RawDataset:
    """Read a folder of fixtures, or one file of them all; what is wrong stands in `problems`.

    Raises `OSError` when there is neither.
    """
    raw = RawDataset(root_path)
    parts = _read_files(data, raw.problems)
    found: list[tuple[str, JsonNode]] = []
    for name, part in parts.items():
        if name == INFO:
            found.append((name, part))
        elif isinstance(part.value, list):
            found += [(name, node) for node in part.children().values()]
        else:
            raw.problems.append(part.problem("", "is no array", "Put the resources into [ ]"))
    # Where a part could not be read, a reference into it is no mistake of its own.
    ignored = {DEAD_REFERENCE} if raw.problems else set()
    if INFO not in parts:
        remedy = "Add it, or name the folder of a dataset; `init` writes a first one"
        raw.problems.append(DataProblem(f"{INFO}.json", 0, "", "is missing", remedy))
    for name, node in found:
        if name != INFO:
            _register(name, node, raw)
    for name, node in found:
        model = DatasetInfo if name == INFO else MODELS[FILES[name]]
        valid, wrong = validate(model, node.value, raw, ignored)
        raw.problems += (node.problem(*one) for one in wrong)
        if isinstance(valid, DatasetInfo):
            raw.info = valid
        elif isinstance(valid, Resource) and raw.places[valid.id] is node:
            raw.resources[valid.id] = valid
    return raw


def _read_files(data: Path, problems: list[DataProblem]) -> dict[str, JsonNode]:
    """Return each part of a dataset that can be read, by its name."""
    if not data.exists():
        message = f"there is no folder {str(data)!r} to read a dataset from, and no file"
        raise FileNotFoundError(message)
    is_folder, found = data.is_dir(), dict[str, JsonNode]()
    # In a folder, what is no JSON file is left alone.
    for path in sorted(data.glob("*.[jJ][sS][oO][nN]")) if is_folder else [data]:
        try:
            node = read_json(path)
        except DatasetError as error:
            problems += error.problems
            continue
        if is_folder:
            found[path.name.removesuffix(".json")] = node
        elif isinstance(node.value, dict):
            found = node.children()
            found.pop(CITATION, None)
        else:
            remedy = "Put the files of the dataset into { }, each by its name without .json"
            problems.append(node.problem("", "is no object", remedy))
    known = [INFO, *FILES]
    for name in found.keys() - set(known):
        near = near_matches(name, [one for one in known if one not in found])
        ending = ".json" if is_folder else ""
        remedy = f"Rename it to {near[0]}{ending}" if near else "Move it out of the dataset"
        problems.append(found[name].problem("", "is no part of a dataset", remedy))
    return {name: found[name] for name in known if name in found}


def _register(name: str, node: JsonNode, raw: RawDataset) -> None:
    """Take note of what other resources need to know of one."""
    document = node.value
    if not isinstance(document, dict) or not isinstance(slug := document.get("id"), str):
        return  # validation says what is wrong
    if slug in raw.places:
        first = raw.places[slug]
        message = f"the id {slug!r} is used in {first.file} at {first.pointer} too"
        raw.problems.append(node.problem("/id", message, "Give it an id of its own"))
        return
    raw.places[slug] = node
    raw.authored[slug] = document
    words = document.get("name")
    label = display_name(words) if isinstance(words, dict) else None
    label = label[:1000] if isinstance(label, str) and label.strip() else slug
    href = f"{raw.root_path}/{name}/{slug}"
    raw.references[slug] = {"id": slug, "type": FILES[name], "name": label, "href": href}
