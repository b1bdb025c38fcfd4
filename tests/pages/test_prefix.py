"""Behind a path prefix."""

from pathlib import Path

import httpx

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.pages.html import links, parsed
from tests.serving import serving


def test_every_link_of_the_page_lies_below_the_prefix(dataset: Dataset, tmp_path: Path) -> None:
    app = create_app(dataset, Settings(data=tmp_path, access_log="off"))
    with serving(app, root_path="/record") as url, httpx.Client(base_url=url) as client:
        html = client.get("/overview").text
        page = parsed(html)
        here = {link for link in links(page) if link.startswith("/")}
        contents = {node.get("content") for node in page.all("meta")}
        assert "/record/overview/style.css" in here
        assert all(link.startswith("/record/") for link in here)
        assert {"/record/overview", "/record/overview/social.png"} <= contents
        assert '"@id": "/record/overview"' in html


def test_previews_are_told_absolute_addresses(dataset: Dataset, tmp_path: Path) -> None:
    """As the Open Graph protocol wants them, where the public address is known."""
    origin = "https://record.example.org"
    app = create_app(dataset, Settings(data=tmp_path, access_log="off", origin=origin))
    with serving(app, root_path="/record") as url, httpx.Client(base_url=url) as client:
        page = parsed(client.get("/overview").text)
    meta = {node.get("property"): node.get("content") for node in page.all("meta")}
    assert meta["og:url"] == f"{origin}/record/overview"
    assert meta["og:image"] == f"{origin}/record/overview/social.png"
    canonical = [node.get("href") for node in page.all("link") if node.get("rel") == "canonical"]
    assert canonical == [f"{origin}/record/overview"]
