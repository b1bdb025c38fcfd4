"""Field values of clients: any bytes choose something; and what is encoded is what it was."""

import gzip

import brotli  # type: ignore[import-untyped]  # it has no types of its own
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.middleware.encoding import encode
from app.middleware.negotiation import preferred_encoding
from app.middleware.ranges import partial
from app.middleware.representation import Representation

_CONTENT = bytes(range(100))
_PLAIN = Representation([], _CONTENT, b'"tag"', is_kept=True)
_numbers = st.integers(0, 120).map(str) | st.integers(0, 10**30).map(str) | st.just("")


def _range(value: bytes, **headers: bytes) -> tuple[int, bytes | None, bytes]:
    """Return the status, the Content-Range and the content that answer a Range."""
    fields = {b"range": value}
    fields |= {name.replace("_", "-").encode(): tag for name, tag in headers.items()}
    start, body = partial(_PLAIN, fields, "/")
    return start["status"], dict(start["headers"]).get(b"content-range"), body["body"]


@given(st.binary(max_size=300))
def test_any_bytes_choose_an_encoding(value: bytes) -> None:
    """Whatever Accept-Encoding is, the answer is one of the three that are offered."""
    assert preferred_encoding(value) in {"br", "gzip", "identity"}


@pytest.mark.parametrize("is_kept", [True, False])
@given(content=st.binary(max_size=2_000))
def test_encoding_loses_nothing(content: bytes, *, is_kept: bool) -> None:
    """What is encoded decodes to what it was, and is the same each time."""
    for encoding, decode in {"br": brotli.decompress, "gzip": gzip.decompress}.items():
        encoded = encode(content, encoding, is_kept=is_kept)
        assert decode(encoded) == content
        assert encode(content, encoding, is_kept=is_kept) == encoded


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (b"bytes=0-0", 0, 0),
        (b"bytes=10-19", 10, 19),
        (b"bytes=90-", 90, 99),
        (b"bytes=99-100000000000000000", 99, 99),
        (b"bytes=-1", 99, 99),
        (b"bytes=-100", 0, 99),
        (b"bytes=-101", 0, 99),
        (b"Bytes=0-99", 0, 99),
    ],
)
def test_a_range_is_those_bytes(value: bytes, first: int, last: int) -> None:
    """From and to, open at the end, or the last so many: 206 with just these (RFC 9110 §14)."""
    place = b"bytes %d-%d/100" % (first, last)
    assert _range(value) == (206, place, _CONTENT[first : last + 1])
    assert _range(value, if_range=b'"tag"') == _range(value)


@pytest.mark.parametrize("value", [b"bytes=100-", b"bytes=100-200", b"bytes=-0"])
def test_a_range_beyond_the_end_is_416(value: bytes) -> None:
    """The length is told, so that a client knows that it has everything (§15.5.17)."""
    status, place, body = _range(value)
    assert (status, place) == (416, b"bytes */100")
    assert b"100 bytes" in body


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"bytes",
        b"bytes=",
        b"bytes=-",
        b"bytes=9-8",
        b"bytes=0-1,5-6",
        b"items=0-1",
        b"0-1",
    ],
)
def test_other_ranges_get_the_whole(value: bytes) -> None:
    """Several ranges, other units and what is malformed are ignored (§14.2)."""
    assert _range(value) == (200, None, _CONTENT)


@pytest.mark.parametrize(
    "tag", [b'"other"', b'W/"tag"', b"Fri, 21 Sep 2018 00:00:00 GMT", b""]
)
def test_if_range_of_another_gets_the_whole(tag: bytes) -> None:
    """If-Range compares strongly, and a date is the tag of nothing here (§13.1.5)."""
    assert _range(b"bytes=0-9", if_range=tag) == (200, None, _CONTENT)


@given(
    st.binary(max_size=100)
    | st.builds("bytes={}-{}".format, _numbers, _numbers).map(str.encode)
)
def test_any_bytes_as_a_range_are_answered(value: bytes) -> None:
    """A part is a part of the whole, at the place that is told."""
    status, place, body = _range(value)
    assert status in {200, 206, 416}
    if status == 206:
        assert place is not None
        first, last = place.removeprefix(b"bytes ").removesuffix(b"/100").split(b"-")
        assert body == _CONTENT[int(first) : int(last) + 1] != b""
