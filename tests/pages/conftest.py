"""Pages of datasets, read as HTML."""

from html.parser import HTMLParser

import pytest

from app.data.dataset import Dataset, load_dataset
from app.pages.routes import render
from tests.pages import made


class Page(HTMLParser):
    """A page as its source has it: its elements with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, attribute: str) -> list[str]:
        """Return every value of an attribute."""
        return [
            attributes[attribute]
            for _, attributes in self.elements
            if attribute in attributes
        ]


def page_of(dataset: Dataset) -> Page:
    return Page(render(dataset))


@pytest.fixture(scope="session")
def page(dataset: Dataset) -> Page:
    return page_of(dataset)


@pytest.fixture(scope="session", params=["record", *made.UNUSUAL])
def any_dataset(
    request: pytest.FixtureRequest,
    dataset: Dataset,
    tmp_path_factory: pytest.TempPathFactory,
) -> Dataset:
    """Each dataset in turn: nothing in the page may know one of them."""
    if request.param == "record":
        return dataset
    return load_dataset(made.unusual(request.param, tmp_path_factory.mktemp("made")))


@pytest.fixture(scope="session")
def any_page(any_dataset: Dataset) -> Page:
    return page_of(any_dataset)
