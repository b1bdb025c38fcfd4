"""A headless Chromium that looks at pages as people with different screens and letters do."""

import base64
import json
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.conftest import npm_packages, require
from tests.pages import made
from tests.servers import serve, serving

_OPTIONS = (
    *(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
    ),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ),
    "--hide-scrollbars",
)


class Browser:
    """One window."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver
        self.command("Network.enable")

    def command(self, name: str, **parameters: object) -> Any:  # noqa: ANN401 -- as Selenium has it
        """Give a command of the DevTools protocol."""
        return self._driver.execute_cdp_cmd(name, parameters)

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 -- any JSON
        """Run a script in the page."""
        return self._driver.execute_script(script, *arguments)

    def open(
        self, url: str, *, width: int = 1280, height: int = 900, scheme: str = "light"
    ) -> None:
        """Open a page in a window of some width."""
        self.resize(width, height)
        self.prefer(scheme)
        self._log("performance")
        self._log("browser")
        self._driver.get(url)

    def resize(self, width: int, height: int = 900) -> None:
        size = {
            "width": width,
            "height": height,
            "deviceScaleFactor": 1,
            "mobile": False,
        }
        self.command("Emulation.setDeviceMetricsOverride", **size)

    def prefer(self, scheme: str, media: str = "") -> None:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command("Emulation.setEmulatedMedia", media=media, features=features)

    def press(self, key: str) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            code = {"Tab": 9}[key]
            self.command(
                "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code
            )

    def picture(self) -> bytes:
        """Return a picture of what is in the window."""
        return base64.b64decode(self.command("Page.captureScreenshot")["data"])

    def printed(self) -> bytes:
        """Return the page as a PDF."""
        options = {
            "preferCSSPageSize": True,
            "printBackground": True,
            "generateTaggedPDF": False,
        }
        answer = self.command("Page.printToPDF", **options)
        return base64.b64decode(answer["data"])

    def _log(self, kind: str) -> list[dict[str, str]]:
        entries: list[dict[str, str]] = self._driver.get_log(kind)  # type: ignore[no-untyped-call]
        return entries

    def complaints(self) -> list[str]:
        """Return what the console shows."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> set[str]:
        """Return the address of each request since the page was opened."""
        events = (
            json.loads(one["message"])["message"] for one in self._log("performance")
        )
        return {
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        }

    def axe(self, *rules: str) -> list[str]:
        """Return what axe-core finds wrong with the page, by all rules or by some."""
        script = npm_packages("axe-core") / "axe-core" / "axe.min.js"
        self.run(script.read_text("utf-8"))
        options = {
            "resultTypes": ["violations"],
            **({"runOnly": rules} if rules else {}),
        }
        command = "axe.run(arguments[0]).then(arguments[1])"
        found = self._driver.execute_async_script(command, options)
        return [
            f"{one['id']}: {node['html']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests, with a profile of its own."""
    binary, driver = (
        require("chromium", "chromium"),
        require("chromedriver", "chromium-driver"),
    )
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    options.set_capability(
        "goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"}
    )
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for option in (*_OPTIONS, f"--user-data-dir={profile}"):
            options.add_argument(option)
        with webdriver.Chrome(options=options, service=Service(driver)) as running:
            running.set_script_timeout(600)
            yield Browser(running)


@pytest.fixture(scope="session", params=made.UNUSUAL)
def unusual(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The base URL of the app on a dataset that would break a careless page."""
    data = made.unusual(request.param, tmp_path_factory.mktemp("made"))
    with serving(serve("--data", data)) as base:
        yield base
