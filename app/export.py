"""Static export: every answer to a GET without a query as a file, gzip and brotli beside it."""

import asyncio
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from fastapi import FastAPI
from starlette.types import Message, Scope

from app.api.docs import ASSETS
from app.data.dataset import Dataset
from app.middleware.encoding import encode, is_compressible
from app.models import MODELS
from app.models.reference import collection_of
from app.models.schema import SCHEMA_NAMES

MANIFEST = "manifest.json"
_GUIDE = Path(__file__).parent / "deploy" / "export.md"
_NOT_STATIC = frozenset({"/search", "/health"})
_EXTENSIONS = {"application/json": ".json", "text/html": ".html"}
_ENCODINGS = {"gzip": ".gz", "br": ".br"}


class ExportError(OSError):
    """A folder that an export cannot take the place of."""


def addresses(app: FastAPI, dataset: Dataset) -> Iterator[str]:
    """Yield every address that answers a GET without a query, but for search and health."""
    yield from (p for p in app.openapi()["paths"] if "{" not in p and p not in _NOT_STATIC)
    # Collections in which there is nothing are not described, but they answer.
    yield from (f"/{collection_of(kind)}" for kind in MODELS if not dataset.of_type(kind))
    yield from (resource.href for resource in dataset.all())
    yield from (claim.href for claim in dataset.claims.by_id.values())
    yield from (f"/schemas/{name}.json" for name in SCHEMA_NAMES)
    yield from ("/docs", "/openapi.json", *(f"/docs/assets/{name}" for name in ASSETS))
    yield from ("/overview/style.css", "/overview/icon.svg")
    yield from ("/overview/social.png",) if dataset.picture else ()


async def _get(app: FastAPI, path: str) -> tuple[str, bytes]:
    """Return the media type and the body of the app's answer to a GET."""
    messages: list[Message] = []
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "server": ("localhost", 80),
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [],
    }

    async def receive() -> Message:  # pragma: no cover -- nobody reads the content of a GET
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, send)
    if messages[0]["status"] != 200:  # noqa: PLR2004
        message = f"{path} answers {messages[0]['status']}"
        raise ExportError(message)
    content_type = dict(messages[0]["headers"])[b"content-type"].decode()
    return content_type, messages[1]["body"]


def _file_name(path: str, content_type: str) -> str:
    """Return the file for an address: `areas.json` for `/areas`, `index.json` for `/`."""
    name = path.strip("/") or "index"
    extension = _EXTENSIONS.get(content_type.partition(";")[0], "")
    return name if PurePosixPath(name).suffix in {".json", ".html"} else f"{name}{extension}"


def _is_export(folder: Path) -> bool:
    """Return whether a folder has our manifest; what a web app calls its own is another."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and {"dataset", "version", "files"} <= manifest.keys()


def export(
    app: FastAPI, dataset: Dataset, folder: Path, progress: Callable[[], object]
) -> dict[str, object]:
    """Write every answer into a folder, put in place in one rename, and return the manifest.

    `progress` is called after each answer. An earlier export is replaced when the new one is
    whole. Raises `ExportError` for a folder that is something else, and `OSError` when the disk is
    full; both leave the folder as it was.
    """
    if folder.exists() and not _is_export(folder):
        message = (
            f"{folder} exists and has no {MANIFEST} of an export: name another folder"
        )
        raise ExportError(message)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        new, old = Path(scratch) / "new", Path(scratch) / "old"
        new.mkdir()
        manifest = asyncio.run(_write(app, dataset, new, progress))
        new.chmod(0o755)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    return manifest


async def _write(
    app: FastAPI, dataset: Dataset, folder: Path, progress: Callable[[], object]
) -> dict[str, object]:
    entries = []
    for path in addresses(app, dataset):
        content_type, body = await _get(app, path)
        name = _file_name(path, content_type)
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        if is_compressible(content_type.encode()):
            for encoding, extension in _ENCODINGS.items():
                encoded = await asyncio.to_thread(encode, body, encoding, is_kept=True)
                file.with_name(file.name + extension).write_bytes(encoded)
        digest = hashlib.sha256(body).hexdigest()
        entries.append({"href": path, "file": name, "media_type": content_type, "sha256": digest})
        progress()
    shutil.copy(_GUIDE, folder / "README.md")
    info = dataset.info
    manifest: dict[str, object] = {"dataset": info.id, "version": info.version, "files": entries}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return manifest
