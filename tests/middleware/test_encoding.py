"""Content encodings: what RFC 9110 §12.5.3 says of Accept-Encoding, for any field value."""

import gzip
from collections.abc import Mapping

import brotli  # type: ignore[import-untyped]  # it has no types of its own
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.middleware.encoding import encode, preferred_encoding

_OFFERED = ("br", "gzip", "identity")

_weights = st.integers(0, 1000).map(lambda number: number / 1000)
_fields = st.dictionaries(st.sampled_from([*_OFFERED, "*", "deflate", "zstd"]), _weights)
_space = st.sampled_from(["", " ", "\t", "  "])


def _weight(accepted: Mapping[str, float], encoding: str) -> float:
    """Return what a client thinks of an encoding: 0 refuses it.

    Identity "is acceptable by default unless specifically excluded": it is worth more than what is
    refused, and less than anything that is asked for.
    """
    unlisted = 0.0001 if encoding == "identity" else 0
    return accepted.get(encoding, accepted.get("*", unlisted))


def _members(accepted: Mapping[str, float]) -> list[str]:
    return [f"{name};q={weight:.3f}" for name, weight in accepted.items()]


@given(_fields)
def test_no_refused_encoding_is_sent_and_none_that_is_wanted_more_is_passed_over(
    accepted: Mapping[str, float],
) -> None:
    chosen = preferred_encoding(",".join(_members(accepted)).encode())
    weights = {encoding: _weight(accepted, encoding) for encoding in _OFFERED}
    best = max(weights.values())
    assert weights[chosen] == best
    assert best > 0 or chosen == "identity"


@given(st.data(), _fields, _space, _space)
def test_case_space_order_and_empty_members_make_no_difference(
    data: st.DataObject, accepted: Mapping[str, float], before: str, after: str
) -> None:
    members = ["", *data.draw(st.permutations(_members(accepted))), ""]
    spaced = [one.replace(";", f"{before};{after}") for one in members]
    other = f"{before},{after}".join(spaced).upper()
    plain = ",".join(_members(accepted))
    assert preferred_encoding(other.encode()) == preferred_encoding(plain.encode())


@given(st.binary(max_size=300))
def test_any_bytes_choose_something_that_is_offered(value: bytes) -> None:
    assert preferred_encoding(value) in _OFFERED


@pytest.mark.parametrize("is_kept", [True, False])
@given(body=st.binary(max_size=2_000))
def test_what_is_encoded_is_the_same_each_time_and_decodes_to_what_it_was(
    body: bytes, *, is_kept: bool
) -> None:
    for encoding, decode in {"br": brotli.decompress, "gzip": gzip.decompress}.items():
        encoded = encode(body, encoding, is_kept=is_kept)
        assert decode(encoded) == body
        assert encode(body, encoding, is_kept=is_kept) == encoded
