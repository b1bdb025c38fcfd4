"""What a page needs to pick out of a dataset."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from pydantic import MISSING

from app.data.dataset import Dataset
from app.models import Agreement, CooperationArea, Entrustment, FundingScheme, Resource
from app.models.edtf import bounds
from app.models.reference import Reference
from app.pages.names import Names, listed, names_of

R = TypeVar("R", bound=Resource)
_LAST = 1_001


def every(dataset: Dataset, model: type[R]) -> list[R]:
    """Return all resources of a model, in their order."""
    kind = model.model_fields["type"].default
    return [one for one in dataset.of_type(kind).values() if isinstance(one, model)]


def grouped(resources: Iterable[R], key: Callable[[R], str]) -> dict[str, list[R]]:
    """Return resources by a key of theirs, keys in the order in which they first come."""
    groups = defaultdict[str, list[R]](list)
    for one in resources:
        groups[key(one)].append(one)
    return groups


def principal(dataset: Dataset) -> Agreement | None:
    """Return the agreement that a dataset is about: the one with most areas, or the first."""
    areas = Counter(one.agreement.id for one in every(dataset, CooperationArea))
    return max(every(dataset, Agreement), key=lambda one: areas[one.id], default=None)


def areas_of(dataset: Dataset, agreement: Agreement) -> list[CooperationArea]:
    """Return the areas of an agreement by their positions."""
    areas = [one for one in every(dataset, CooperationArea) if one.agreement.id == agreement.id]
    return sorted(areas, key=lambda one: one.position)


def entrustments_of(dataset: Dataset) -> list[Entrustment]:
    """Return all entrustments in their order, those without a position at the end."""
    return sorted(
        every(dataset, Entrustment),
        key=lambda one: _LAST if one.position is MISSING else one.position,
    )


def schemes_of(dataset: Dataset, agreement: Agreement) -> list[FundingScheme]:
    """Return the funding schemes that an agreement frames."""
    return [one for one in every(dataset, FundingScheme) if one.agreement.id == agreement.id]


def is_at_signing(date: object, agreement: Agreement | None) -> bool:
    """Tell whether something happened on the day on which an agreement was signed."""
    if agreement is None or agreement.signed is MISSING or not isinstance(date, str):
        return False
    first, last = bounds(agreement.signed)
    return first <= bounds(date)[0] and bounds(date)[1] <= last


def names_in(dataset: Dataset, references: Iterable[Reference]) -> Names:
    """Return the names of several resources as a list in one line."""
    found = (dataset.get(one.id) for one in references)
    return listed(names_of(one.name) for one in found if one is not None)
