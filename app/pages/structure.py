"""What the diagram shows: who signed what, what is in it, and who was entrusted with what."""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import MISSING

from app.data.dataset import Dataset
from app.models import Agreement, Entrustment, Party, Platform, Resource
from app.models.reference import href_of
from app.pages.dates import in_words
from app.pages.names import Names, english, names_of
from app.pages.selection import (
    areas_of,
    entrustments_of,
    every,
    is_at_signing,
    names_in,
    principal,
    schemes_of,
)

_RELATIONS = {"signed-together-with": "Signed with it", "precedes": "Later", "follows": "Earlier"}


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the diagram: its words, and where it leads."""

    title: Names
    slug: str
    href: str
    css: str
    kicker: str = ""
    meta: Names = ()
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """The boxes, and how they hang together."""

    main: Box
    sides: tuple[tuple[Box, ...], ...]
    """The parties to it, by the sides they stand on."""
    areas: tuple[Box, ...]
    others: tuple[tuple[Box, ...], ...]
    """Other agreements, each followed by the schemes that it frames."""
    main_schemes: tuple[Box, ...]
    entrusted: tuple[Box, ...]
    """Those entrusted with platforms by a body that a source names, in their order."""
    unattributed: tuple[Box, ...]
    """Those of whom no source says by whom."""
    come_before: bool
    """Whether the unattributed all come before the others."""
    entrusting: tuple[Box, ...]
    """The bodies that entrusted them and are no party."""
    party_entrusts: bool
    """Whether the parties of the last side entrusted them."""


def structure(dataset: Dataset) -> Structure | None:
    """Return what the diagram of a dataset shows; nothing when it has no agreement."""
    main = principal(dataset)
    if main is None:
        return None
    entrusted = entrustments_of(dataset)
    named = [one for one in entrusted if one.by is not MISSING]
    unnamed = [one for one in entrusted if one.by is MISSING]
    signing = {one.id for one in main.parties}
    bodies = dict.fromkeys(one.by.id for one in named if one.by is not MISSING)
    outside = [dataset.get(one) for one in bodies if one not in signing]
    others = [one for one in every(dataset, Agreement) if one.id != main.id]
    return Structure(
        main=_agreement(main, "main", ""),
        sides=_sides(dataset, main, bodies),
        areas=tuple(_box(one, "area", badge=str(one.position)) for one in areas_of(dataset, main)),
        others=tuple(_other(dataset, main, one) for one in others),
        main_schemes=_schemes(dataset, main),
        entrusted=tuple(_rung(dataset, one, main) for one in named),
        unattributed=tuple(_rung(dataset, one, main) for one in unnamed),
        come_before=bool(named) and entrusted[: len(unnamed)] == unnamed,
        entrusting=tuple(_box(one, "party", "Entrusts") for one in outside if one is not None),
        party_entrusts=not signing.isdisjoint(bodies),
    )


def _box(resource: Resource, css: str, kicker: str = "", meta: Names = (), badge: str = "") -> Box:
    href = href_of(resource.type, resource.id)
    return Box(names_of(resource.name), resource.id, href, css, kicker, meta, badge)


def _sides(
    dataset: Dataset, main: Agreement, bodies: Collection[str]
) -> tuple[tuple[Box, ...], ...]:
    """Return the parties by side; a side that entrusts platforms stands last, above them."""
    signing = [one.id for one in main.parties]
    parties = sorted(
        (one for one in every(dataset, Party) if one.id in signing),
        key=lambda one: signing.index(one.id),
    )
    entrusting = {one.side for one in parties if one.id in bodies}
    return tuple(
        tuple(_box(one, "party", one.side.replace("-", " ")) for one in parties if one.side == side)
        for side in sorted(
            dict.fromkeys(one.side for one in parties), key=lambda side: side in entrusting
        )
    )


def _agreement(agreement: Agreement, css: str, before: str, meta: Names = ()) -> Box:
    signed = "" if agreement.signed is MISSING else in_words(agreement.signed)
    words = (before, agreement.kind, signed)
    return _box(agreement, css, " · ".join(one for one in words if one), meta)


def _other(dataset: Dataset, main: Agreement, other: Agreement) -> tuple[Box, ...]:
    relation = next((one.relation for one in main.related if one.agreement.id == other.id), "")
    before, between = _RELATIONS.get(relation, ""), names_in(dataset, other.parties)
    return _agreement(other, "other", before, between), *_schemes(dataset, other)


def _schemes(dataset: Dataset, agreement: Agreement) -> tuple[Box, ...]:
    return tuple(
        _box(
            one,
            "scheme",
            "Funding scheme",
            () if one.launched is MISSING else english(f"Launched {in_words(one.launched)}"),
        )
        for one in schemes_of(dataset, agreement)
    )


def _rung(dataset: Dataset, entrustment: Entrustment, main: Agreement) -> Box:
    platform = dataset.get(entrustment.platform.id)
    is_named = entrustment.by is not MISSING
    is_new = is_named and is_at_signing(entrustment.announced, main)
    words = ["Entrusted"] if is_named else []
    words += [] if entrustment.announced is MISSING else [in_words(entrustment.announced)]
    field = platform.field if isinstance(platform, Platform) and not is_named else None
    return Box(
        title=names_in(dataset, [entrustment.company]),
        slug=entrustment.id,
        href=href_of("entrustment", entrustment.id),
        css="rung new" if is_new else "rung",
        kicker=" · ".join(words),
        meta=names_of(field) if field else names_in(dataset, [entrustment.platform]),
        badge="" if entrustment.position is MISSING else str(entrustment.position),
    )
