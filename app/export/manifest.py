"""The manifest: what is in an export, and how each file is to be sent."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from app import __version__
from app.data.dataset import Dataset
from app.export.answers import Answer, Body, LeftOut

MANIFEST = "manifest.json"
FORMAT = "open-record-export/1"
"""Marks a folder as ours."""
TOP_LEVEL = frozenset({MANIFEST, "README.md", "nginx", "files"})
"""What an export consists of."""


def manifest(
    dataset: Dataset, root_path: str, answers: Sequence[Answer], left_out: Sequence[LeftOut]
) -> str:
    """Return the manifest as JSON, one line for each answer."""
    info = dataset.info
    head = {
        "format": FORMAT,
        "title": info.title,
        "api_version": __version__,
        "data_version": info.version,
        "modified": info.modified,
        "root_path": root_path,
        "left_out": [{"path": root_path + one.path, "status": one.status} for one in left_out],
    }
    lines = ",\n".join(_json(_row(one, root_path)) for one in answers)
    return f'{_json(head)[:-1]},\n"answers": [\n{lines}\n]}}\n'


def _row(answer: Answer, root_path: str) -> dict[str, object]:
    coded = {coding: _body(body) for coding, body in answer.bodies.items() if coding}
    return {
        "path": root_path + answer.path,
        "media_type": answer.media_type,
        **_body(answer.bodies[""]),
        "codings": coded,
        "headers": dict(answer.headers),
    }


def _body(body: Body) -> dict[str, object]:
    return {**asdict(body), "file": f"files/{body.file}"}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
