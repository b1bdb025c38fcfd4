import pytest

from app.snapshot.target import key_of, normalized, reference, route_of, target_at


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"a=1&b=2", b"b=2&a=1"),
        (b"a=1&&b=2&", b"a=1&b=2"),
        (b"a=%31", b"a=1"),
        (b"a=x+y", b"a=x%20y"),
        (b"a=%e4%b8%ad", b"a=%E4%B8%AD"),
        (b"a", b"a="),
        (b"b=1&a=2&a=1", b"a=2&a=1&b=1"),
    ],
)
def test_spellings_of_one_query_are_one(one: bytes, other: bytes) -> None:
    assert normalized(one) == normalized(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"a=1&a=2", b"a=2&a=1"),
        (b"a=%ff", b"a=%fe"),
        (b"a=%ff", b"a=%EF%BF%BD"),
        (b"a=\xe4\xb8\xad", b"a=%E4%B8%AD"),
        (b"a=%zz", b"a=%25zz"),
        (b"a=1%26b=2", b"a=1&b=2"),
        (b"a=1;b=2", b"a=1&b=2"),
        (b"a%3D1", b"a=1"),
        (b"a=1", b"A=1"),
        (b"a=", b""),
    ],
)
def test_what_could_be_told_apart_is_never_merged(one: bytes, other: bytes) -> None:
    assert normalized(one) != normalized(other)


def test_an_encoded_slash_is_another_path() -> None:
    assert key_of(("", "/a/b", b"/a/b", b"")) != key_of(("", "/a/b", b"/a%2Fb", b""))
    assert key_of(("", "/a", b"/a", b"")) != key_of(("", "/a", b"/a", b"", "/overview"))


@pytest.mark.parametrize(
    ("root_path", "path", "route"),
    [("", "/a", "/a"), ("/api", "/api/a", "/a"), ("/api", "/apia", "/apia"), ("/api", "/a", "/a")],
)
def test_a_route_is_what_follows_the_prefix(root_path: str, path: str, route: str) -> None:
    assert route_of((root_path, path, None, b"")) == route


def test_references_are_quoted() -> None:
    assert reference(target_at("/\u4e2d b", "/api")) == "/api/%E4%B8%AD%20b"
    assert reference(("", "/a b", None, b"q=1")) == "/a%20b"
