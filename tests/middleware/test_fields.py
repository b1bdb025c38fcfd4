"""Field values of clients: any bytes choose something; and what is encoded is what it was."""

import gzip
from datetime import UTC, datetime

import brotli  # type: ignore[import-untyped]  # it has no types of its own
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.middleware.conditional import entity_tag, is_not_modified
from app.middleware.encoding import encode, preferred_encoding

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
    tag, moment = entity_tag(b"text/plain", b"x"), datetime(2018, 9, 20, tzinfo=UTC)
    assert is_not_modified({b"if-modified-since": value}, tag, moment) in {True, False}


@given(st.binary(max_size=300))
def test_any_bytes_choose_an_encoding_that_is_offered(value: bytes) -> None:
    assert preferred_encoding(value) in {"br", "gzip", "identity"}


@pytest.mark.parametrize("is_kept", [True, False])
@given(body=st.binary(max_size=2_000))
def test_what_is_encoded_is_the_same_each_time_and_decodes_to_what_it_was(
    body: bytes, *, is_kept: bool
) -> None:
    for encoding, decode in {"br": brotli.decompress, "gzip": gzip.decompress}.items():
        encoded = encode(body, encoding, is_kept=is_kept)
        assert decode(encoded) == body
        assert encode(body, encoding, is_kept=is_kept) == encoded
