"""The image for links to the page: its diagram, as SVG, or as PNG where one is kept.

Many services show no SVG, and to make a PNG takes a browser. So whoever keeps a dataset may put
`social.png` into its folder. It is served only while it shows what the dataset says: a digest of
the drawing that it was made from stands in it.
"""

import hashlib
import struct
from base64 import b64encode
from dataclasses import dataclass, replace
from zlib import crc32

from app.data.dataset import Dataset
from app.pages.diagram import side_by_side
from app.pages.layout import Plan
from app.pages.rendering import asset, render
from app.pages.shapes import Drawing
from app.pages.structure import structure

WIDTH, HEIGHT = 1200, 630
_PLAN = Plan("poster", 880, 250, 3)
_MOST_AREAS = 8
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_END = struct.pack(">I4sI", 0, b"IEND", crc32(b"IEND"))


@dataclass(frozen=True, slots=True)
class Image:
    """An image, where it is served, and what it may load."""

    href: str
    type: str
    content: bytes
    policy: str = "default-src 'none'"


def poster(dataset: Dataset) -> Drawing | None:
    """Return what matters most of the diagram; nothing when a dataset has no agreement."""
    found = structure(dataset)
    if found is None:
        return None
    most = replace(found, others=(), unattributed=(), areas=found.areas[:_MOST_AREAS])
    return side_by_side(most, _PLAN)


def drawn(dataset: Dataset) -> str | None:
    """Return the image of a dataset as SVG; nothing when there is nothing to draw."""
    drawing = poster(dataset)
    if drawing is None:
        return None
    style = asset("social.css").decode()
    return render("social.svg.jinja", drawing=drawing, style=style, width=WIDTH, height=HEIGHT)


def _mark(svg: str) -> bytes:
    """Return the PNG chunk that says which drawing an image was made from."""
    digest = hashlib.sha256(svg.encode()).hexdigest().encode()
    body = b"tEXt" + b"Source\0" + digest
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", crc32(body))


def marked(png: bytes, svg: str) -> bytes:
    """Return a PNG that says that it was made from this drawing."""
    return png.removesuffix(_END) + _mark(svg) + _END


def image(dataset: Dataset) -> Image | None:
    """Return the image to serve: the PNG that came with the dataset while it is true, else SVG."""
    svg = drawn(dataset)
    if svg is None:
        return None
    png = dataset.image
    if png.startswith(_SIGNATURE) and _mark(svg) in png:
        return Image("/overview/social.png", "image/png", png)
    digest = b64encode(hashlib.sha256(asset("social.css")).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    return Image("/overview/social.svg", "image/svg+xml", svg.encode(), policy)
