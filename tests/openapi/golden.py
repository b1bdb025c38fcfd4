"""The document in git, so that a change of the API shows in a diff.

`python -m tests.openapi.golden` writes it anew.
"""

import json
from pathlib import Path
from typing import Any

from app.data.check import load_dataset
from app.factory import create_app
from app.settings import Settings, default_data

GOLDEN = Path(__file__).parent / "openapi.json"


def as_text(document: dict[str, Any]) -> str:
    """Return a document as it stands in git."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def document() -> dict[str, Any]:
    """Return the document of the production app on its own dataset."""
    settings = Settings(data=default_data(), access_log="off")
    return create_app(load_dataset(settings.data), settings).openapi()


if __name__ == "__main__":
    GOLDEN.write_text(as_text(document()), encoding="utf-8")
