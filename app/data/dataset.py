"""Dataset: the in-memory repository of all resources, checked, linked and immutable."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import MISSING
from pydantic_core import to_json

from app.data.checks import apply_rules
from app.data.citations import cite_dataset
from app.data.claims import claims_of, count_facts
from app.data.errors import DatasetError
from app.data.fields import FieldNames, Pieces
from app.data.linking import link
from app.data.loader import RawDataset, load
from app.data.search import SearchIndex
from app.models import MODELS, CitedResource, Correction, Resource
from app.models.answers import Facts, OpenQuestion
from app.models.base import Model
from app.models.claim import Claim
from app.models.edtf import bounds
from app.models.reference import ResourceType

M = TypeVar("M", bound=Model)


class Collection(Generic[M]):
    """Resources, claims or questions in their order: by key, by the value of a field, and as JSON.

    The key of a resource or a claim is its id.
    """

    def __init__(self, model: type[M], items: Mapping[str, M]) -> None:
        """Keep the items; fields are indexed, and JSON is made, when first asked for."""
        self.by_id = items
        self.keys = tuple(items)
        self._fields = FieldNames(model)
        self.index = cache(self._index)
        self._pieces_of = cache(self._pieces)
        # Of what lists show it keeps all that was asked for, for the last values of `fields`.
        self._shown_for = lru_cache(maxsize=8)(self._shown)

    def where(self, having: Mapping[str, str]) -> Sequence[M]:
        """Return the items that have all these values, by field path, in their order."""
        items = self.by_id
        for path, value in having.items():
            index = self.index(path)
            selected = index.get(value, {})
            items = {key: item for key, item in selected.items() if key in items}
        return list(items.values())

    def _index(self, path: str) -> Mapping[str, Mapping[str, M]]:
        """Return the items that have each value at a field path: by value, then by key in order.

        A path such as `participants.who` leads through lists; a reference has its id as value.
        """
        names = path.split(".")
        index: dict[str, dict[str, M]] = {}
        for key, item in self.by_id.items():
            for value in _values_at(item, names):
                having = index.setdefault(value, {})
                having[key] = item
        return index

    def json(self, key: str, fields: str | MISSING = MISSING) -> bytes:
        """Return the JSON of one item: all of it, or what `fields` selects."""
        selection = self._fields.select(fields, in_list=False)
        return self._pieces_of(key).join(selection)

    def listed(
        self, keys: Iterable[str], fields: str | MISSING = MISSING
    ) -> Iterator[bytes]:
        """Return the JSON of each item as lists show it, or what `fields` selects of it."""
        return map(self._shown_for(fields), keys)

    def _shown(self, fields: str | MISSING) -> Callable[[str], bytes]:
        """Return what makes, once, the JSON of the item with a key as lists show it."""
        selection = self._fields.select(fields, in_list=True)

        @cache
        def shown(key: str) -> bytes:
            return self._pieces_of(key).join(selection)

        return shown

    def _pieces(self, key: str) -> Pieces:
        return Pieces(self.by_id[key])


def _values_at(value: object, path: Sequence[str]) -> Iterator[str]:
    """Yield the scalars at a path: through lists, references as ids, nothing for what is absent."""
    if value is MISSING:
        return
    if isinstance(value, tuple):
        for item in value:
            yield from _values_at(item, path)
    elif path:
        name, *rest = path
        yield from _values_at(getattr(value, name), rest)
    else:
        yield getattr(value, "id", str(value))


class Dataset:
    """All resources of a dataset, by type and by id, and what follows from them."""

    def __init__(self, raw: RawDataset, picture: bytes, origin: str) -> None:
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
        self.authored = raw.authored
        """Each resource as its author wrote it, in the order of the files."""
        content = to_json([raw.info, raw.authored])
        self.fingerprint = sha256(content).hexdigest()
        """SHA-256 sum over everything that was loaded: another one for other data."""
        self.collections: dict[ResourceType, Collection[Resource]] = {}
        self.by_id: dict[str, Resource] = {}
        """Every resource, collection by collection."""
        by_type = defaultdict[ResourceType, list[Resource]](list)
        for resource in raw.resources.values():
            by_type[resource.type].append(resource)
        by_type["event"].sort(key=_time_of)
        by_type["correction"].sort(key=attrgetter("date"), reverse=True)
        for type_, model in MODELS.items():
            by_id = {resource.id: resource for resource in by_type[type_]}
            self.collections[type_] = Collection(model, by_id)
            self.by_id |= by_id

    @property
    def address(self) -> str:
        """What every address of the record begins with, as fully as it is known."""
        return self.origin + self.root_path

    @property
    def citation(self) -> str:
        """What to print in an article that uses the dataset as a whole."""
        return cite_dataset(self.info, f"{self.address}/")

    @property
    def cited(self) -> Iterator[CitedResource]:
        """Every resource that has evidence: all but the corrections."""
        for resource in self.by_id.values():
            if isinstance(resource, CitedResource):
                yield resource

    @cached_property
    def withdrawn(self) -> Mapping[str, Correction]:
        """The correction that withdrew each id which is served no longer."""
        withdrawn = {}
        for correction in self.by_id.values():
            if isinstance(correction, Correction):
                for slug in correction.withdrawn:
                    withdrawn[slug] = correction
        return withdrawn

    @cached_property
    def claims(self) -> Collection[Claim]:
        """Every claim, in the order of resources and evidence."""
        claims = claims_of(
            self.by_id, self.authored, self.info.language, self.root_path
        )
        return Collection(Claim, claims)

    @cached_property
    def facts(self) -> Facts:
        """How many facts there are, and for how many of them a source is quoted."""
        return count_facts(self.by_id.values(), self.authored)

    @cached_property
    def questions(self) -> Collection[OpenQuestion]:
        """Everything that is unknown, and where a reader would look for it."""
        questions = {}
        for resource in self.cited:
            for number, unknown in enumerate(resource.unknowns):
                key = f"{resource.id}/{number}"
                question = OpenQuestion(subject=resource.reference, **dict(unknown))
                questions[key] = question
        return Collection(OpenQuestion, questions)

    @cached_property
    def search(self) -> SearchIndex:
        """The search over all resources."""
        entries = []
        for slug, resource in self.by_id.items():
            document = self.authored[slug]
            entries.append((resource.reference, document))
        return SearchIndex(entries)


def _time_of(event: Any) -> tuple[date, date]:  # noqa: ANN401 -- an Event
    """Return the first and the last day of an event; one of which no day is known comes last."""
    for day in (event.date, event.planned_for):
        if day is not MISSING:
            return bounds(day)
    return bounds("9999")


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
    file = data / "social.png"
    picture = b""
    if file.is_file():
        picture = file.read_bytes()
    return Dataset(raw, picture, origin)
