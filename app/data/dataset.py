"""Dataset: the in-memory repository of all resources, checked, linked and immutable."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import MISSING
from pydantic_core import to_json

from app.data.checks import apply_rules
from app.data.citations import cite, csl_of
from app.data.claims import ClaimMaker, count_facts
from app.data.errors import DatasetError
from app.data.fields import FieldNames, Fragments
from app.data.graph import references_in
from app.data.loader import RawDataset, load
from app.data.search import SearchIndex
from app.models import MODELS, CitedResource, Correction, Event, Resource, Source
from app.models.answers import Facts, OpenQuestion
from app.models.base import Model
from app.models.claim import Claim
from app.models.edtf import bounds
from app.models.reference import Backlink, Reference, ResourceType

M = TypeVar("M", bound=Model)

Index = Mapping[str, list[int]]
"""The places of the items that have each value, in order."""

Having = Mapping[str, str]
"""Values by field path, all of which an item must have."""


class Collection(Generic[M]):
    """Resources, claims or questions in their order: by key, by the value of a field, and as JSON.

    The key of a resource or a claim is its id.
    """

    def __init__(self, model: type[M], items: Mapping[str, M]) -> None:
        """Keep the items; fields are indexed, and JSON is made, when first asked for."""
        self.fields = FieldNames(model)
        self.by_id = MappingProxyType(items)
        self._keys = tuple(items)
        self._fragments: dict[str, Fragments] = {}
        self._listed: dict[str, bytes] = {}
        self._indexes: dict[str, Index] = {}

    def keys(self, having: Having) -> Sequence[str]:
        """Return the keys of the items that have all these values at these field paths, in order.

        A path such as `participants.who` leads through lists; a reference has its id as value.
        """
        if not having:
            return self._keys
        places = []
        for path, value in having.items():
            index = self._index(path)
            places.append(index.get(value, []))
        first, *others = places
        if others:
            common = set(first).intersection(*others)
            first = sorted(common)
        return [self._keys[place] for place in first]

    def where(self, having: Having) -> Sequence[M]:
        """Return the items that have all these values at these field paths, in their order."""
        keys = self.keys(having)
        return [self.by_id[key] for key in keys]

    def first(self, path: str) -> str | None:
        """Return the first value that an item has at a path, if any has one."""
        names = path.split(".")
        for item in self.by_id.values():
            for value in _values(item, names):
                return value
        return None

    def json(
        self,
        key: str,
        fields: str | MISSING = MISSING,
    ) -> bytes:
        """Return the JSON of one item: all of it, or what `fields` selects."""
        selection = self.fields.select(fields, in_list=False)
        fragments = self._fragments_of(key)
        return fragments.join(selection)

    def listed(
        self,
        keys: Sequence[str],
        fields: str | MISSING = MISSING,
    ) -> list[bytes]:
        """Return the JSON of each item as lists show it, or what `fields` selects of it."""
        selection = self.fields.select(fields, in_list=True)
        if fields is not MISSING:
            return [self._fragments_of(key).join(selection) for key in keys]
        for key in keys:
            if key not in self._listed:
                fragments = self._fragments_of(key)
                self._listed[key] = fragments.join(selection)
        return [self._listed[key] for key in keys]

    def _fragments_of(self, key: str) -> Fragments:
        """Return the JSON of each field of an item, which is made once."""
        if key not in self._fragments:
            item = self.by_id[key]
            self._fragments[key] = Fragments(item, self.fields.all)
        return self._fragments[key]

    def _index(self, path: str) -> Index:
        """Return the places of the items that have each value at a path."""
        if path not in self._indexes:
            index = defaultdict[str, list[int]](list)
            names = path.split(".")
            items = self.by_id.values()
            for place, item in enumerate(items):
                values = set(_values(item, names))
                for value in values:
                    index[value].append(place)
            self._indexes[path] = index
        return self._indexes[path]


def _values(value: object, path: Sequence[str]) -> Iterator[str]:
    """Yield the scalars at a path: through lists, references as ids, nothing for what is absent."""
    if value is MISSING:
        return
    if isinstance(value, tuple):
        for part in value:
            yield from _values(part, path)
    elif path:
        name, *rest = path
        inner = getattr(value, name)
        yield from _values(inner, rest)
    elif isinstance(value, Reference):
        yield value.id
    else:
        yield str(value)


class Dataset:
    """All resources of a dataset, by type and by id, and what follows from them."""

    def __init__(
        self,
        raw: RawDataset,
        picture: bytes = b"",
        origin: str = "",
    ) -> None:
        """Link what was loaded, and arrange it: events by time, corrections newest first.

        `picture` is an image of the dataset (PNG); empty where there is none.
        """
        link(raw, origin)
        self.info = raw.info
        self.root_path = raw.root_path
        """The path below which a proxy serves it: every address in it begins so."""
        self.origin = origin
        """Where the public finds the server, if it is told: a citation ends with the address."""
        self.picture = picture
        self.authored = MappingProxyType(raw.authored)
        """Each resource as its author wrote it, in the order of the files."""
        content = to_json([raw.info, raw.authored])
        self.fingerprint = sha256(content).hexdigest()
        """SHA-256 sum over everything that was loaded: another one for other data."""
        by_type: dict[ResourceType, dict[str, Resource]] = {}
        for type_ in MODELS:
            by_type[type_] = {}
        in_order = sorted(raw.resources.values(), key=_order)
        for resource in in_order:
            resources = by_type[resource.type]
            resources[resource.id] = resource
        collections: dict[ResourceType, Collection[Resource]] = {}
        by_id: dict[str, Resource] = {}
        for type_, resources in by_type.items():
            model = MODELS[type_]
            collections[type_] = Collection(model, resources)
            by_id |= resources
        self.collections = MappingProxyType(collections)
        self.by_id = MappingProxyType(by_id)
        """Every resource, collection by collection."""

    @property
    def address(self) -> str:
        """What every address of the record begins with, as fully as it is known."""
        return self.origin + self.root_path

    @property
    def cited(self) -> Iterator[CitedResource]:
        """Every resource that has evidence: all but the corrections."""
        for resource in self.by_id.values():
            if isinstance(resource, CitedResource):
                yield resource

    @cached_property
    def withdrawn(self) -> Mapping[str, Correction]:
        """The correction that withdrew each id which is served no longer."""
        withdrawn: dict[str, Correction] = {}
        for correction in self.by_id.values():
            if isinstance(correction, Correction):
                for id_ in correction.withdrawn:
                    withdrawn[id_] = correction
        return withdrawn

    @cached_property
    def claims(self) -> Collection[Claim]:
        """Every claim, in the order of resources and evidence."""
        maker = ClaimMaker(
            self.by_id,
            self.info.language,
            self.root_path,
        )
        claims: dict[str, Claim] = {}
        for resource in self.cited:
            authored = self.authored[resource.id]
            for claim in maker.claims_of(resource, authored):
                claims[claim.id] = claim
        return Collection(Claim, claims)

    @cached_property
    def facts(self) -> Facts:
        """How many facts there are, and for how many of them a source is quoted."""
        return count_facts(self.by_id.values(), self.authored)

    @cached_property
    def questions(self) -> Collection[OpenQuestion]:
        """Everything that is unknown, and where a reader would look for it."""
        questions: dict[str, OpenQuestion] = {}
        for resource in self.cited:
            for number, unknown in enumerate(resource.unknowns):
                key = f"{resource.id}/{number}"
                questions[key] = OpenQuestion(
                    subject=resource.reference,
                    **dict(unknown),
                )
        return Collection(OpenQuestion, questions)

    @cached_property
    def search(self) -> SearchIndex:
        """The search over all resources."""
        entries = []
        for resource in self.by_id.values():
            authored = self.authored[resource.id]
            entries.append((resource.reference, authored))
        return SearchIndex(entries)


def link(raw: RawDataset, origin: str) -> None:
    """Tell every resource what follows from others: links to it, its citation, sources' URLs."""
    backlinks = defaultdict[str, list[Backlink]](list)
    for resource in raw.resources.values():
        reference = raw.references[resource.id]
        mentions = references_in(resource, resource, "")
        links = dict.fromkeys((relation, target.id) for relation, target, _ in mentions)
        for relation, target in links:  # each once, in order
            backlink = Backlink.model_construct(**dict(reference), relation=relation)
            backlinks[target].append(backlink)
    for resource in raw.resources.values():
        reference = raw.references[resource.id]
        address = origin + reference.href
        citation = cite(resource, address, raw.info)
        resource.link(
            raw.root_path,
            backlinks[resource.id],
            citation,
        )
        if isinstance(resource, Source):
            csl = csl_of(resource, raw.resources)
            resource.describe(csl)
        if isinstance(resource, CitedResource):
            for evidence in resource.evidence:
                source = raw.authored[evidence.source.id]
                url = source.get("url", "")
                evidence.link_to(str(url))


def _order(resource: Resource) -> tuple[float, ...]:
    """Return the place of a resource among those of its type; others than these stay in order."""
    if isinstance(resource, Correction):
        first, _ = bounds(resource.date)
        return (-first.toordinal(),)
    if isinstance(resource, Event):
        date = resource.date
        if date is MISSING:
            date = resource.planned_for
        if date is MISSING:
            return (inf,)
        first, last = bounds(date)
        return (first.toordinal(), last.toordinal())
    return ()


def load_dataset(data: Path, root_path: str = "", origin: str = "") -> Dataset:
    """Return the dataset in a folder or file, with the picture of it that a folder may hold.

    Addresses in it begin with the `root_path` below which a proxy serves it, and citations end with
    an address at the `origin`. Raises `DatasetError` with all that is wrong with it, and `OSError`
    when there is neither.
    """
    raw = load(data, root_path)
    apply_rules(raw)
    if raw.problems:
        raise DatasetError(*raw.problems)
    raw.places.clear()  # and with them the lines of the files
    picture = b""
    picture_file = data / "social.png"
    if picture_file.is_file():
        picture = picture_file.read_bytes()
    return Dataset(raw, picture, origin)
