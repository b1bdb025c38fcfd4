import pytest

from app.snapshot.negotiate import codings, quality
from app.snapshot.wishes import Understood, Wishes


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("", "identity"),
        (" , ,", "identity"),
        ("br", "br identity"),
        ("gzip", "gzip identity"),
        ("x-gzip", "gzip identity"),
        ("GZIP , Br", "br gzip identity"),
        ("gzip, deflate, br, zstd", "br gzip identity"),
        ("gzip;q=1.0, br;q=0.9", "gzip br identity"),
        ("gzip;q=0.5, identity", "identity gzip"),
        ("gzip;q=0.5, br;q=0.5, identity;q=0.5", "br gzip identity"),
        ("br;q=0, gzip", "gzip identity"),
        ("br;q=0.001", "br identity"),
        ("gzip ; Q=0.3 , br; q=0.2", "gzip br identity"),
        ("identity", "identity"),
        ("identity;q=0", ""),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0, deflate", ""),
        ("*", "br gzip identity"),
        ("*;q=0", ""),
        ("*;q=0, br", "br"),
        ("*;q=0, identity", "identity"),
        ("*;q=0.5, gzip", "gzip br identity"),
        ("*, br;q=0", "gzip identity"),
        ("deflate, zstd", "identity"),
        ("br;q=2, gzip", "gzip identity"),
        ("br;q=0.0001, gzip", "gzip identity"),
        ("br;level=3, gzip", "gzip identity"),
        ("b r, gzip", "gzip identity"),
        ("gzip;q=0, gzip", "gzip identity"),
        ("gzip;;q=0.5", "gzip identity"),
    ],
)
def test_accept_encoding_is_ordered_by_weight_then_by_brevity(field: str, wanted: str) -> None:
    assert codings(field.encode()) == tuple(wanted.split())


@pytest.mark.parametrize(
    ("field", "weight"),
    [
        ("", 1),
        ("nonsense", 1),
        ("application/json;q=nonsense", 1),
        ("*/*", 1),
        ("*/*;q=0.2", 0.2),
        ("application/*", 1),
        ("application/json", 1),
        ("APPLICATION/JSON;Q=0.4", 0.4),
        ("text/html", 0),
        ("text/*", 0),
        ("application/xml, text/*;q=0.3", 0),
        ("application/json;q=0", 0),
        ("*/*, application/json;q=0", 0),
        ("application/*;q=0, */*", 0),
        ("application/*;q=0, application/json", 1),
        ("application/json;q=0.3, application/*;q=0.9", 0.3),
        ("application/json;charset=utf-8", 1),
        ("application/json;charset=utf-8;q=0.5", 0.5),
        ("application/json;indent=2;q=0, */*;q=0.1", 0.1),
        ('text/html;a="b,application/json", text/plain', 0),
        ("text/html, nonsense", 0),
        ("*/json", 0),
        ("a/b," * 1024 + "application/json", 0),
    ],
)
def test_accept_weighs_json_by_the_most_specific_range(field: str, weight: float) -> None:
    assert quality(field.encode(), "application/json") == weight


@pytest.mark.parametrize(
    ("field", "path"),
    [
        (None, None),
        ("*/*", None),
        ("application/json, text/html", None),
        ("text/html", "/overview"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/overview"),
        ("text/html;q=0.1, application/json;q=0.2", None),
        ("image/png", None),
    ],
)
def test_an_alternate_is_chosen_only_when_it_is_wanted_more(
    field: str | None, path: str | None
) -> None:
    wishes = Wishes(None if field is None else field.encode(), None)
    assert wishes.preferred("application/json", {"text/html": "/overview"}) == path


def test_wishes_are_remembered_for_a_valid_host_only() -> None:
    understood = Understood()
    wishes = understood.learn({b"host": b"a", b"accept": b"*/*"})
    assert understood == {(b"a", b"*/*", None): wishes}
    understood.learn({b"host": b"a b"})
    understood.learn({})
    understood.learn({b"host": b"a", b"accept": b"x" * 600})
    assert len(understood) == 1


def test_what_clients_say_is_remembered_within_a_bound() -> None:
    understood = Understood()
    for number in range(1000):
        understood.learn({b"host": b"h%d" % number})
        assert len(understood) <= 256
    wishes = Wishes(b"*/*", None)
    assert {wishes.weight(f"text/x{number}") for number in range(1000)} == {1.0}
