import pytest

from app.snapshot.host import host_fault, is_host


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "example.org:8000",
        "example.org:",
        "EXAMPLE",
        "127.0.0.1:80",
        "a_b",
        " a\t",
        "xn--fiqs8s",
        "a%20b",
        "a!$&'()*+;=~",
        "[::1]",
        "[::1]:8000",
        "[2001:db8::ff]",
        "[::ffff:1.2.3.4]",
        "[v1.a:b]",
    ],
)
def test_a_host_with_or_without_port_passes(host: str) -> None:
    assert is_host(host.encode())


@pytest.mark.parametrize(
    "host",
    [
        "",
        " ",
        ":80",
        "a b",
        "a, b",
        "a:b",
        "a:80:80",
        "http://a",
        "a/b",
        "a?b",
        "a#b",
        "user@a",
        "a%2",
        "a%zz",
        "[]",
        "[",
        "[::1",
        "::1",
        "[::1]x",
        "[::g]",
        "[fe80::1%25e]",
        "[v1.]",
        "[v.a]",
        "[1.2.3.4]",
        "\u00e9",
        "[\u00e9]",
        "a\tb",
        "a\\b",
        "<a>",
        '"a"',
        "a\n",
    ],
)
def test_what_is_no_host_does_not(host: str) -> None:
    assert not is_host(host.encode())


@pytest.mark.parametrize(
    ("version", "value", "fault"),
    [
        ("1.1", b"a", None),
        ("1.1", None, "An HTTP/1.1 request needs a Host."),
        ("1.0", None, None),
        ("2", None, None),
        ("1.0", b"", "The Host of the request is not one host with a port."),
    ],
)
def test_only_http_1_1_must_have_a_host(
    version: str, value: bytes | None, fault: str | None
) -> None:
    assert host_fault(version, value) == fault
