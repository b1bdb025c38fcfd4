"""Graded queries: what should be found for a query, and how near an answer comes to that.

`search-queries.json` has for each query the ids of what it should find: 3 is what was meant, 2 what
says much of it, 1 what says something. Those that are `held_out` were graded before search was
written, the others were at hand.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

QUERIES = Path(__file__).parent / "search-queries.json"

Find = Callable[[str], Sequence[str]]
"""Returns the ids that are found for a query, best first."""


class Query(NamedTuple):
    """A query and what it should find."""

    query: str
    kind: str
    held_out: bool
    relevant: Mapping[str, int]


class Figures(NamedTuple):
    """How good the answers to some queries are, each figure from 0 to 1."""

    nothing: float
    """The share of queries for which nothing is found."""
    success: float
    """The share of those of which the first hit is right (2 or 3)."""
    mrr: float
    """The mean of 1 through the rank of the first right hit."""
    ndcg: float
    """The mean of nDCG@10, with gains of 1, 3 and 7."""


def queries() -> list[Query]:
    """Return all graded queries."""
    return [Query(**row) for row in json.loads(QUERIES.read_text("utf-8"))]


def figures(find: Find, some: Iterable[Query]) -> Figures:
    """Measure the first ten hits of some queries that should find something."""
    answers = [(query.relevant, find(query.query)[:10]) for query in some]
    ranks = [_rank_of_first(relevant, hits) for relevant, hits in answers]
    return Figures(
        nothing=mean(not hits for _, hits in answers),
        success=mean(rank == 1 for rank in ranks),
        mrr=mean(1 / rank if rank else 0 for rank in ranks),
        ndcg=mean(_ndcg(relevant, hits) for relevant, hits in answers),
    )


def _rank_of_first(relevant: Mapping[str, int], hits: Sequence[str]) -> int:
    """Return the rank of the first right hit, or 0."""
    right = [rank for rank, hit in enumerate(hits, 1) if relevant.get(hit, 0) > 1]
    return right[0] if right else 0


def _ndcg(relevant: Mapping[str, int], hits: Sequence[str]) -> float:
    best = sorted(relevant.values(), reverse=True)[:10]
    return _dcg(relevant.get(hit, 0) for hit in hits) / _dcg(best)


def _dcg(grades: Iterable[int]) -> float:
    return sum(
        (pow(2.0, grade) - 1) / math.log2(rank + 1)
        for rank, grade in enumerate(grades, 1)
    )
