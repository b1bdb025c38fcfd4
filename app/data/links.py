"""The links of a dataset that is being loaded: what each id means, and who refers to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from app.data.citations import citation
from app.data.near import NearMatches
from app.models.dataset_info import DatasetInfo
from app.models.reference import Backlink, Reference, ResourceType, href_of
from app.models.resource import Resource

DEAD_REFERENCE = "dead_reference"
"""The type of pydantic's error for a reference to what is not there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What other resources need to know of one: its type, what to call it, and a source's URL."""

    type: ResourceType
    label: str
    url: str = ""


class Links:
    """The validation context: resolves references while resources are parsed.

    After that `connect` is called once with all of them, and the way back is known too.
    """

    def __init__(self, entries: dict[str, Entry]) -> None:
        """Know what each id means."""
        self._entries = entries
        self._near = NearMatches(entries)
        self._back: dict[str, tuple[Backlink, ...]] = {}
        self._info: DatasetInfo | None = None

    def reference(self, slug: object) -> dict[str, Any]:
        """Return the parts of a reference to an id; raises `ValueError` when nothing has it."""
        if not isinstance(slug, str):
            message = "a reference is written as the id of a resource, in quotes"
            raise ValueError(message)  # noqa: TRY004 -- pydantic collects only ValueErrors
        entry = self._entries.get(slug)
        if entry is None:
            near = " or ".join(map(repr, self._near(slug)))
            message = f"no resource has the id {slug!r}" + (
                f"; did you mean {near}?" if near else ""
            )
            raise PydanticCustomError(DEAD_REFERENCE, "{message}", {"message": message})
        href = href_of(entry.type, slug)
        return {"id": slug, "type": entry.type, "name": entry.label, "href": href}

    def url(self, slug: str) -> str:
        """Return the URL of a source."""
        return self._entries[slug].url

    def connect(self, resources: Iterable[Resource], info: DatasetInfo | None) -> None:
        """Take note of every reference, so that each resource knows what links to it."""
        self._info = info
        back = defaultdict[str, list[Backlink]](list)
        for resource in resources:
            entry = self._entries[resource.id]
            for relation, slug in references(resource):
                back[slug].append(
                    Backlink.model_construct(
                        id=resource.id,
                        type=entry.type,
                        name=entry.label,
                        href=href_of(entry.type, resource.id),
                        relation=relation,
                    )
                )
        self._back = {slug: tuple(links) for slug, links in back.items()}

    def citation(self, resource: Resource) -> str:
        """Return what to print in an article that uses a resource."""
        return "" if self._info is None else citation(resource, self._info)

    def backlinks(self, slug: str) -> tuple[Backlink, ...]:
        """Return the links to a resource, in the order of the dataset."""
        return self._back.get(slug, ())


def references(resource: Resource) -> Iterator[tuple[str, str]]:
    """Yield every (relation, id) of a resource once; a relation is a field path without indexes."""
    return iter(dict.fromkeys((name, slug) for name, slug in _references(resource, "")))


def _references(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Reference):
        yield path, value.id
    elif isinstance(value, BaseModel):
        for name, part in value:
            yield from _references(part, f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for part in value:
            yield from _references(part, path)
