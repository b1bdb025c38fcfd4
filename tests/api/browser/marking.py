"""What a real Chromium marks on a page that it was sent to with a text fragment.

A page is opened in two ways: at the link, and plainly with the expected words highlighted by a
script in the same colours. The two pictures are alike when the browser marked exactly these words.
"""

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=1200,1100",
)
STYLE = """
body { font: 11px sans-serif; margin: 8px } p { margin: 0 0 4px }
::target-text, ::highlight(expected) { background: red; color: yellow }
"""
HIGHLIGHT = """
const [paragraph, words] = arguments;
const text = document.querySelectorAll("p")[paragraph].firstChild;
const start = text.data.indexOf(words), range = new Range();
range.setStart(text, start);
range.setEnd(text, start + words.length);
CSS.highlights.set("expected", new Highlight(range));
"""


class Pages:
    """Pages of paragraphs on a free port of 127.0.0.1."""

    def __init__(self, base: str, shown: dict[str, bytes]) -> None:
        self._base = base
        self._shown = shown

    def add(self, name: str, paragraphs: list[str]) -> str:
        """Serve paragraphs as a page and return its address."""
        body = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
        page = f'<!doctype html><meta charset="utf-8"><title>.</title><style>{STYLE}</style>{body}'
        self._shown[f"/{name}"] = page.encode()
        return f"{self._base}/{name}"


@contextmanager
def pages() -> Iterator[Pages]:
    shown: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = shown.get(urlsplit(self.path).path, b"")
            self.send_response(200 if content else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name there
            """Be silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Pages(f"http://127.0.0.1:{server.server_port}", shown)
        finally:
            server.shutdown()
            thread.join()


class Browser:
    """Takes pictures of pages: one window follows links, the other shows what is expected."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver
        self._links = driver.current_window_handle
        driver.switch_to.new_window("tab")
        self._plain = driver.current_window_handle
        self._visits = 0

    def at_link(self, page: str, fragment: str) -> str:
        """Return a picture of the page, freshly opened at a fragment."""
        self._visits += 1
        self._driver.switch_to.window(self._links)
        self._driver.get(f"{page}?{self._visits}#{fragment}")
        return str(self._driver.get_screenshot_as_base64())

    def marked(self, page: str, paragraph: int, words: str) -> str:
        """Return a picture of the page with these words of a paragraph highlighted."""
        self._driver.switch_to.window(self._plain)
        if self._driver.current_url != page:
            self._driver.get(page)
        self._driver.execute_script(HIGHLIGHT, paragraph, words)
        return str(self._driver.get_screenshot_as_base64())


@contextmanager
def chromium(binary: str, driver: str) -> Iterator[Browser]:
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for option in OPTIONS:
        options.add_argument(option)
    with webdriver.Chrome(options=options, service=Service(driver)) as running:
        yield Browser(running)
