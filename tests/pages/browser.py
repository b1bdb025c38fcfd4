"""A headless Chromium that looks at a page, and listens to what it complains of."""

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.tools import missing

OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--hide-scrollbars",
)
OVERFLOW = """
const room = document.documentElement.clientWidth;
return [...document.querySelectorAll("body *")]
  .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > room + 1
    && !one.closest(".track, .axis, .skip"))
  .map(one => one.tagName + "." + (one.className.baseVal ?? one.className));
"""
OUTSIDE_ITS_BOX = """
return [...document.querySelectorAll("svg.diagram .panel > a:first-child")].flatMap(box => {
  const frame = box.querySelector("rect").getBoundingClientRect();
  return [...box.querySelectorAll("text")].filter(one => {
    const words = one.getBoundingClientRect();
    return words.width && (words.right > frame.right + 1 || words.bottom > frame.bottom + 1);
  }).map(one => one.textContent);
});
"""


def node_tool(name: str) -> Path:
    """Return the folder of an npm package below NODE_TOOLS; skip (in CI: fail) without it."""
    folder = Path(os.environ.get("NODE_TOOLS", "node_modules/..")) / "node_modules" / name
    if not folder.is_dir():
        missing(f"{name} is not there: npm install --prefix FOLDER {name}, and NODE_TOOLS=FOLDER")
    return folder


class Browser:
    """One window."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver
        self._cdp("Network.enable")

    def _cdp(self, command: str, **parameters: object) -> Any:  # noqa: ANN401 -- as Selenium has it
        return self._driver.execute_cdp_cmd(command, parameters)

    def _log(self, kind: str) -> list[dict[str, str]]:
        entries: list[dict[str, str]] = self._driver.get_log(kind)  # type: ignore[no-untyped-call]
        return entries

    def open(
        self,
        url: str,
        *,
        width: int = 1200,
        height: int = 900,
        scheme: str = "light",
        media: str = "",
    ) -> None:
        """Open a page in a window of some size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._cdp("Emulation.setDeviceMetricsOverride", **size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._cdp("Emulation.setEmulatedMedia", media=media, features=features)
        self._log("performance")
        self._log("browser")
        self._driver.get(url)

    def without_scripts(self, *, disabled: bool) -> None:
        self._cdp("Emulation.setScriptExecutionDisabled", value=disabled)

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 -- any JSON
        return self._driver.execute_script(script, *arguments)

    def click(self, selector: str) -> None:
        self._driver.find_element("css selector", selector).click()

    def picture(self) -> bytes:
        """Return a picture of what is in the window."""
        answer = self._cdp("Page.captureScreenshot")
        return base64.b64decode(answer["data"])

    def printed(self) -> bytes:
        """Return the page as a PDF."""
        answer = self._cdp("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])

    def complaints(self) -> list[str]:
        """Return what the console shows."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> set[str]:
        """Return the address of each request since the page was opened."""
        events = (json.loads(one["message"]) for one in self._log("performance"))
        return {
            event["message"]["params"]["request"]["url"]
            for event in events
            if event["message"]["method"] == "Network.requestWillBeSent"
        }

    def axe(self) -> list[str]:
        """Return what axe-core finds wrong with the page."""
        self.run((node_tool("axe-core") / "axe.min.js").read_text("utf-8"))
        script = "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(done)"
        found = self._driver.execute_async_script(script)
        return [
            f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]
        ]


@contextmanager
def chromium(binary: str, driver: str) -> Iterator[Browser]:
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for option in OPTIONS:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with webdriver.Chrome(options=options, service=Service(driver)) as running:
        running.set_script_timeout(120)
        yield Browser(running)
