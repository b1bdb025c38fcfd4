"""The README of an export: what it is, what it cannot do, and how to serve it."""

from collections.abc import Sequence
from pathlib import Path

from app import __version__
from app.data.dataset import Dataset
from app.export.answers import LeftOut

_TEMPLATE = Path(__file__).parent / "templates" / "README.md"


def guide(dataset: Dataset, folder: Path, left_out: Sequence[LeftOut]) -> str:
    """Return the text."""
    info = dataset.info
    values = {
        "TITLE": info.title,
        "API_VERSION": __version__,
        "DATA_VERSION": info.version,
        "MODIFIED": info.modified,
        "FOLDER": str(folder),
        "LEFT_OUT": ", ".join(f"`{one.path}`" for one in left_out) or "nothing",
    }
    text = _TEMPLATE.read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"%{name}%", value)
    return text
