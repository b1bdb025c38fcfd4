"""Where an answer leads: the addresses of ours that its body and its `Link` header name."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from app.export.asking import Reply

_IN_HEADER = re.compile(r"<([^>]*)>")
_IN_MARKDOWN = re.compile(r"\]\(([^)\s]+)\)")


def links(reply: Reply, target: str, root_path: str) -> Iterator[str]:
    """Yield each path and query below the prefix that the answer to `target` links to."""
    for link in (*_IN_HEADER.findall(reply.headers.get("link", "")), *_in_body(reply)):
        parts = urlsplit(urljoin(root_path + target, link))
        within = parts.path.startswith(f"{root_path}/") and not parts.scheme and not parts.netloc
        # What has a brace still wants a value.
        if within and "{" not in link:
            query = f"?{parts.query}" if parts.query else ""
            yield parts.path.removeprefix(root_path) + query


def _in_body(reply: Reply) -> list[str]:
    if reply.media_type.endswith("json"):
        value = json.loads(reply.body)
        described = value.get("paths", {}) if "openapi" in value else {}
        return [*_hrefs(value), *described]
    if reply.media_type == "text/html":
        page = _Page()
        page.feed(reply.body.decode())
        return page.found
    if reply.media_type in {"text/plain", "text/markdown"}:
        return _IN_MARKDOWN.findall(reply.body.decode())
    return []


def _hrefs(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            # A JSON-LD context has terms of this name, which lead nowhere.
            if key == "href" and isinstance(one, str) and one.startswith("/"):
                yield one
            else:
                yield from _hrefs(one)
    elif isinstance(value, list):
        for one in value:
            yield from _hrefs(one)


class _Page(HTMLParser):
    """Collects what a page links to or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the addresses of a tag, whatever it is."""
        del tag
        self.found += [value for name, value in attrs if name in {"href", "src"} and value]
        # What a page says of itself, such as its image for social networks.
        self.found += [v for n, v in attrs if n == "content" and v and v.startswith("/")]
