"""Make the PNG for links to the page: python -m tests.pages.make_social FOLDER [OUTPUT]."""

import base64
import sys
from pathlib import Path

from app.data.check import load_dataset
from app.data.parts import IMAGE_FILE
from app.pages.social import HEIGHT, WIDTH, drawn, marked
from tests.pages.browser import Browser, chromium
from tests.tools import needs


def made(browser: Browser, svg: str) -> bytes:
    """Return an SVG as a browser shows it, marked with what it was made from."""
    data = base64.b64encode(svg.encode()).decode()
    browser.open(f"data:image/svg+xml;base64,{data}", width=WIDTH, height=HEIGHT)
    return marked(browser.picture(), svg)


def main(folder: Path, output: Path) -> None:
    """Write the image of a dataset."""
    svg = drawn(load_dataset(folder))
    if svg is None:
        sys.exit("The dataset has no agreement to draw.")
    driver = needs("chromedriver", "Debian's chromium-driver")
    with chromium(needs("chromium", "Debian's chromium"), driver) as browser:
        output.write_bytes(made(browser, svg))


if __name__ == "__main__":
    given = Path(sys.argv[1])
    main(given, Path(sys.argv[2]) if sys.argv[2:] else given / IMAGE_FILE)
