"""Where sources differ: the value shown beside every other, each with its sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.data.dataset import Dataset
from app.models import Resource
from app.models.claim import Claim
from app.models.reference import href_of
from app.pages.entries import Writer
from app.pages.facts import Fact
from app.pages.names import Names, names_of
from app.pages.phrases import label_of


@dataclass(frozen=True, slots=True)
class Other:
    """What a source says instead."""

    fact: Fact
    rank: str
    sources: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which sources differ."""

    anchor: str
    subject: str
    subject_name: Names
    href: str
    field: str
    shown: Fact
    sources: tuple[str, ...]
    reasons: tuple[str, ...]
    others: tuple[Other, ...]


def _named(claims: list[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.source.name for claim in claims))


def _reasons(claims: list[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(claim.note) for claim in claims if isinstance(claim.note, str)))


def differences(dataset: Dataset, writer: Writer) -> Iterator[Difference]:
    """Yield every disagreement, in the order of the dataset."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in dataset.claims.values():
        if not claim.shown:
            groups.setdefault((claim.subject.id, claim.pointer), []).append(claim)
    resources = {one.id: one for one in dataset.all()}
    for (subject, pointer), claims in groups.items():
        yield _difference(writer, resources[subject], pointer, claims)


def _difference(
    writer: Writer, resource: Resource, pointer: str, claims: list[Claim]
) -> Difference:
    agreeing = writer.notebook.claims(resource.id, pointer)
    values = (
        agreeing[0].value
        if len({one.pointer for one in agreeing}) == 1
        else tuple(dict.fromkeys(str(one.value) for one in agreeing))
    )
    return Difference(
        anchor=f"differ_{resource.id}{pointer}",
        subject=resource.id,
        subject_name=names_of(resource.name),
        href=href_of(resource.type, resource.id),
        field=label_of(next(part for part in pointer.split("/") if part)),
        shown=writer.fact(resource, pointer, writer.read.other(pointer, values), anchored=False),
        sources=_named(agreeing),
        reasons=_reasons([one for one in agreeing if one.rank == "preferred"]),
        others=tuple(_others(writer, f"differ_{resource.id}{pointer}", claims)),
    )


def _others(writer: Writer, anchor: str, claims: list[Claim]) -> Iterator[Other]:
    for value in dict.fromkeys(claim.value for claim in claims):
        same = [claim for claim in claims if claim.value == value]
        pieces = writer.read.other(same[0].pointer, value)
        notes = writer.notebook.number(same, anchor)
        yield Other(Fact(pieces, notes), same[0].rank, _named(same), _reasons(same))
