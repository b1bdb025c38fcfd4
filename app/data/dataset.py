"""Dataset: the in-memory repository of all resources, checked, linked and immutable."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import MISSING
from pydantic_core import to_json

from app.data.checks import apply_rules
from app.data.claims import claims_of, facts_of, is_quoted
from app.data.errors import DatasetError
from app.data.loader import RawDataset, load, references_of
from app.data.search import SearchIndex
from app.models import MODELS, CitedResource, Correction, Event, Resource
from app.models.answers import Edge, Facts, Graph, OpenQuestion
from app.models.base import Model
from app.models.claim import Claim
from app.models.edtf import bounds
from app.models.reference import Reference, ResourceType

M = TypeVar("M", bound=Model)


class Collection(Generic[M]):
    """Resources or claims in their order, found by id or by the value that a field has."""

    def __init__(self, items: Mapping[str, M]) -> None:
        """Keep the items by id; a field is indexed when it is first asked for."""
        self.by_id = MappingProxyType(items)
        self._items = tuple(items.values())
        self._index: dict[str, Mapping[str, list[int]]] = {}

    def where(self, wanted: Mapping[str, str]) -> Sequence[M]:
        """Return the items that have each of the wanted values at its field path, in their order.

        A path such as `participants.who` leads through lists; a reference has its id as value.
        """
        if not wanted:
            return self._items
        found = [self._numbers_by_value(path).get(value, ()) for path, value in wanted.items()]
        numbers = found[0] if len(found) == 1 else sorted(set.intersection(*map(set, found)))
        return [self._items[number] for number in numbers]

    def _numbers_by_value(self, path: str) -> Mapping[str, list[int]]:
        if path not in self._index:
            index = self._index[path] = defaultdict[str, list[int]](list)
            for number, item in enumerate(self._items):
                for value in set(_values(item, path.split("."))):
                    index[value].append(number)
        return self._index[path]


def _values(value: object, path: Sequence[str]) -> Iterable[str]:
    """Yield the scalars at a path: through lists, references as ids, nothing for what is absent."""
    if isinstance(value, tuple):
        for part in value:
            yield from _values(part, path)
    elif path and value is not MISSING:
        yield from _values(getattr(value, path[0]), path[1:])
    elif value is not MISSING:
        yield value.id if isinstance(value, Reference) else str(value)


class Dataset:
    """All resources of a dataset, by type and by id, and what follows from them."""

    def __init__(self, raw: RawDataset, picture: bytes = b"") -> None:
        """Arrange what was loaded: events in the order of time, corrections newest first.

        `picture` is an image of the dataset (PNG); empty where there is none.
        """
        self.info = raw.info
        self.picture = picture
        self.authored = MappingProxyType(raw.authored)
        """Each resource as its author wrote it, in the order of the files."""
        self.fingerprint = sha256(to_json([raw.info, raw.authored])).hexdigest()
        """SHA-256 sum over everything that was loaded: another one for other data."""
        ordered = sorted(raw.resources.values(), key=_order)
        self.collections: Mapping[ResourceType, Collection[Resource]] = {
            type_: Collection({one.id: one for one in ordered if one.type == type_})
            for type_ in MODELS
        }
        self.by_id: Mapping[str, Resource] = MappingProxyType(
            {one.id: one for each in self.collections.values() for one in each.where({})}
        )
        """Every resource, collection by collection."""

    @property
    def cited(self) -> Iterable[CitedResource]:
        """Every resource that has evidence: all but the corrections."""
        return (one for one in self.by_id.values() if isinstance(one, CitedResource))

    @cached_property
    def claims(self) -> Collection[Claim]:
        """Every claim, in the order of resources and evidence."""
        claims = (one for each in self.cited for one in claims_of(each, self.authored[each.id]))
        return Collection({claim.id: claim for claim in claims})

    @cached_property
    def facts(self) -> Facts:
        """How many facts there are, and for how many of them a source is quoted."""
        facts = [fact for one in self.cited for fact in facts_of(one, self.authored[one.id])]
        return Facts(total=len(facts), quoted=sum(is_quoted(entries) for _, entries in facts))

    @cached_property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """Everything that is unknown, and where a reader would look for it."""
        return tuple(
            OpenQuestion(subject=one.reference, **dict(unknown))
            for one in self.cited
            for unknown in one.unknowns
        )

    @cached_property
    def search(self) -> SearchIndex:
        """The search over all resources."""
        return SearchIndex((one.reference, self.authored[one.id]) for one in self.by_id.values())

    def graph(self, types: frozenset[ResourceType]) -> Graph:
        """Return the resources of these types and the references among them."""
        nodes = {one.id: one.reference for one in self.by_id.values() if one.type in types}
        edges = [
            Edge(source=slug, target=target, key=relation)
            for slug in nodes
            for relation, target in dict.fromkeys(references_of(self.by_id[slug]))
            if target in nodes
        ]
        return Graph(nodes=tuple(nodes.values()), edges=tuple(edges))


def _order(resource: Resource) -> tuple[float, ...]:
    """Return the place of a resource among those of its type; others than these stay in order."""
    if isinstance(resource, Correction):
        return (-bounds(resource.date)[0].toordinal(),)
    if isinstance(resource, Event):
        days = () if resource.date is MISSING else bounds(resource.date)
        return tuple(day.toordinal() for day in days) or (inf,)
    return ()


def load_dataset(data: Path) -> Dataset:
    """Return the dataset in a folder or file, with the picture of it that a folder may hold.

    Raises `DatasetError` with all that is wrong with it, and `OSError` when there is neither.
    """
    raw = load(data)
    apply_rules(raw)
    if raw.problems:
        raise DatasetError(*raw.problems)
    raw.places.clear()  # and with them the lines of the files
    picture = data / "social.png"
    return Dataset(raw, picture.read_bytes() if picture.is_file() else b"")
