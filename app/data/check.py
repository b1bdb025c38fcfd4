"""A folder of fixtures, judged: everything that is wrong with it, and how much of it is cited."""

from dataclasses import dataclass
from pathlib import Path

from app.data.checks import check, citable, subject
from app.data.dataset import Dataset
from app.data.load import Loaded, load
from app.data.parts import IMAGE_FILE
from app.data.problems import DatasetError, Problem
from app.data.source_texts import QuoteCount, check_quotes


@dataclass(frozen=True, slots=True)
class Report:
    """What a dataset holds, and what is wrong with it."""

    problems: tuple[Problem, ...]
    resources: int
    facts: int
    cited: int
    sources: int
    unused_sources: tuple[str, ...]
    quotes: QuoteCount


def examine(folder: Path, texts: Path | None = None) -> Report:
    """Load and check a folder of fixtures, and its quotes against the source texts at hand.

    Raises `OSError` when the folder, or a text, cannot be read.
    """
    loaded = load(folder)
    check(loaded)
    quotes = check_quotes(loaded, texts)
    leaves = [
        cited
        for resource in loaded.resources.values()
        for _, cited in citable(subject(resource, loaded.links))
    ]
    return Report(
        problems=tuple(sorted(loaded.problems)),
        resources=len(loaded.resources),
        facts=len(leaves),
        cited=sum(leaves),
        sources=sum(one.type == "source" for one in loaded.resources.values()),
        unused_sources=_unused(loaded),
        quotes=quotes,
    )


def _unused(loaded: Loaded) -> tuple[str, ...]:
    used = {
        evidence.source.id
        for one in loaded.resources.values()
        for evidence in one.evidence
        if evidence.source.id != one.id
    }
    return tuple(
        one.id for one in loaded.resources.values() if one.type == "source" and one.id not in used
    )


def load_dataset(data: Path) -> Dataset:
    """Return the dataset in a folder or file; raises `DatasetError` with all that is wrong."""
    loaded = load(data)
    check(loaded)
    if loaded.problems or loaded.info is None:
        raise DatasetError(loaded.problems)
    image = data / IMAGE_FILE
    picture = image.read_bytes() if image.is_file() else b""
    return Dataset(loaded.info, loaded.resources.values(), picture)
