"""Loader: from JSON files to linked resources, with every problem collected.

A dataset is a folder with `dataset.json` and a file for each collection that is not empty, or the
one file that `/dataset.json` answers with, in which each file of the folder is a member.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from pydantic_core import PydanticCustomError

from app.data.errors import DataProblem, DatasetError, Finding
from app.data.json_reader import JsonNode, read_json
from app.data.pointers import JsonObject
from app.data.text import near_matches
from app.data.validation import TOLD_BEFORE, validate
from app.models import FILES, MODELS, Resource
from app.models.base import SLUG_PATTERN, Model, display_name, refuse
from app.models.dataset_info import DatasetInfo
from app.models.reference import Reference, ResourceType, collection_of

INFO = "dataset"
PARTS: Mapping[str, type[Model]] = {
    INFO: DatasetInfo,
    **{file: MODELS[type_] for file, type_ in FILES.items()},
}
"""The files that a dataset may have, without `.json`, and the model of each object in them."""

CITATION = "citation"
"""A member of the one file that follows from the others: written for readers, not read again."""


@dataclass
class RawDataset:
    """What could be read of a dataset, and what is wrong with it.

    Pydantic validates with it as the context, so that an id becomes a reference.
    """

    root_path: str
    """The path below which a proxy serves it: every address begins with it."""
    files: set[str]
    """The collections that have a file."""
    info: DatasetInfo = field(init=False)
    """There unless a problem says why not."""
    resources: dict[str, Resource] = field(default_factory=dict)
    authored: dict[str, JsonObject] = field(default_factory=dict)
    """Each resource as its author wrote it, with references as ids."""
    places: dict[str, JsonNode] = field(default_factory=dict)
    """Where each resource stands."""
    references: dict[str, Reference] = field(default_factory=dict)
    """The reference to each id, whatever state its resource is in."""
    numbers: dict[tuple[str, int], str] = field(default_factory=dict)
    """The first area with each number of an agreement."""
    has_every_id: bool = True
    """Whether each resource can be referred to; else a dead reference is no mistake of its own."""
    problems: list[DataProblem] = field(default_factory=list)

    def register(self, type_: ResourceType, node: JsonNode) -> None:
        """Take note of what other resources need to know of one that has an id."""
        document = node.value if isinstance(node.value, dict) else {}
        slug = document.get("id")
        if not isinstance(slug, str) or not re.fullmatch(SLUG_PATTERN, slug):
            self.has_every_id = False  # validation says what is wrong
        elif slug in self.places:
            first = self.places[slug]
            finding = Finding(
                "/id",
                f"the id {slug!r} is used in {first.file} at {first.pointer} too",
                "Give it an id of its own",
            )
            self.problems.append(node.problem(finding))
            self.has_every_id = False
        else:
            names = document.get("name")
            name = display_name(names) if isinstance(names, dict) else slug
            self.places[slug] = node
            self.authored[slug] = document
            # Unchecked: where the name is none, that is told of the resource.
            self.references[slug] = Reference.model_construct(
                id=slug,
                type=type_,
                name=name,
                href=f"{self.root_path}/{collection_of(type_)}/{slug}",
            )

    def reference(self, slug: object, types: Sequence[ResourceType]) -> Reference:
        """Return the reference to an id; raises pydantic's errors for an unknown one.

        `types` are those that it can have there: where no file has any of these, that is the
        problem.
        """
        if not isinstance(slug, str):
            refuse(
                "a reference is written as the id of a resource, in quotation marks",
                "Write the id alone",
            )
        if slug not in self.references:
            self._refuse_unknown(slug, types)
        return self.references[slug]

    def _refuse_unknown(self, slug: str, types: Sequence[ResourceType]) -> NoReturn:
        is_told = not self.has_every_id
        collections = [collection_of(type_) for type_ in types]
        if self.files.isdisjoint(collections):
            problem = DataProblem(
                f"{collections[0]}.json",
                0,
                "",
                "is missing, and references lead into it",
                "Add it, or remove the references",
            )
            self.problems.append(problem)
            is_told = True
        if is_told:
            raise PydanticCustomError(TOLD_BEFORE, "dead reference")
        known = self.references.values()
        fitting = [reference.id for reference in known if reference.type in types]
        remedy = _remedy(slug, fitting, "Correct it, or add the resource")
        refuse(f"no resource has the id {slug!r}", remedy)


def load(data: Path, root_path: str = "") -> RawDataset:
    """Read a folder of fixtures, or one file of them all; what is wrong stands in `problems`.

    Raises `DatasetError` where a file cannot be read, from which most else would follow, and
    `OSError`.
    """
    parts = _read_parts(data)
    raw = RawDataset(root_path, set(parts))
    nodes = [(PARTS[INFO], parts[INFO])]
    for name, type_ in FILES.items():
        if name in parts:
            resources = parts[name].children()
            for node in resources.values():
                raw.register(type_, node)
                nodes.append((PARTS[name], node))
    for model, node in nodes:
        item, findings = validate(model, node.value, raw)
        raw.problems += map(node.problem, findings)
        if isinstance(item, DatasetInfo):
            raw.info = item
        elif isinstance(item, Resource) and raw.places[item.id] is node:
            raw.resources[item.id] = item
    return raw


def _read_parts(data: Path) -> dict[str, JsonNode]:
    """Return each part of a dataset by its name; raises `DatasetError` if anything is wrong."""
    problems: list[DataProblem] = []
    if data.is_dir():
        parts = _read_folder(data, problems)
    else:
        parts = read_json(data).children()
        parts.pop(CITATION, None)
    if INFO not in parts and not problems:
        remedy = "Add it, or name the folder of a dataset; `init` writes a first one"
        raise DatasetError(DataProblem(f"{INFO}.json", 0, "", "is missing", remedy))
    for name, node in parts.items():
        if name not in PARTS:
            remedy = _remedy(
                name, PARTS.keys() - parts.keys(), "Move it out of the dataset"
            )
            finding = Finding("", "is no part of a dataset", remedy)
        elif name != INFO and not isinstance(node.value, list):
            finding = Finding("", "is no array", "Put the resources into [ ]")
        else:
            continue
        problems.append(node.problem(finding))
    if problems:
        raise DatasetError(*problems)
    return parts


def _remedy(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return what to do about a name that is none: take the nearest one, if any is near."""
    near = near_matches(name, known)
    if near:
        return f"Did you mean {near[0]!r}?"
    return otherwise


def _read_folder(folder: Path, problems: list[DataProblem]) -> dict[str, JsonNode]:
    """Return the value of each JSON file by its name; other files are left alone.

    Where a part of the dataset is missing, a file that is named like it is told, such as
    `areas.json.txt` or `Areas.json`. Hidden files are those of editors and systems, such as
    `._areas.json`.
    """
    parts = {}
    # Names as they are listed: where case does not count, `Areas.json` exists as `areas.json`, too.
    paths = {path.name: path for path in sorted(folder.iterdir())}
    for name, path in paths.items():
        part = name.partition(".")[0].lower()
        file = f"{part}.json"
        if not part:
            continue
        is_missing = part in PARTS and file not in paths
        if is_missing and not path.is_dir():
            message = f"looks like {file}, and is not read"
            remedy = f"Rename it to {file}, or move it out of the dataset"
            problems.append(DataProblem(name, 0, "", message, remedy))
        elif path.suffix.lower() == ".json":
            try:
                parts[name.removesuffix(".json")] = read_json(path)
            except DatasetError as error:
                problems += error.problems
    return parts
