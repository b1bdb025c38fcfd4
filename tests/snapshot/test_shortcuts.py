import pytest

from app.snapshot.rendered import Rendered
from app.snapshot.shortcuts import Shortcuts
from tests.snapshot.toy import Client, Page, Toy


def learnt(shortcuts: Shortcuts, path: str, *headers: tuple[bytes, bytes]) -> bool:
    rendered = Rendered(200, (), b"{}")
    request = ("GET", "", path, path.encode(), b"", *headers)
    shortcuts.learn(request, list(headers), rendered.plain("GET"), rendered)
    return request in shortcuts


def test_a_shortcut_is_one_request_to_the_letter() -> None:
    shortcuts = Shortcuts(2**26)
    assert learnt(shortcuts, "/a", (b"host", b"a"))
    assert ("GET", "", "/a", b"/a", b"", (b"host", b"b")) not in shortcuts


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/" + "x" * 600, ((b"host", b"a"),)),
        ("/a", ((b"cookie", b"x" * 1100),)),
        ("/a", ((b"x", b"y"),) * 17),
    ],
)
def test_long_requests_are_not_remembered(
    path: str, headers: tuple[tuple[bytes, bytes], ...]
) -> None:
    assert not learnt(Shortcuts(2**26), path, *headers)


@pytest.mark.parametrize("max_bytes", [0, 2**16, 2**20, 2**26, 2**30])
def test_shortcuts_are_few_and_within_their_share(max_bytes: int) -> None:
    shortcuts = Shortcuts(max_bytes)
    assert shortcuts.reserved <= max_bytes / 16
    for number in range(600):
        learnt(shortcuts, f"/{number}")
        assert len(shortcuts) * 4096 <= shortcuts.reserved


def test_the_same_request_is_answered_the_same_by_every_way() -> None:
    client = Client()
    fields = [("Accept", "text/html"), ("Accept-Encoding", "br"), ("If-None-Match", '"x"')]
    for method in ("GET", "HEAD"):
        replies = [client.ask("/", method, fields) for _ in range(5)]
        assert [reply == replies[0] for reply in replies] == [True] * 5
    assert client.toy.asked == ["/", "/overview"]


def test_what_is_asked_again_stays_and_what_goes_is_rendered_anew() -> None:
    large = Page(b"x" * 200_000, "image/png")
    client = Client(Toy({f"/{name}": large for name in "abcdef"}), max_bytes=2**20)
    for target in ("/a", "/a", "/a", "/b", "/c", "/d"):
        client.ask(target)
    assert client.ask("/a").status == 200
    client.ask("/e")
    assert client.ask("/a").body == large.body
    assert client.toy.asked == ["/a", "/b", "/c", "/d", "/e"]
    assert client.ask("/b").body == large.body
    assert client.toy.asked[-1] == "/b"
