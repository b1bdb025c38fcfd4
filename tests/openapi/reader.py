"""A reader of the docs page: a real Chromium that reaches nothing but the server."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    *("--hide-scrollbars", "--window-size=1200,1000"),
)
_PATIENCE = 20.0


class Reader:
    """Someone who reads the documentation and tries what it describes."""

    def __init__(self, driver: webdriver.Chrome, base: str) -> None:
        self.driver = driver
        self._base = base

    def open(self, path: str = "/docs") -> None:
        """Open the documentation and wait until the operations show."""
        self.driver.get("about:blank")  # or another fragment would not load the page anew
        self.driver.get(self._base + path)
        self.find_all(".opblock")

    def find_all(self, selector: str) -> list[WebElement]:
        """Return what a selector matches, as soon as it matches something."""
        wait = WebDriverWait(self.driver, _PATIENCE)
        return wait.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, selector))

    def show(self, operation: str) -> str:
        """Open an operation, and return the selector of its block."""
        block = f".opblock[id$='-{operation}']"
        self._click(f"{block} .opblock-summary-control")
        self.find_all(f"{block} .execute")
        return block

    def choose(self, block: str, parameter: str, example: str) -> None:
        """Choose one of the examples of a parameter."""
        choice = f"{block} tr[data-param-name='{parameter}'] select option[value='{example}']"
        self._click(choice)

    def execute(self, block: str) -> tuple[str, str, Any]:
        """Execute a request, and return its address, the status and the answer that show."""
        self._click(f"{block} .execute")
        status = self.find_all(f"{block} .live-responses-table tbody .response-col_status")[0]
        address = self.find_all(f"{block} .request-url pre")[0].text
        body = self.find_all(f"{block} .live-responses-table .microlight")[0]
        shown = str(body.get_attribute("textContent"))
        return address, status.text.split()[0], json.loads(shown)

    def write(self, block: str, parameter: str, value: str) -> None:
        """Write the value of a parameter over what stands there."""
        (field,) = self.find_all(f"{block} tr[data-param-name='{parameter}'] input")
        field.clear()
        field.send_keys(value)

    def faults(self, axe: Path) -> list[str]:
        """Return what axe-core finds wrong with the page as it is now."""
        self.driver.execute_script(axe.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "axe.run({resultTypes: ['violations']}).then(arguments[0])"
        )
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]

    def complaints(self) -> list[str]:
        """Return what stands in the console."""
        return [str(entry["message"]) for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses of all requests that the page made."""
        events = (json.loads(one["message"])["message"] for one in self._log("performance"))
        sent = (one for one in events if one["method"] == "Network.requestWillBeSent")
        return [str(one["params"]["request"]["url"]) for one in sent]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]
        return entries

    def _click(self, selector: str) -> None:
        element = self.find_all(selector)[0]
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()


@contextmanager
def reading(base: str, binary: str, driver: str) -> Iterator[Reader]:
    """Give a reader of what is served at `base`."""
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    for option in OPTIONS:
        options.add_argument(option)
    with webdriver.Chrome(options=options, service=Service(driver)) as running:
        yield Reader(running, base)
