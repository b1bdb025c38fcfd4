"""An address with two forms, one for programs and one for people, in a static copy."""

import asyncio
from pathlib import Path

import httpx
import pytest

from app.export.answers import Answer, Crawl, LeftOut
from app.export.asking import Asker
from app.export.naming import file_of
from app.export.nginx import http_conf, others, server_conf
from app.snapshot import Snapshots
from tests.proxies.servers import free_port, nginx
from tests.snapshot.toy import POLICY, Page, Toy, pages, problem

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LINKS = b"""<a href="/list?">a</a><a href="https://example.org/list">b</a><a name="c">d</a>
<a href="#e">f</a><img src="list"><a href="/gone">g</a><a href="/{id}">h</a><a href>i</a>
<meta content="/photo"><meta content="word">"""


async def copied(folder: Path) -> tuple[list[Answer], list[LeftOut]]:
    def save(name: str, content: bytes, _: str | None) -> None:
        (folder / name).write_bytes(content)

    site = {**pages(), "/overview": Page(LINKS, "text/html; charset=utf-8")}
    site["/"] = Page(b'{"href": "/notes", "note": ["/list", 1]}')
    site["/notes"] = Page(
        b"[a](/overview), [b](http://example.org)", "text/plain", headers=(("Vary", "Accept"),)
    )
    asker = Asker(Snapshots(Toy(site), policy=POLICY, problem=problem), "")
    crawl = Crawl(asker, ["/"], save)
    answers = [one async for one in crawl.answers()]
    other = await others(asker)
    (folder / "http.conf").write_text(http_conf(answers, "", other), "utf-8")
    (folder / "server.conf").write_text(server_conf(folder, answers, other), "utf-8")
    return answers, crawl.left_out


def test_links_of_every_kind_are_followed_and_forms_are_chosen(tmp_path: Path) -> None:
    answers, left_out = asyncio.run(copied(tmp_path))
    found = {one.name: one.bodies[""].file for one in answers}
    assert found == {
        "/": "index.json",
        "text/html:/": "index.html",
        "/notes": "notes.txt",
        "/overview": "overview.html",
        "/photo": "photo",
        "/list": "list.json",
    }
    assert left_out == [LeftOut("/gone", 404)]
    url = f"http://127.0.0.1:{free_port()}"
    server = f"server {{ listen {url[7:]}; include {tmp_path}/server.conf; }}"
    with nginx(tmp_path / "nginx", f"include {tmp_path}/http.conf; {server}", url):
        for accept in (BROWSER, "text/html"):
            page = httpx.get(url, headers={"Accept": accept})
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            assert page.headers["content-location"] == "/overview"
            assert page.headers["vary"] == "Accept, Accept-Encoding"
            assert page.content == LINKS
        for accept in ("*/*", "application/json", "application/json, text/html"):
            index = httpx.get(url, headers={"Accept": accept})
            assert index.headers["content-type"] == "application/json"
            assert index.headers["vary"] == "Accept, Accept-Encoding"
            assert "content-location" not in index.headers
        assert httpx.get(f"{url}/photo").headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    ("target", "media_type", "file"),
    [
        ("/", "application/json", "index.json"),
        ("/areas", "application/json", "areas.json"),
        ("/areas?limit=1", "application/json", "areas@limit=1.json"),
        ("/claims.csv", "text/csv", "claims.csv"),
        ("/claims.csv?rank=normal", "text/csv", "claims.csv@rank=normal.csv"),
        ("/.well-known/api-catalog", "application/linkset+json", ".well-known/api-catalog.json"),
        ("/photo", "image/png", "photo"),
    ],
)
def test_a_file_is_named_like_its_address(target: str, media_type: str, file: str) -> None:
    assert file_of(target, media_type) == file
