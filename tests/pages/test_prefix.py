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
