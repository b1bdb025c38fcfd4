import pytest

from app.snapshot.target import LONGEST, is_long, normal, normalized, reference, route_of, target_at


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"a=1&b=2", b"b=2&a=1"),
        (b"a=1&&b=2&", b"a=1&b=2"),
        (b"a=%31", b"a=1"),
        (b"a=x+y", b"a=x%20y"),
        (b"a=%e4%b8%ad", b"a=%E4%B8%AD"),
        (b"a=\xe4\xb8\xad", b"a=%E4%B8%AD"),
        (b"a=\xff", b"a=%FF"),
        (b"a=%zz", b"a=%25zz"),
        (b"a", b"a="),
        (b"b=1&a=2&a=1", b"a=2&a=1&b=1"),
    ],
)
def test_spellings_of_one_query_are_one(one: bytes, other: bytes) -> None:
    assert normalized(one) == normalized(other)
    assert normalized(normalized(one)) == normalized(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"a=1&a=2", b"a=2&a=1"),
        (b"a=%ff", b"a=%fe"),
        (b"a=%ff", b"a=%EF%BF%BD"),
        (b"a=%ff", b"a=%C3%BF"),
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
    assert normal(("", "/a/b", b"/a/b", b"")) != normal(("", "/a/b", b"/a%2Fb", b""))


@pytest.mark.parametrize(
    ("root_path", "path", "route"),
    [("", "/a", "/a"), ("/api", "/api/a", "/a"), ("/api", "/apia", "/apia"), ("/api", "/a", "/a")],
)
def test_a_route_is_what_follows_the_prefix(root_path: str, path: str, route: str) -> None:
    assert route_of((root_path, path, None, b"")) == route


@pytest.mark.parametrize(
    ("raw_path", "query", "written"),
    [
        (b"/a%20b", b"q=1&p=%E4", "/a%20b?q=1&p=%E4"),
        (b'/a"<\r\n\xff', b" [x]", "/a%22%3C%0D%0A%FF?%20%5Bx%5D"),
        (b"/%", b"%zz%e", "/%25?%25zz%25e"),
        (b"//other.example/a", b"", "/.//other.example/a"),
        (None, b"", "/a%20b"),
    ],
)
def test_a_reference_is_a_valid_one_below_this_host(
    raw_path: bytes | None, query: bytes, written: str
) -> None:
    assert reference(("", "/a b", raw_path, query)) == written


def test_references_to_what_only_has_a_path() -> None:
    assert reference(target_at("/\u4e2d b", "/api")) == "/api/%E4%B8%AD%20b"


@pytest.mark.parametrize(("more", "long"), [(0, False), (1, True)])
def test_what_is_too_long_is_shown_in_part(more: int, *, long: bool) -> None:
    half = LONGEST // 2
    target = ("", "/", b"/" + b"a" * (half - 1), b"q" * (half + more))
    assert is_long(target) is long
    assert len(reference(("", "/", b"/" * LONGEST * 2, b"<" * LONGEST * 2))) <= 2 + 4 * LONGEST + 1
