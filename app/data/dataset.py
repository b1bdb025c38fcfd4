"""The dataset: loaded, checked, linked and immutable."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from pydantic import MISSING

from app.data.claims import claims_of, reference_to
from app.data.fields import FieldIndex
from app.data.links import references
from app.data.near import NearMatches
from app.data.search import SearchIndex
from app.models import MODELS, Event, Resource
from app.models.answers import Edge, Graph, OpenQuestion
from app.models.claim import Claim
from app.models.dataset_info import DatasetInfo
from app.models.edtf import bounds
from app.models.reference import ResourceType

_UNDATED = (dt.date.max, dt.date.max)
R = TypeVar("R", bound=Resource)


def _when(event: Event) -> tuple[dt.date, dt.date]:
    return _UNDATED if event.date is MISSING else bounds(event.date)


class Dataset:
    """All resources of a dataset, by type and by id, and what follows from them."""

    def __init__(
        self, info: DatasetInfo, resources: Iterable[Resource], image: bytes = b""
    ) -> None:
        """Arrange the resources: in the order of their files, events in the order of time.

        `image` is a picture of the dataset (PNG), for links to it; empty where there is none.
        """
        self.info = info
        self.image = image
        self.as_written = tuple(resources)
        self._by_type: dict[ResourceType, dict[str, Resource]] = {kind: {} for kind in MODELS}
        for resource in self.as_written:
            self._by_type[resource.type][resource.id] = resource
        events = [one for one in self._by_type["event"].values() if isinstance(one, Event)]
        self._by_type["event"] = {event.id: event for event in sorted(events, key=_when)}

    def all(self) -> Iterable[Resource]:
        """Yield every resource, collection by collection."""
        return (one for kind in MODELS for one in self._by_type[kind].values())

    def of_type(self, kind: ResourceType) -> Mapping[str, Resource]:
        """Return the resources of one type by id, in their order."""
        return MappingProxyType(self._by_type[kind])

    def get(self, slug: str) -> Resource | None:
        """Return the resource with an id, whatever its type."""
        found = (of_type.get(slug) for of_type in self._by_type.values())
        return next((one for one in found if one is not None), None)

    @cached_property
    def fields(self) -> Mapping[ResourceType, FieldIndex[Resource]]:
        """Return the index of each type, by the values in its fields."""
        return {kind: FieldIndex(self._by_type[kind].values()) for kind in MODELS}

    @cached_property
    def near(self) -> Mapping[ResourceType, NearMatches]:
        """Return the finder of near matches for each type."""
        return {kind: NearMatches(self._by_type[kind]) for kind in MODELS}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Return every claim by id, in the order of resources and evidence."""
        return {claim.id: claim for resource in self.all() for claim in claims_of(resource)}

    @cached_property
    def claim_fields(self) -> FieldIndex[Claim]:
        """Return the index of all claims, by the values in their fields."""
        return FieldIndex(self.claims.values())

    @cached_property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """Return everything that is unknown, and where a reader would look for it."""
        return tuple(
            OpenQuestion(
                subject=reference_to(one), question=unknown.question, reason=unknown.reason
            )
            for one in self.all()
            for unknown in one.unknowns
        )

    @cached_property
    def search(self) -> SearchIndex:
        """Return the search over all resources."""
        return SearchIndex(self.all())

    def graph(self, kinds: frozenset[ResourceType]) -> Graph:
        """Return the resources of these types and the references among them."""
        nodes = {one.id: reference_to(one) for one in self.all() if one.type in kinds}
        edges = [
            Edge(source=slug, target=target, key=relation)
            for slug, node in nodes.items()
            for relation, target in references(self._by_type[node.type][slug])
            if target in nodes
        ]
        return Graph(nodes=tuple(nodes.values()), edges=tuple(edges))
