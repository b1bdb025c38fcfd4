"""Conditional requests: lists of tags and dates, for any field value (RFC 9110 §13)."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.middleware.conditional import entity_tag, http_date, is_not_modified

_MODIFIED = datetime(2018, 9, 20, tzinfo=UTC)
_OURS = entity_tag(b"text/plain", b"x")
_NONE, _SINCE = b"if-none-match", b"if-modified-since"

# §8.8.3: an opaque tag is any visible character but a quotation mark; a comma may stand in it.
_opaque = st.text(st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_characters='"\x7f'))
_weak = st.sampled_from(["", "W/"])
_others = st.lists(st.builds(lambda weak, tag: f'{weak}"{tag}"'.encode("latin-1"), _weak, _opaque))
_separators = st.sampled_from([b",", b", ", b" ,\t", b",,"])


@given(_others, _others, _weak, _separators)
def test_our_tag_is_found_anywhere_in_a_list_and_by_weak_comparison(
    before: list[bytes], after: list[bytes], weak: str, separator: bytes
) -> None:
    field = separator.join([*before, weak.encode() + _OURS, *after])
    assert is_not_modified({_NONE: field}, _OURS, _MODIFIED)


@given(_others, _separators)
def test_other_tags_are_not_ours_and_make_dates_count_for_nothing(
    others: list[bytes], separator: bytes
) -> None:
    field = {_NONE: separator.join(others), _SINCE: http_date(_MODIFIED)}
    assert not is_not_modified(field, _OURS, _MODIFIED)
    assert is_not_modified({**field, _NONE: b"*"}, _OURS, _MODIFIED)


@given(st.integers(-(10**10), 10**11))
def test_a_date_counts_from_the_second_of_the_last_change_on(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    since = {_SINCE: http_date(moment)}
    assert is_not_modified(since, _OURS, _MODIFIED) is (moment >= _MODIFIED)


_numbers = st.integers(0, 10**30).map(str)
_almost_dates = st.builds(
    lambda *parts: "{} {} {} {}:{}:{} {}{}".format(*parts).encode(),
    st.sampled_from(["Thu,", "Thursday,", "", "X"]),
    _numbers,
    st.sampled_from(["Sep 2018", "Sep 99999", "Foo 1", "Sep -1", "Sep 0"]),
    *(_numbers, _numbers, _numbers),
    st.sampled_from(["", "+", "-", "GMT", "Z"]),
    _numbers,
)


@given(st.binary(max_size=200) | _almost_dates)
def test_any_bytes_as_a_date_are_read_or_are_as_if_they_were_not_there(value: bytes) -> None:
    assert is_not_modified({_SINCE: value}, _OURS, _MODIFIED) in {True, False}


@given(st.binary(), st.binary())
def test_a_tag_is_the_same_for_the_same_body_only(body: bytes, other: bytes) -> None:
    tag = entity_tag(b"text/plain", body)
    assert (tag == entity_tag(b"text/plain", other)) is (body == other)
    assert tag != entity_tag(b"text/html", body)
