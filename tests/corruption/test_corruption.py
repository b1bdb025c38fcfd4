"""Thousands of ways to break a dataset: each is refused, with the file and the place in it."""

import os
from pathlib import Path

import pytest
from pydantic import MISSING

from app.data.check import load_dataset
from app.data.load import load
from app.data.problems import DatasetError, Problem, report
from app.data.source_texts import quotes, read_texts
from tests.cli.processes import run
from tests.conftest import FIXTURES, OTHER_DATA
from tests.corruption.mutations import Mutation, mutations
from tests.corruption.trying import BY_DESIGN, outcomes

EVERY = 997
"""Of the corruptions of the larger dataset, one in so many is tried here, in
`tests.benchmarks.corruptions` each."""


def of(folder: Path) -> list[Mutation]:
    return list(mutations(folder, tuple(one.id for one in load_dataset(folder).all())))


def check_that_it_helps(mutation: Mutation, problems: tuple[Problem, ...]) -> None:
    """Every problem names a file of the dataset, a place in it, and what to do."""
    for problem in problems:
        assert problem.file.endswith(".json"), mutation
        assert problem.line >= 1, mutation
        assert problem.pointer == "" or problem.pointer.startswith("/"), mutation
        assert problem.message, mutation
        assert problem.remedy, mutation
    assert len(report(problems).splitlines()) >= 2, mutation
    # A resource that is gone, or has another id, is missed where it is referred to.
    referred = mutation.pointer.count("/") == 1 or mutation.pointer.endswith("/id")
    assert referred or mutation.file in {one.file for one in problems}, mutation


@pytest.mark.parametrize("folder", [OTHER_DATA, FIXTURES], ids=["2023", "2018"])
def test_a_corruption_is_refused_with_its_place_or_let_through_for_a_reason(folder: Path) -> None:
    tried = of(folder)
    step = EVERY if folder == FIXTURES else 1
    assert len(tried) > 1_500
    for mutation, problems in outcomes(folder, tried[::step]):
        if problems:
            check_that_it_helps(mutation, problems)
        else:
            assert any(one.covers(mutation) for one in BY_DESIGN), f"let through: {mutation}"


def test_every_reason_is_needed() -> None:
    tried = [one for one in of(FIXTURES) if any(allowed.covers(one) for allowed in BY_DESIGN)]
    needed = set()
    for allowed in BY_DESIGN:
        covered = (one for one in tried if allowed.covers(one))
        for _, problems in outcomes(FIXTURES, covered):
            if not problems:
                needed.add(allowed)
                break
    assert needed == set(BY_DESIGN)


@pytest.mark.parametrize(
    "kind", ["truncate", "break UTF-8", "nest deeply", "misspell id", "remove"]
)
def test_what_is_refused_is_not_served_and_is_told_without_a_stack(
    kind: str, tmp_path: Path
) -> None:
    broken = [one for one in of(OTHER_DATA) if one.kind == kind and "events" in one.file]
    mutation = next(one for one, problems in outcomes(OTHER_DATA, broken) if problems)
    data = tmp_path / "data"
    data.mkdir()
    for file in OTHER_DATA.iterdir():
        (data / file.name).write_bytes(file.read_bytes())
    (data / mutation.file).write_bytes(mutation.make())
    with pytest.raises(DatasetError, match=mutation.file):
        load_dataset(data)
    done = run("app", "serve", "--port", "0", "--data", str(data))
    assert (done.returncode, done.stdout) == (1, "")
    assert mutation.file in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(
    "SOURCE_TEXTS" not in os.environ, reason="set SOURCE_TEXTS to a folder of texts"
)
def test_a_quote_with_another_character_is_refused_wherever_that_is() -> None:
    loaded = load(FIXTURES)
    texts = dict(read_texts(Path(os.environ["SOURCE_TEXTS"]), loaded))
    tried = 0
    for _, _, evidence in quotes(loaded):
        text = texts.get(evidence.source.id)
        if text is None or evidence.quote is MISSING:
            continue
        for place, letter in enumerate(evidence.quote):
            other = "e" if letter != "e" else "a"
            altered = evidence.quote[:place] + other + evidence.quote[place + 1 :]
            fault = text.fault(evidence.model_copy(update={"quote": altered}))
            assert altered in fault, altered
            tried += 1
    assert tried > 5_000
