"""From JSON files to resources: parsed strictly, linked, every problem collected."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from app.data.links import DEAD_REFERENCE, Entry, Links
from app.data.parts import FILES, INFO_FILE, Part, parts
from app.data.place import Place
from app.data.pointers import Json
from app.data.problems import Problem
from app.data.wording import told
from app.models import MODELS
from app.models.base import Model
from app.models.dataset_info import DatasetInfo
from app.models.reference import ResourceType
from app.models.resource import Resource

M = TypeVar("M", bound=Model)


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
        label = next((one for one in labels if isinstance(one, str) and one.strip()), self.slug)
        return Entry(self.kind, label or "", url if isinstance(url, str) else "")


@dataclass(slots=True)
class Loaded:
    """What could be read of a dataset, and what is wrong with it."""

    info: DatasetInfo | None = None
    resources: dict[str, Resource] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    links: Links = field(default_factory=lambda: Links({}))
    problems: list[Problem] = field(default_factory=list)
    untold: frozenset[str] = frozenset()
    """Types of errors that say nothing, since not every file could be read."""

    def add(self, slug: str, pointer: str, message: str, remedy: str) -> None:
        """Take note of a problem at a pointer into a resource."""
        self.problems.append(self.places[slug].problem(pointer, message, remedy))


def load(data: Path) -> Loaded:
    """Read a folder of fixtures, or one file of them all; what is wrong stands in `problems`.

    Raises `OSError` when there is neither.
    """
    loaded = Loaded()
    found = dict(parts(data, loaded.problems))
    items = [item for name in FILES for item in _items(name, found.get(name), loaded.problems)]
    if not all(name in found and isinstance(found[name].value, list) for name in FILES):
        loaded.untold = frozenset({DEAD_REFERENCE})
    loaded.links = Links(_entries(items, loaded))
    for item in items:
        resource = _parse(MODELS[item.kind], item.value, item.place, loaded)
        if resource is not None and loaded.places[resource.id] == item.place:
            loaded.resources[resource.id] = resource
    if INFO_FILE in found:
        info = found[INFO_FILE]
        loaded.info = _parse(DatasetInfo, info.value, info.place, loaded)
    loaded.links.connect(loaded.resources.values(), loaded.info)
    return loaded


def _items(name: str, part: Part | None, problems: list[Problem]) -> Iterator[_Item]:
    if part is None:
        return
    if not isinstance(part.value, list):
        problems.append(part.place.problem("", "is no array", "Put the resources into [ ]"))
        return
    for index, value in enumerate(part.value):
        place = Place(part.place.file, f"{part.place.pointer}/{index}")
        yield _Item(FILES[name], place, value)


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
        loaded.problems.extend(
            place.problem(*wrong) for wrong in told(value, error, but=loaded.untold)
        )
        return None
