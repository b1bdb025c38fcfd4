"""The page as a tree, read with the standard library."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset({"link", "meta", "input", "br", "hr", "img"})


class Node:
    """An element, or the document."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Node | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Node | str] = []

    def __iter__(self) -> Iterator["Node"]:
        """Yield this element and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child

    def all(self, tag: str = "", **attributes: str) -> list["Node"]:
        wanted = attributes.items()
        return [
            node
            for node in self
            if tag in ("", node.tag) and all(node.get(key) == value for key, value in wanted)
        ]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.children)


class Reader(HTMLParser):
    """Builds the tree; fails where a tag is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = self.current = Node("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs}, self.current)
        self.current.children.append(node)
        if tag not in VOID:
            self.current = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.current.tag == tag, f"</{tag}> closes <{self.current.tag}>"
        assert self.current.parent is not None
        self.current = self.current.parent

    def handle_data(self, data: str) -> None:
        self.current.children.append(data)


def parsed(html: str) -> Node:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.current is reader.root, f"<{reader.current.tag}> is not closed"
    return reader.root


def ids(page: Node) -> set[str]:
    return {node.get("id") for node in page if node.get("id")}


def links(page: Node) -> set[str]:
    """Return every address that the page leads to or loads."""
    found = {node.get("href") for node in page if node.get("href")}
    return found | {node.get("src") for node in page if node.get("src")}
