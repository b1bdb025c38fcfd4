"""Rules beyond the shape: everything is cited, and evidence is about what the resource says."""

import json

import pytest

from app.data.check import examine
from tests.data.breaking import Folder

EVENTS = "events.json"
ENTRY = '"supports": [\n          "/summary"\n        ]'


def test_a_sound_dataset_has_no_problem_and_all_its_facts_are_cited(folder: Folder) -> None:
    report = examine(folder.path)
    assert report.problems == ()
    assert (report.resources, report.sources, report.unused_sources) == (4, 1, ())
    assert (report.facts, report.cited) == (13, 13)
    assert (report.quotes.verified, report.quotes.unverifiable) == (0, 1)


def test_a_source_that_nothing_rests_on_is_counted(folder: Folder) -> None:
    (source,) = json.loads((folder.path / "sources.json").read_text("utf-8"))
    unused = {**source, "id": "unused"}
    unused["evidence"] = [{**source["evidence"][0], "source": "unused"}]
    folder.write("sources.json", json.dumps([source, unused]))
    report = examine(folder.path)
    assert (report.problems, report.sources, report.unused_sources) == ((), 2, ("unused",))


def test_a_fact_without_evidence(folder: Folder) -> None:
    folder.change(EVENTS, '          "/date",\n', "")
    told = "no evidence supports this. Add '/date', or what holds it, to the supports of an"
    assert str(folder.only_problem()) == f"  line 8, /0/date: {told} evidence entry."
    report = examine(folder.path)
    assert report.facts - report.cited == 1


@pytest.mark.parametrize("more", ['"value": "2022",', '"rank": "deprecated",'])
def test_evidence_that_does_not_agree_supports_nothing(folder: Folder, more: str) -> None:
    folder.change(EVENTS, '          "/date",\n', "")
    folder.change(EVENTS, ENTRY, f'"supports": ["/date"], {more} "note": "Why."')
    assert folder.only_problem().pointer == "/0/date"


@pytest.mark.parametrize("pointer", ["/dat", "/concerns/1", "/concerns/00", "/date/0", "/name/fr"])
def test_a_pointer_that_leads_nowhere(folder: Folder, pointer: str) -> None:
    folder.change(EVENTS, ENTRY, f'"supports": ["/summary", "{pointer}"]')
    told = f"{pointer!r} leads to no field that can have evidence."
    remedy = "Point at a field of this resource, such as /name or /kind or /date."
    marker = f'"{pointer}"'
    place = f"  line {folder.line(EVENTS, marker)}, /0/evidence/1/supports/1: "
    assert str(folder.only_problem()) == f"{place}{told} {remedy}"


@pytest.mark.parametrize("pointer", ["/id", "/type", "/evidence/0/quote", "/unknowns"])
def test_bookkeeping_has_no_evidence(folder: Folder, pointer: str) -> None:
    folder.change(EVENTS, ENTRY, f'"supports": ["/summary", "{pointer}"]')
    assert folder.only_problem().message.endswith("leads to no field that can have evidence")


def test_evidence_for_a_field_supports_what_is_in_it(folder: Folder) -> None:
    folder.change(EVENTS, '"/concerns/0"', '"/concerns"')
    assert folder.problems() == ()


OTHER = {
    ("/date", '"2022"'): None,
    ("/concerns/0", '"hksar-government"'): None,
    ("/concerns", '["hksar-government", "arrangement-2023"]'): None,
    (
        "/date",
        '"2023-03-15"',
    ): "is the value that the resource shows. Remove it: this entry agrees.",
    ("/concerns", '["arrangement-2023"]'): (
        "is the value that the resource shows. Remove it: this entry agrees."
    ),
    ("/date", "2022"): "2022 does not fit here. Write text in quotes.",
    ("/date", '["a"]'): "the value does not fit here. Write text in quotes.",
    ("/date", '"2022-13"'): "'2022-13' is no date: month must be in 1..12. Correct it.",
    ("/kind", '"party"'): "'party' is not allowed here. Use ",
    ("/concerns/0", '"arrangment-2023"'): "no resource has the id 'arrangment-2023'. Did you mean",
    ("/concerns", '["zz", "arrangement-2023"]'): "no resource has the id 'zz'. Correct it.",
    ("/concerns", '"arrangement-2023"'): "does not fit here. Write an array [ ].",
    ("/name", '"A"'): "'/name' holds several values. Support one of them: /name/en.",
}


