"""Search: in every language and script, best first, and what is found is shown."""

import re
import unicodedata

import httpx
import pytest

from tests.api.reading import at, get, ids


def search(client: httpx.Client, words: str, limit: int = 1000) -> list[dict[str, str]]:
    response = client.get("/search", params={"q": words, "limit": limit})
    assert response.status_code == 200
    hits: list[dict[str, str]] = response.json()["items"]
    return hits


@pytest.mark.parametrize(
    "words",
    [
        *("sensetime", "SenseTime", "SENSETIME", "SenseTime Group Ltd", "ltd group sensetime"),
        *("ＳＥＮＳＥＴＩＭＥ", "ＳｅｎｓｅＴｉｍｅ　ｇｒｏｕｐ"),  # noqa: RUF001 -- full width
        *("商汤", "商湯", "商汤科技", "商湯科技"),
    ],
)
def test_sensetime_is_found_first(client: httpx.Client, words: str) -> None:
    first = search(client, words)[0]
    assert (first["id"], first["type"]) == ("sensetime", "organization")
    assert (first["name"], first["href"]) == ("SenseTime Group Ltd", "/organizations/sensetime")


def test_words_come_before_letters_within_words(client: httpx.Client) -> None:
    """`AI` is a word of the platforms, and two letters of `mainland` and `said`."""
    hits = search(client, "AI")
    whole = [re.search(r"(?<![a-z0-9])ai", one["snippet"].lower()) is not None for one in hits]
    assert whole == sorted(whole, reverse=True)
    assert whole[0]
    assert not whole[-1]


def test_both_scripts_and_all_widths_find_the_same(client: httpx.Client) -> None:
    assert ids(search(client, "商汤")) == ids(search(client, "商湯")) != []
    assert search(client, "ＳＥＮＳＥＴＩＭＥ") == search(client, "sensetime")  # noqa: RUF001
    assert search(client, "  sensetime \u3000 ") == search(client, "sensetime")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("人才", "area-talents"),
        ("關於加強創新科技合作", "arrangement-2018"),
        ("关于加强创新科技合作", "arrangement-2018"),
        ("城市大脑", "platform-city-brain"),
        ("livelihoods", "statement-wang-necessity"),
        ("fintech alternative", "statement-borne-fruit"),
        ("deep learning", "sensetime"),
        ("biotechnology", "mainland-hong-kong-joint-funding-scheme"),
        ("legally binding", "arrangement-2018"),
        ("government house", "signing-2018"),
        ("born fruit", "statement-borne-fruit"),
        ("carrie lam", "carrie-lam"),
    ],
)
def test_names_summaries_quotes_and_questions_are_searched(
    client: httpx.Client, words: str, expected: str
) -> None:
    assert expected in ids(search(client, words))[:3]


def test_all_words_have_to_occur(client: httpx.Client) -> None:
    both = set(ids(search(client, "sensetime ministry")))
    assert both == set(ids(search(client, "ministry sensetime")))
    assert both == set(ids(search(client, "sensetime"))) & set(ids(search(client, "ministry")))
    assert both < set(ids(search(client, "sensetime")))
    assert search(client, "sensetime xyzzy") == []


def test_a_name_counts_more_than_a_quote(client: httpx.Client) -> None:
    hits = ids(search(client, "baidu"))
    assert hits[0] == "baidu"
    assert hits.index("entrustment-baidu") < hits.index("entrustment-tencent")


@pytest.mark.parametrize("words", ["ministry", "innovation", "商汤", "funding scheme", "hong kong"])
def test_a_snippet_shows_the_word_where_it_was_found(any_client: httpx.Client, words: str) -> None:
    for hit in search(any_client, words):
        text = at(get(any_client, hit["href"]), hit["field"])
        shown = hit["snippet"].removeprefix("…").removesuffix("…")
        assert shown in text
        assert len(shown) <= 160
        word = words.split(maxsplit=1)[0]
        assert {word, {"商汤": "商湯"}.get(word)} & {
            shown.lower()[n : n + len(word)] for n in range(160)
        }


def test_a_snippet_of_a_long_text_says_that_there_is_more(client: httpx.Client) -> None:
    (hit,) = [one for one in search(client, "brain") if one["id"] == "first-platforms-2017"]
    assert hit["field"] == "/summary"
    assert hit["snippet"].startswith("…")
    assert hit["snippet"].endswith("…")
    short = next(one for one in search(client, "talents") if one["id"] == "area-talents")
    assert short["snippet"] == "Nurturing talents"


@pytest.mark.parametrize("words", ["xyzzy", "商汤xyzzy", "'; --", "\\", "?!…", "😀"])
def test_nothing_found_is_an_empty_list(client: httpx.Client, words: str) -> None:
    assert search(client, words) == []


def test_hits_are_paged_like_any_list(client: httpx.Client) -> None:
    whole = client.get("/search?q=hong&limit=1000").json()
    part = client.get("/search?q=hong&limit=2&offset=1").json()
    assert part == {"items": whole["items"][1:3], "total": len(whole["items"])}


def test_the_small_dataset_is_searched_too(any_client: httpx.Client) -> None:
    assert "arrangement-2023" in ids(search(any_client, "expediting"))


def test_width_is_what_unicode_says(client: httpx.Client) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "tencent")
    assert unicodedata.normalize("NFKC", wide) == "tencent"
    assert ids(search(client, wide))[0] == "tencent"


@pytest.mark.parametrize("words", ["six areas?", "“six areas”", "SIX areas!", "(six) areas,"])
def test_what_surrounds_words_in_a_question_or_a_quotation_does_not_matter(
    client: httpx.Client, words: str
) -> None:
    assert ids(search(client, words)) == ids(search(client, "six areas")) != []


def test_an_id_is_found(client: httpx.Client) -> None:
    assert "scmp-2018-09-20" in ids(search(client, "SCMP"))
