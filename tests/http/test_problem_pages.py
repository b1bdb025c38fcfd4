"""What a problem's `type` leads to: a page that a person can read (RFC 9457 §4.2)."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from app.api.problem_pages import POLICY
from app.api.problems import KINDS
from tests.http.wire import Wire


class Page(HTMLParser):
    """The elements, links and words of a page; well-formed, or it fails."""

    VOID = frozenset(("meta", "link", "img", "br", "hr"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href" and tag == "a"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data if self.open and self.open[-1] != "style" else ""


@pytest.mark.parametrize("status", KINDS)
def test_a_type_resolves_to_its_explanation(wire: Wire, status: int) -> None:
    kind = KINDS[status]
    reply = wire.ask(f"/problems/{kind.name}")
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    page = Page(reply.decoded.decode())
    assert f"{status} {kind.title}" in page.words
    for said in (kind.explanation, kind.remedy):
        assert said.replace("`", "") in page.words
    assert page.links == ["/problems", "/"]
    assert page.elements.count("h1") == page.elements.count("main") == 1


def test_all_types_are_listed(wire: Wire) -> None:
    page = Page(wire.ask("/problems").decoded.decode())
    assert page.links == [*(f"/problems/{kind.name}" for kind in KINDS.values()), "/"]
    assert {wire.ask(link).status for link in page.links} == {200}


@pytest.mark.parametrize("path", ["/problems", "/problems/not-found"])
def test_the_style_is_the_one_that_the_policy_allows(wire: Wire, path: str) -> None:
    reply = wire.ask(path)
    style = re.findall("<style>(.*?)</style>", reply.decoded.decode(), re.DOTALL)
    assert len(style) == 1
    digest = sha256(style[0].encode()).digest()
    allowed = b64encode(digest).decode()
    assert reply.headers["content-security-policy"] == POLICY
    assert f"style-src 'sha256-{allowed}'" in POLICY
    page = Page(reply.decoded.decode())
    assert "style" not in page.attributes
    assert "script" not in page.elements


def test_pages_for_people_are_not_in_the_description_for_programs(wire: Wire) -> None:
    paths = wire.ask("/openapi.json").json["paths"]
    assert [path for path in paths if path.startswith("/problems")] == []
    assert wire.ask("/problems", "GET", "Accept: application/json").status == 406
