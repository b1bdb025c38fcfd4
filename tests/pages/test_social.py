"""The image for links to the page."""

from pathlib import Path

import httpx

from app.data.check import load_dataset
from app.data.dataset import Dataset
from app.pages.router import overview_router
from app.pages.social import drawn, image, marked
from tests.pages import datasets as made

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x00IEND\xaeB\x60\x82"


def with_image(dataset: Dataset, picture: bytes) -> Dataset:
    return Dataset(dataset.info, dataset.as_written, picture)


def test_without_a_png_it_is_svg(dataset: Dataset) -> None:
    found = image(with_image(dataset, b""))
    assert found is not None
    assert (found.href, found.type) == ("/overview/social.svg", "image/svg+xml")
    assert b"SenseTime" in found.content


def test_a_png_made_from_the_drawing_is_preferred(dataset: Dataset) -> None:
    png = marked(PNG, str(drawn(dataset)))
    found = image(with_image(dataset, png))
    assert found is not None
    assert (found.href, found.type, found.content) == ("/overview/social.png", "image/png", png)


def test_a_png_of_other_data_is_not_shown(dataset: Dataset) -> None:
    found = image(with_image(dataset, marked(PNG, "something else")))
    assert found is not None
    assert found.type == "image/svg+xml"


def test_the_png_that_is_kept_shows_what_the_dataset_says(dataset: Dataset) -> None:
    found = image(dataset)
    assert found is not None
    assert found.type == "image/png", "run: python -m tests.pages.make_social fixtures"


def test_nothing_to_draw_is_no_image(tmp_path: Path) -> None:
    dataset = load_dataset(made.write(tmp_path))
    assert drawn(dataset) is None
    assert image(dataset) is None
    paths = {getattr(route, "path", "") for route in overview_router(dataset).routes}
    assert paths == {"/overview", "/overview/style.css", "/overview/icon.svg"}


def test_files_of_the_page_are_served(client: httpx.Client) -> None:
    for name, media_type in (("style.css", "text/css"), ("icon.svg", "image/svg+xml")):
        response = client.get(f"/overview/{name}")
        assert response.status_code == 200
        assert response.headers["content-type"].startswith(media_type)
        assert response.headers["content-security-policy"] == "default-src 'none'"
