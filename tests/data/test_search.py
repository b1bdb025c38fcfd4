"""Search: the graded queries, and what a query may cost."""

from typing import Any

import pytest

from app.data.dataset import Dataset
from app.data.query import Vocabulary
from app.data.search import SearchIndex
from app.data.words import words_of
from tests.data.grades import figures, queries


@pytest.mark.parametrize("held_out", [False, True])
def test_graded_queries(dataset: Dataset, *, held_out: bool) -> None:
    """The figures are well below what is measured, so that the record may grow."""

    def find(query: str) -> list[str]:
        return [hit["id"] for hit in dataset.search.find(query, 0, 10).items]

    some = [query for query in queries() if query.held_out == held_out]
    found = figures(find, [query for query in some if query.relevant])
    assert found.nothing <= 0.05
    assert found.success >= 0.8
    assert found.mrr >= 0.85
    assert found.ndcg >= 0.77
    absent = [query for query in some if not query.relevant]
    assert sum(not find(query.query) for query in absent) >= len(absent) / 2


def test_graded_queries_name_resources(dataset: Dataset) -> None:
    named = {slug for query in queries() for slug in query.relevant}
    assert named <= set(dataset.by_id)


@pytest.mark.parametrize(
    "query",
    [
        "a " * 100,
        "".join(f" w{number}" for number in range(60)),
        "-".join("x" * 100),
        "w" * 200,
        "\u5408\u4f5c\u79d1\u6280" * 50,
        "\u5408 \u4f5c " * 50,
    ],
)
def test_a_query_asks_for_few_words(query: str) -> None:
    """However long it is, and all the more when its words are in the dataset."""
    known = {
        key: [0]
        for key in ("a", "x", "\u5408\u4f5c", "\u4f5c\u79d1", "\u5408", "\u4f5c")
    }
    known |= {f"w{number}": [0] for number in range(60)}
    vocabulary = Vocabulary(known, known)
    reading = vocabulary.read(query)
    assert len(reading.keys) <= 12
    assert len(reading.not_found) <= 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2018.09.20", ["2018-09-20"]),
        ("2018/9/20 10:33", ["2018-09-20", "10", "33"]),
        ("20/09/2018", ["2018-09-20"]),
        ("05/06/2018", ["2018-06-05"]),
        ("09/20/2018", ["2018-09-20"]),
        ("20.9.2018.", ["2018-09-20"]),
        ("20/09-2018", ["20", "9-2018"]),
        ("32/09/2018", ["32", "9", "2018"]),
        ("1.20.09.2018", ["1.20.09.2018"]),
        ("於2018年9月20日簽署", ["于", "2018-09-20", "签署"]),
        ("2018 年 9 月 20 号", ["2018-09-20"]),
        ("于2018年9月与20所", ["于", "2018-09", "与", "20", "所"]),
        ("2018年9月20至22日", ["2018-09-20", "至", "22", "日"]),
        ("今年9月20日電", ["今年", "-09-20", "电"]),
        ("2018年9所", ["2018", "年", "9", "所"]),
    ],
)
def test_a_day_is_read_in_any_form(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_sum_is_a_word_of_its_own() -> None:
    words = words_of("a 10 million-dollar tank of 5m3")
    assert words == ["a", "10000000", "dollar", "tank", "of", "5000000", "3"]


def test_a_name_is_found_among_many(dataset: Dataset) -> None:
    """Whoever is named as the query comes first, however many have the word more often."""
    reference = next(iter(dataset.by_id.values())).reference
    resources: list[tuple[Any, Any]] = []
    for number in range(600):
        document = {"name": {"en": f"Bank, bank {number}"}}
        resources.append((reference, document))
    named = reference.model_copy(update={"id": "the-bank"})
    resources += [
        (named, {"name": {"en": "Bank"}}),
        (reference, {"name": {"en": "?!"}}),
    ]
    index = SearchIndex(resources)
    assert index.find("bank", 0, 1).items[0]["id"] == "the-bank"
    assert index.find("?!", 0, 1).total == 0