@pytest.mark.parametrize(("case", "told"), OTHER.items(), ids=map(str, OTHER))
def test_a_value_that_is_not_shown_could_be(
    folder: Folder, case: tuple[str, str], told: str | None
) -> None:
    pointer, value = case
    folder.change(EVENTS, ENTRY, f'"supports": ["{pointer}"], "value": {value}, "note": "Why."')
    line = folder.line(EVENTS, '"value"')
    place = f"  line {line}, /0/evidence/1/value: "
    found = [str(one) for one in folder.problems() if one.pointer == "/0/evidence/1/value"]
    assert len(found) == (told is not None)
    assert all(one.startswith(place) and str(told) in one for one in found)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('"basis": "derived"', "a note is missing. Give the derivation, or why the value differs"),
        ('"rank": "deprecated"', "a note is missing. Give the derivation, or why the value"),
        ('"value": "2022"', "a note is missing. Give the derivation, or why the value differs"),
        ('"value": "a", "rank": "preferred", "note": "n"', "cannot be preferred. Rank it normal"),
    ],
)
def test_what_has_to_be_explained(folder: Folder, more: str, told: str) -> None:
    folder.change(EVENTS, ENTRY, f'"supports": ["/summary"], {more}')
    problem = folder.only_problem()
    assert (problem.pointer, problem.line) == ("/0/evidence/1", folder.line(EVENTS, more) - 1)
    assert told in str(problem)


def test_a_value_of_its_own_is_for_one_field(folder: Folder) -> None:
    folder.change(EVENTS, ENTRY, '"supports": ["/date", "/summary"], "value": "2022", "note": "n"')
    told = "an entry with a value supports one pointer only. Write one for each field."
    assert str(folder.only_problem()) == f"  line 24, /0/evidence/1: {told}"


def test_a_value_for_what_is_not_there_is_one_problem(folder: Folder) -> None:
    folder.change(EVENTS, ENTRY, '"supports": ["/plce"], "value": "2022", "note": "Why."')
    assert folder.only_problem().pointer == "/0/evidence/1/supports/0"


def area(slug: str, position: int) -> dict[str, object]:
    entry = {"supports": ["/name", "/agreement", "/position"], "source": "info-gov-hk-2023-03-15"}
    return {
        "id": slug,
        "name": {"en": slug},
        "agreement": "arrangement-2023",
        "position": position,
        "evidence": [{**entry, "locator": "page"}],
    }


def test_areas_of_an_agreement_are_numbered_once(folder: Folder) -> None:
    folder.write("areas.json", json.dumps([area("one", 1), area("two", 2)]))
    assert folder.problems() == ()
    folder.write("areas.json", json.dumps([area("one", 1), area("two", 1), area("more", 1)]))
    told = "'one' is number 1 of that agreement already. Give each area a number of its own."
    assert list(map(str, folder.problems())) == [
        f"  line 1, /1/position: {told}",
        f"  line 1, /2/position: {told}",
    ]


def test_areas_of_two_agreements_may_have_the_same_number(folder: Folder) -> None:
    text = (folder.path / "agreements.json").read_text("utf-8")
    other = text.replace('"arrangement-2023"', '"another"').strip().strip("[]")
    folder.write("agreements.json", text.strip().rstrip("]") + "," + other + "]")
    areas = [area("one", 1), {**area("two", 1), "agreement": "another"}]
    folder.write("areas.json", json.dumps(areas))
    assert folder.problems() == ()
