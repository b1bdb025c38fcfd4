"""The page of datasets that know less than that of 2018: it says what there is, and no more."""

from pathlib import Path

from app.data.check import load_dataset
from app.pages.facts import Fact
from app.pages.names import shown
from app.pages.page import Overview, overview
from tests.pages import datasets as made


def words(fact: Fact) -> str:
    return "".join(shown(piece.names, "en").words for piece in fact.pieces)


def questions(page: Overview) -> dict[str, list[str]]:
    return {words(one.question): [words(fact) for fact in one.facts] for one in page.answers}


def of(folder: Path, **collections: list[made.Item]) -> Overview:
    return overview(load_dataset(made.write(folder, info=None, **collections)))


def entrusted(folder: Path, **more: object) -> Overview:
    item = {"id": "trust", "name": {"en": "Trust"}, "company": "maker", "platform": "platform"}
    return of(
        folder,
        agreements=[made.agreement("deed", signed="2018-09-20")],
        organizations=[made.company("maker")],
        platforms=[made.platform("platform")],
        entrustments=[made.evident({**item, "announced": "2018-09-20", **more})],
    )


def test_an_agreement_alone_is_told_in_a_sentence(tmp_path: Path) -> None:
    page = of(tmp_path, agreements=[made.agreement("deed")])
    assert questions(page) == {"On what?": ["It is."]}


def test_what_followed_is_told_from_the_day_of_the_signing_on(tmp_path: Path) -> None:
    events = [
        made.event("before", "2018-01-01", kind="launch"),
        made.event("launch", "2018-09-21", kind="launch"),
        made.event("talk", "2018-09-22"),
    ]
    deed = made.agreement("deed", signed="2018-09-20")
    page = of(tmp_path, agreements=[deed], events=events)
    assert questions(page)["What followed?"] == ["21 September 2018: Launch"]


def test_nothing_followed_when_nothing_is_known(tmp_path: Path) -> None:
    page = of(tmp_path, agreements=[made.agreement("deed", signed="2018-09-20")])
    assert questions(page) == {"On what?": ["It is.", "Signed on 20 September 2018."]}


def test_who_was_entrusted_at_the_signing_is_explained(tmp_path: Path) -> None:
    page = entrusted(tmp_path, summary="It was.", position=1)
    assert questions(page)["What has Maker to do with it?"] == [
        "It was.",
        "It is number 1 in the order of those entrusted.",
    ]


def test_an_entrustment_of_which_nothing_is_said_raises_no_question(tmp_path: Path) -> None:
    assert "What has Maker to do with it?" not in questions(entrusted(tmp_path))


def test_an_entrustment_without_a_place_has_no_number(tmp_path: Path) -> None:
    page = entrusted(tmp_path, summary="It was.")
    assert questions(page)["What has Maker to do with it?"] == ["It was."]


def test_a_source_with_several_authors_names_them_all(tmp_path: Path) -> None:
    people = [made.evident({"id": one, "name": {"en": one.title()}}) for one in ("ann", "bob")]
    part = {
        "title": "Report",
        "first_paragraph": 1,
        "last_paragraph": 3,
        "authors": ["ann", "bob"],
    }
    paper = made.paper()
    paper = made.evident({**paper, "parts": [part], "first_words": "So it", "evidence": []})
    page = of(tmp_path, people=people, sources=[paper])
    (entry,) = page.sources.groups[0].entries
    facts = {row.label: [words(fact) for fact in row.facts] for row in entry.rows}
    assert facts["Parts"] == ["Report, paragraphs 1 to 3, by Ann, Bob"]
