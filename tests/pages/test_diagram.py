"""The diagram of datasets that are not like the one of 2018."""

from pathlib import Path

import pytest

from app.data.check import load_dataset
from app.pages.diagram import diagrams
from app.pages.page import overview
from app.pages.shapes import Drawing
from app.pages.structure import Structure, structure
from tests.pages import datasets as made


def entrustment(slug: str, position: int | None = None, **more: object) -> made.Item:
    item = {"id": slug, "name": {"en": slug}, "company": f"{slug}-company", "platform": "platform"}
    placed = {} if position is None else {"position": position}
    return made.evident({**item, **placed, **more})


def written(folder: Path, **collections: list[made.Item]) -> tuple[Structure, tuple[Drawing, ...]]:
    companies = [
        made.company(f"{one['id']}-company") for one in collections.get("entrustments", [])
    ]
    collections["organizations"] = [*companies, *collections.get("organizations", [])]
    collections.setdefault("platforms", [made.platform("platform")])
    dataset = load_dataset(made.write(folder, info=None, **collections))
    found = structure(dataset)
    assert found is not None
    return found, diagrams(dataset)


def slugs(drawing: Drawing) -> list[str]:
    return [one.box.slug for one in (*drawing.frames, *drawing.panels)]


def test_a_dataset_without_an_agreement_has_no_diagram(tmp_path: Path) -> None:
    dataset = load_dataset(made.write(tmp_path))
    assert diagrams(dataset) == ()
    page = overview(dataset)
    assert (page.diagrams, page.answers, page.charts) == ((), (), ())


def test_an_agreement_alone_is_one_box(tmp_path: Path) -> None:
    _, drawings = written(tmp_path, agreements=[made.agreement("deed")])
    for drawing in drawings:
        assert slugs(drawing) == ["deed"]
        assert drawing.wires == ()


def test_the_agreement_with_most_areas_is_the_main_one(tmp_path: Path) -> None:
    areas = [made.area("second", n, f"Area {n}") for n in (2, 1)]
    agreements = [made.agreement("first"), made.agreement("second")]
    found, _ = written(tmp_path, agreements=agreements, areas=areas)
    assert found.main.slug == "second"
    assert [one.badge for one in found.areas] == ["1", "2"]


@pytest.mark.parametrize("count", [1, 2, 5, 23])
def test_any_number_of_parties_and_areas_is_drawn(tmp_path: Path, count: int) -> None:
    parties = [made.party(f"party-{n}", f"side-{n}") for n in range(count)]
    areas = [made.area("deed", n + 1, "A matter of some length") for n in range(count)]
    deed = made.agreement("deed", [one["id"] for one in parties])
    _, drawings = written(tmp_path, agreements=[deed], parties=parties, areas=areas)
    for drawing in drawings:
        assert len(drawing.panels) == 2 * count
        assert all(one.x >= 0 and one.x + one.width <= drawing.width for one in drawing.panels)
        assert all(one.bottom <= drawing.height for one in drawing.panels)


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    return [
        (one.box.slug, other.box.slug)
        for n, one in enumerate(drawing.panels)
        for other in drawing.panels[n + 1 :]
        if one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.bottom
        and other.y < one.bottom
    ]


def test_no_box_lies_on_another(tmp_path: Path) -> None:
    parties = [made.party("here", "here"), made.party("there", "there")]
    schemes = [
        made.scheme("scheme", "deed"),
        made.scheme("second", "other", launched="2020"),
        made.scheme("third", "other"),
    ]
    related = [{"agreement": "other", "relation": "signed-together-with"}]
    deed = made.agreement("deed", ["here", "there"], related=related)
    entrustments = [entrustment("two", 2, by="there"), entrustment("one", 1), entrustment("none")]
    found, drawings = written(
        tmp_path,
        parties=parties,
        agreements=[deed, made.agreement("other"), made.agreement("fourth")],
        funding_schemes=schemes,
        entrustments=entrustments,
    )
    assert found.party_entrusts
    assert not found.come_before
    assert [one.slug for one in found.unattributed] == ["one", "none"]
    assert [overlapping(one) for one in drawings] == [[], [], []]


def test_a_body_that_is_no_party_entrusts_from_a_box_of_its_own(tmp_path: Path) -> None:
    found, drawings = written(
        tmp_path,
        agreements=[made.agreement("deed", signed="2020")],
        organizations=[made.company("body")],
        entrustments=[entrustment("one", 1), entrustment("two", 2, by="body", announced="2020")],
    )
    assert [one.slug for one in found.entrusting] == ["body"]
    assert found.come_before
    assert found.entrusted[0].css == "rung new"
    assert all({"body", "one", "two"} <= set(slugs(one)) for one in drawings)


def test_who_is_entrusted_by_nobody_knows_whom_is_not_tied_to_a_body(tmp_path: Path) -> None:
    _, drawings = written(
        tmp_path, agreements=[made.agreement("deed")], entrustments=[entrustment("one")]
    )
    assert all(one.wires == () for one in drawings)
    assert all(one.captions for one in drawings)
