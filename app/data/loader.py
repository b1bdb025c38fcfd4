"""Loader: from JSON files to linked resources, with every problem collected.

A dataset is a folder with `dataset.json` and a file for each collection that is not empty, or the
one file that `/dataset.json` answers with, in which each file of the folder is a member.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from app.data.errors import DataProblem, DatasetError, Finding, problem_of_file
from app.data.json_reader import JsonNode, read_json
from app.data.pointers import JsonObject
from app.data.text import near_matches, slugify
from app.data.validation import DEAD_REFERENCE, TOLD_BEFORE, validate
from app.models import MODELS, Resource
from app.models.base import Text, display_name, invalid
from app.models.dataset_info import DatasetInfo
from app.models.reference import Reference, ResourceType, collection_of

INFO = "dataset"
FILES: Mapping[str, ResourceType] = {collection_of(type_): type_ for type_ in MODELS}
"""The file of each collection, without `.json`, and the type of resource in it."""

CITATION = "citation"
"""A member of the one file that follows from the others: written for readers, not read again."""

_TEXT = TypeAdapter(Text)


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
    files: set[str] = field(default_factory=set)
    """The collections that have a file, which may be one that cannot be read."""
    unread: list[str] = field(default_factory=list)
    """Files that are named like a part of the dataset, which has that part."""

    def reference(
        self,
        slug: object,
        types: Collection[ResourceType] = (),
    ) -> dict[str, Any]:
        """Return the parts of a reference to an id; raises pydantic's errors for an unknown one.

        `types` are those that it can have there; where their file is missing, that is the problem.
        """
        if not isinstance(slug, str):
            message = "a reference is written as the id of a resource, in quotation marks"
            raise invalid(message, "Write the id alone")
        if slug in self.references:
            return self.references[slug]
        fitting = [known for known in self.places if self._fits(known, types)]
        near = near_matches(slug, fitting)
        for file in map(collection_of, types):
            if file not in self.files and not near:
                message = "is missing, and references lead into it"
                remedy = "Add it, or remove the references"
                self.problems.append(
                    problem_of_file(
                        f"{file}.json",
                        message,
                        remedy,
                    )
                )
                raise PydanticCustomError(TOLD_BEFORE, "dead reference")
        remedy = "Correct it, or add the resource"
        if near:
            ids = " or ".join(map(repr, near))
            remedy = f"Did you mean {ids}?"
        context = {"message": f"no resource has the id {slug!r}", "remedy": remedy}
        raise PydanticCustomError(DEAD_REFERENCE, "{message}. {remedy}", context)

    def _fits(
        self,
        slug: str,
        types: Collection[ResourceType],
    ) -> bool:
        return not types or self.references[slug]["type"] in types


def references_of(
    value: object,
    path: str = "",
) -> Iterator[tuple[str, str]]:
    """Yield (relation, id) of each reference in a resource; a relation is a path of fields."""
    if isinstance(value, Reference):
        yield path, value.id
    elif isinstance(value, BaseModel):
        for name, part in value:
            below = f"{path}.{name}" if path else name
            yield from references_of(part, below)
    elif isinstance(value, tuple):
        for part in value:
            yield from references_of(part, path)


def load(
    data: Path,
    root_path: str = "",
) -> RawDataset:
    """Read a folder of fixtures, or one file of them all; what is wrong stands in `problems`.

    Raises `OSError` when there is neither.
    """
    raw = RawDataset(root_path)
    parts = _read_parts(data, raw)
    raw.files = set(FILES if raw.problems else parts)
    documents: list[tuple[str, JsonNode]] = []
    for name, part in parts.items():
        if isinstance(part.value, list):
            documents += [(name, node) for node in part.children().values()]
        else:
            finding = Finding(
                "",
                "is no array",
                "Put the resources into [ ]",
            )
            raw.problems.append(part.problem(finding))
    # Where a file or an id is wrong, a reference to what is in it is no mistake of its own.
    are_known = [_register(name, node, raw) for name, node in documents]
    ignored = set() if all(are_known) and not raw.problems else {DEAD_REFERENCE}
    for name, node in documents:
        resource, findings = validate(
            MODELS[FILES[name]],
            node.value,
            raw,
            ignored,
        )
        raw.problems += map(node.problem, findings)
        if isinstance(resource, Resource) and raw.places[resource.id] is node:
            raw.resources[resource.id] = resource
    return raw


def _read_parts(
    data: Path,
    raw: RawDataset,
) -> dict[str, JsonNode]:
    """Return each collection that can be read, by its name; the description becomes `info`."""
    if not data.exists():
        message = f"there is no folder {str(data)!r} to read a dataset from, and no file"
        raise FileNotFoundError(message)
    is_folder = data.is_dir()
    parts = _read_folder(data, raw) if is_folder else _read_one_file(data, raw)
    known = [INFO, *FILES]
    missing = [name for name in known if name not in parts]
    for name in parts.keys() - set(known):
        near = near_matches(name, missing)
        remedy = "Move it out of the dataset"
        if near:
            remedy = f"Rename it to {near[0]}" + (".json" if is_folder else "")
        finding = Finding(
            "",
            "is no part of a dataset",
            remedy,
        )
        raw.problems.append(parts[name].problem(finding))
    files = {problem.file.lower() for problem in raw.problems}
    is_told = any(file.startswith((f"{INFO}.", data.name.lower())) for file in files)
    if INFO not in parts and not is_told:
        remedy = "Add it, or name the folder of a dataset; `init` writes a first one"
        raw.problems.append(
            problem_of_file(
                f"{INFO}.json",
                "is missing",
                remedy,
            )
        )
    elif INFO in parts:
        info, findings = validate(
            DatasetInfo,
            parts[INFO].value,
            raw,
        )
        raw.problems += map(parts[INFO].problem, findings)
        if isinstance(info, DatasetInfo):
            raw.info = info
    return {name: parts[name] for name in FILES if name in parts}


def _read_folder(
    folder: Path,
    raw: RawDataset,
) -> dict[str, JsonNode]:
    """Return the value of each JSON file by its name; other files are left alone.

    One that is named like a part of the dataset, such as `areas.json.txt`, is told.
    """
    parts = {}
    for path in sorted(folder.iterdir()):
        part, _, ending = path.name.partition(".")
        part = part.lower()
        if ending.lower() == "json":
            try:
                parts[path.name.removesuffix(".json")] = read_json(path)
            except DatasetError as error:
                raw.problems += error.problems
        elif part not in {INFO, *FILES} or path.is_dir():
            continue
        elif (folder / f"{part}.json").exists():
            raw.unread.append(path.name)
        else:
            message = f"looks like {part}.json, and is not read"
            remedy = f"Rename it to {part}.json, or move it out of the dataset"
            raw.problems.append(
                problem_of_file(
                    path.name,
                    message,
                    remedy,
                )
            )
    return parts


def _read_one_file(
    file: Path,
    raw: RawDataset,
) -> dict[str, JsonNode]:
    """Return each member of the one file of a dataset."""
    if file.suffix.lower() == ".csv":
        remedy = "Name the folder of a dataset, or the file that /dataset.json answers with"
        raw.problems.append(
            problem_of_file(
                file.name,
                "is a table, and no dataset",
                remedy,
            )
        )
        return {}
    try:
        node = read_json(file)
    except DatasetError as error:
        raw.problems += error.problems
        return {}
    parts = node.children()
    if isinstance(node.value, dict) and not parts.keys().isdisjoint({INFO, *FILES}):
        parts.pop(CITATION, None)
        return parts
    remedy = "Put the files of the dataset into { }, each by its name without .json"
    if file.stem in {INFO, *FILES}:
        remedy = "Name the folder that it is in"
    finding = Finding(
        "",
        "is no whole dataset",
        remedy,
    )
    raw.problems.append(node.problem(finding))
    return {}


def _register(
    name: str,
    node: JsonNode,
    raw: RawDataset,
) -> bool:
    """Take note of what other resources need to know of one; return whether they can know it."""
    document = node.value
    written = document.get("id") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(written, str):
        return False  # validation says what is wrong
    # What refers to an id that is spelled wrongly, or as it should be, is no mistake of its own.
    slug = slugify(written)[:100] or f"unnamed-{len(raw.places)}"
    if slug in raw.places:
        first = raw.places[slug]
        finding = Finding(
            "/id",
            f"the id {slug!r} is used in {first.file} at {first.pointer} too",
            "Give it an id of its own",
        )
        raw.problems.append(node.problem(finding))
        return False
    reference = {
        "id": slug,
        "type": FILES[name],
        "name": _label(document, slug),
        "href": f"{raw.root_path}/{name}/{slug}",
    }
    raw.places[slug] = node
    raw.authored[slug] = document
    raw.references[slug] = reference
    raw.references[written] = reference
    return True


def _label(
    document: JsonObject,
    slug: str,
) -> str:
    """Return the name by which others refer to a resource: its id where its name is none."""
    names = document.get("name")
    words = display_name(names) if isinstance(names, dict) else None
    try:
        return _TEXT.validate_python(words)
    except ValidationError:
        return slug
