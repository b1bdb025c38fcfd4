"""Loader: from JSON files to linked resources, with every problem collected.

A dataset is a folder with `dataset.json` and a file for each collection that is not empty, or the
one file that `/dataset.json` answers with, in which each file of the folder is a member.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic_core import PydanticCustomError

from app.data.errors import DataProblem, DatasetError, Finding
from app.data.json_reader import JsonNode, read_json
from app.data.pointers import JsonObject
from app.data.text import near_matches
from app.data.validation import TOLD_BEFORE, validate
from app.models import MODELS, Resource
from app.models.base import SLUG_PATTERN, Model, display_name, refuse
from app.models.dataset_info import DatasetInfo
from app.models.reference import Reference, ResourceType, collection_of

INFO = "dataset"
FILES: Mapping[str, ResourceType] = {collection_of(type_): type_ for type_ in MODELS}
"""The file of each collection, without `.json`, and the type of resource in it."""

PARTS = frozenset({INFO, *FILES})

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
            self.places[slug] = node
            self.authored[slug] = document
            # Unchecked: where the name is none, that is told of the resource.
            self.references[slug] = Reference.model_construct(
                id=slug,
                type=type_,
                name=display_name(names) if isinstance(names, dict) else slug,
                href=f"{self.root_path}/{collection_of(type_)}/{slug}",
            )

    def reference(self, slug: object, types: tuple[ResourceType, ...]) -> Reference:
        """Return the reference to an id; raises pydantic's errors for an unknown one.

        `types` are those that it can have there, if not all; where no file has any of these, that
        is the problem.
        """
        if not isinstance(slug, str):
            refuse(
                "a reference is written as the id of a resource, in quotation marks",
                "Write the id alone",
            )
        if slug not in self.references:
            self._refuse_unknown(slug, types)
        return self.references[slug]

    def _refuse_unknown(self, slug: str, types: tuple[ResourceType, ...]) -> None:
        is_told = not self.has_every_id
        if types and self.files.isdisjoint(map(collection_of, types)):
            problem = DataProblem(
                f"{collection_of(types[0])}.json",
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
        near = near_matches(
            slug, [ref.id for ref in known if not types or ref.type in types]
        )
        remedy = (
            f"Did you mean {near[0]!r}?" if near else "Correct it, or add the resource"
        )
        refuse(f"no resource has the id {slug!r}", remedy)


def load(data: Path, root_path: str = "") -> RawDataset:
    """Read a folder of fixtures, or one file of them all; what is wrong stands in `problems`.

    Raises `DatasetError` where a file cannot be read, from which most else would follow, and
    `OSError`.
    """
    parts = _read_parts(data)
    raw = RawDataset(root_path, set(parts))
    nodes: list[tuple[type[Model], JsonNode]] = [(DatasetInfo, parts[INFO])]
    for name, type_ in FILES.items():
        if name in parts:
            for node in parts[name].children().values():
                raw.register(type_, node)
                nodes.append((MODELS[type_], node))
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
            near = near_matches(name, PARTS - parts.keys())
            remedy = (
                f"Did you mean {near[0]!r}?" if near else "Move it out of the dataset"
            )
            problems.append(
                node.problem(Finding("", "is no part of a dataset", remedy))
            )
        elif name != INFO and not isinstance(node.value, list):
            problems.append(
                node.problem(Finding("", "is no array", "Put the resources into [ ]"))
            )
    if problems:
        raise DatasetError(*problems)
    return parts


def _read_folder(folder: Path, problems: list[DataProblem]) -> dict[str, JsonNode]:
    """Return the value of each JSON file by its name; other files are left alone.

    One that is named like a part of the dataset, such as `areas.json.txt`, is told; hidden files
    are those of editors and systems, such as `._areas.json`.
    """
    parts = {}
    for path in sorted(folder.iterdir()):
        part = path.name.partition(".")[0].lower()
        if not part:
            continue
        if path.suffix.lower() == ".json":
            try:
                parts[path.name.removesuffix(".json")] = read_json(path)
            except DatasetError as error:
                problems += error.problems
        elif (
            part in PARTS
            and not path.is_dir()
            and not (folder / f"{part}.json").exists()
        ):
            message = f"looks like {part}.json, and is not read"
            remedy = f"Rename it to {part}.json, or move it out of the dataset"
            problems.append(DataProblem(path.name, 0, "", message, remedy))
    return parts
