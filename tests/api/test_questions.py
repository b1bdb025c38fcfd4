"""The questions that the record was made for, each answered by at most two GETs.

A reader can learn the API here: what to GET, and which part of the answer to look at.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import httpx
import pytest

from tests.api.reading import get


class Question(NamedTuple):
    """A question, the requests that answer it, how to read the answers, and the answer."""

    asks: str
    gets: tuple[str, ...]
    reads: Callable[..., object]
    answer: object


def where(item: dict[str, Any], pointer: str) -> list[tuple[str, str]]:
    """Return the places that support a field: (source, locator)."""
    return [
        (entry["source"]["id"], entry["locator"])
        for entry in item["evidence"]
        if pointer in entry["supports"]
    ]


def english(items: list[dict[str, Any]], field: str = "name") -> list[str]:
    return [item[field]["en"] for item in items]


AREAS = [
    "Scientific research",
    "Development of platforms",
    "Nurturing talents",
    "Transferring research results and incubation of inno-tech industry",
    "Integration into national development strategies",
    "Cultivation of inno-tech atmosphere in society",
]
BILLION = 1_000_000_000

QUESTIONS = [
    Question(
        "Which six areas, in order?",
        ("/areas?agreement=arrangement-2018",),
        lambda page: [(one["position"], one["name"]["en"]) for one in page["items"]],
        list(enumerate(AREAS, 1)),
    ),
    Question(
        "Who witnessed the signing?",
        ("/events/signing-2018",),
        lambda event: [
            one["who"]["name"] for one in event["participants"] if one["role"] == "witness"
        ],
        ["Carrie Lam Cheng Yuet-ngor", "Wang Zhigang"],
    ),
    Question(
        "Which bodies signed, and on which side?",
        ("/agreements/arrangement-2018", "/parties"),
        lambda agreement, parties: {
            one["name"]["en"]: one["side"]
            for one in parties["items"]
            if one["id"] in [party["id"] for party in agreement["parties"]]
        },
        {"HKSAR Government": "hong-kong", "Ministry of Science and Technology": "mainland"},
    ),
    Question(
        "What is the second agreement for?",
        ("/agreements?kind=agreement",),
        lambda page: [one["summary"] for one in page["items"]],
        [
            (
                "Frames the joint funding scheme of Hong Kong and the mainland:"
                " how it is funded and how it works."
            )
        ],
    ),
    Question(
        "Which scheme does it frame, and when did that open?",
        ("/funding-schemes?agreement=joint-funding-agreement-2018",),
        lambda page: [(one["name"]["en"], one["launched"]) for one in page["items"]],
        [("Mainland-Hong Kong Joint Funding Scheme", "2019-04-24")],
    ),
    Question(
        "What did Wang say, and why was the plan needed?",
        ("/statements?speaker=wang-zhigang",),
        lambda page: [one["summary"] for one in page["items"]],
        [
            "The arrangement is a plan at the top level.",
            (
                "A systematic arrangement was needed because the development of technology has"
                " effects on other areas: the economy, the environment and how people live."
            ),
        ],
    ),
    Question(
        "Which companies came before SenseTime, and in which platform is SenseTime fifth?",
        ("/entrustments",),
        lambda page: [
            (one["position"], one["company"]["name"], one["platform"]["id"])
            for one in sorted(page["items"], key=lambda one: one["position"])
        ],
        [
            (1, "Baidu", "platform-autonomous-driving"),
            (2, "Alibaba", "platform-city-brain"),
            (3, "Tencent", "platform-medical-imaging"),
            (4, "iFlyTek", "platform-intelligent-speech"),
            (5, "SenseTime Group Ltd", "platform-intelligent-vision"),
        ],
    ),
    Question(
        "Who entrusted SenseTime, and with what?",
        ("/entrustments?company=sensetime",),
        lambda page: [(one["by"]["name"], one["platform"]["name"]) for one in page["items"]],
        [
            (
                "Ministry of Science and Technology",
                (
                    "National Open Innovation Platform for Next-Generation Artificial"
                    " Intelligence on Intelligent Vision"
                ),
            )
        ],
    ),
    Question(
        "How much had SenseTime raised when the report was printed, and is that exact?",
        ("/organizations/sensetime",),
        lambda company: company["total_financing"][-1],
        {
            "money": {"comparator": "more-than", "amount": 16 * BILLION // 10, "currency": "USD"},
            "as_of": "2018-09-21",
        },
    ),
    Question(
        "What was it valued at?",
        ("/organizations/sensetime",),
        lambda company: company["valuation"][-1]["money"],
        {"comparator": "more-than", "amount": 45 * BILLION // 10, "currency": "USD"},
    ),
    Question(
        "When was it founded, and what does it work on?",
        ("/organizations/sensetime",),
        lambda company: (company["founded"], company["focus"]),
        ("2014", ["computer vision", "deep learning"]),
    ),
    Question(
        "What happened in May?",
        ("/events?from=2018-05&to=2018-05",),
        lambda page: [one["id"] for one in page["items"] if one["kind"] == "instruction"],
        ["instruction-2018"],
    ),
    Question(
        "What happened two months before the signing?",
        ("/events?from=2018-07&to=2018-07",),
        lambda page: [
            (one["date"], one["name"]["en"]) for one in page["items"] if "-07-" in one["date"]
        ],
        [("2018-07-27", "Carrie Lam's visit to the science ministry in Beijing")],
    ),
    Question(
        "In which fields has cooperation borne fruit, says the comment?",
        ("/statements/statement-borne-fruit",),
        lambda statement: statement["summary"].partition("others: ")[2],
        "electronics, fintech, environmental protection, alternative medicine.",
    ),
    Question(
        "What does the newspaper claim, and not the government?",
        ("/statements?speaker=china-daily&kind=claim",),
        lambda page: [one["name"]["en"].removeprefix("The newspaper on ") for one in page["items"]],
        [
            "the plan's rank",
            "the first plan of its kind",
            "SenseTime as a home-grown unicorn",
            "SenseTime as the biggest AI unicorn",
        ],
    ),
    Question(
        "How many of the comment's sentences are kept as opinions, and whose are they?",
        ("/statements?kind=opinion",),
        lambda page: (page["total"], {one["speaker"]["name"] for one in page["items"]}),
        (13, {"China Daily"}),
    ),
    Question(
        "Where in the source do the six areas stand?",
        ("/claims?type=area&source=china-daily-2018-09-21",),
        lambda page: {
            one["locator"] for one in page["items"] if one["pointer"] in {"/name/en", "/position"}
        },
        {"paragraph 5"},
    ),
    Question(
        "Where does it stand that the two witnessed the signing?",
        ("/events/signing-2018",),
        lambda event: where(event, "/participants/3"),
        [
            ("china-daily-2018-09-21", "paragraph 3"),
            ("china-daily-2018-09-21", "paragraph 12"),
            ("china-momentum-2018-09-26", "page"),
        ],
    ),
    Question(
        "Where does it stand why the plan was needed?",
        ("/statements/statement-wang-necessity",),
        lambda statement: {locator for _, locator in where(statement, "/summary")},
        {"paragraph 6"},
    ),
    Question(
        "What is the arrangement called, in three scripts?",
        ("/agreements/arrangement-2018",),
        lambda agreement: (agreement["name"]["zh-Hant"], agreement["name"]["zh-Hans"]),
        ("內地與香港關於加強創新科技合作的安排", "内地与香港关于加强创新科技合作的安排"),
    ),
    Question(
        "Where was it signed?",
        ("/events?kind=signing",),
        lambda page: [one["place"]["en"] for one in page["items"]],
        ["Government House"],
    ),
    Question(
        "Did the arrangement of 2023 replace it?",
        ("/agreements/arrangement-2023",),
        lambda agreement: (
            [(one["relation"], one["agreement"]["id"]) for one in agreement["related"]]
            + [one["reason"] for one in agreement["unknowns"] if "replace" in one["question"]]
        ),
        [
            ("follows", "arrangement-2018"),
            "No source cited says so; that it follows it is our inference.",
        ],
    ),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=[one.asks for one in QUESTIONS])
def test_a_question_is_answered_by_at_most_two_requests(
    client: httpx.Client, question: Question
) -> None:
    assert len(question.gets) <= 2
    answers = [get(client, path) for path in question.gets]
    assert question.reads(*answers) == question.answer
