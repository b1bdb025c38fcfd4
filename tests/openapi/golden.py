"""Golden document: the OpenAPI document in git, so that a change of the API shows in a diff.

`python -m tests.openapi.golden` writes it anew. It is without what comes from the data: title,
description and examples.
"""

import json
from pathlib import Path
from typing import Any

from app.data.dataset import load_dataset
from app.factory import create_app
from app.settings import Settings, default_data

GOLDEN = Path(__file__).parent / "openapi.json"


def as_text(document: dict[str, Any]) -> str:
    """Return a document as it stands in git."""
    info = {
        k: v for k, v in document["info"].items() if k not in {"title", "description"}
    }
    bare = {**document, "info": info}
    return json.dumps(_without_examples(bare), ensure_ascii=False, indent=1) + "\n"


def _without_examples(part: Any) -> Any:  # noqa: ANN401 -- JSON
    if isinstance(part, dict):
        return {
            key: _without_examples(one)
            for key, one in part.items()
            if key not in {"example", "examples"}
        }
    return [_without_examples(one) for one in part] if isinstance(part, list) else part


if __name__ == "__main__":
    _settings = Settings(default_data())
    _app = create_app(load_dataset(_settings.data), _settings)
    GOLDEN.write_text(as_text(_app.openapi()), encoding="utf-8")
