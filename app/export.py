"""Static export: every answer to a GET without a query as a file, gzip and brotli beside it."""

import asyncio
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from fastapi import FastAPI

from app.api.routing import ask, paths_without_parameters
from app.data.dataset import Dataset
from app.middleware.encoding import encode, is_compressible
from app.models.schema import SCHEMA_NAMES

MANIFEST = "manifest.json"


def addresses(app: FastAPI, dataset: Dataset) -> Iterator[str]:
    """Yield every address that answers a GET without a query, but for health.

    They are below no path of a proxy: whoever serves the files says where they are.
    """
    for path in paths_without_parameters(app):
        if path != "/health":
            yield path
    yield "/openapi.json"
    for items in (dataset.by_id, dataset.claims.by_id):
        for item in items.values():
            yield item.href.removeprefix(dataset.root_path)
    yield from (f"/schemas/{name}.json" for name in SCHEMA_NAMES)


def export(app: FastAPI, dataset: Dataset, paths: Iterable[str], folder: Path) -> None:
    """Write the answers at some addresses into a folder, put in place in one rename.

    An earlier export is replaced when the new one is whole. Raises `OSError` for a folder that is
    something else, and when the disk is full; both leave the folder as it was.
    """
    if folder.exists() and not _is_export(folder):
        message = f"{folder} exists and has no {MANIFEST} of an export: name another folder"
        raise FileExistsError(message)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        new, old = Path(scratch) / "new", Path(scratch) / "old"
        new.mkdir()
        files = asyncio.run(_write(app, paths, new))
        manifest = {"dataset": dataset.info.id, "version": dataset.info.version, "files": files}
        (new / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        shutil.copy(Path(__file__).parent / "deploy" / "export.md", new / "README.md")
        if folder.exists():
            folder.rename(old)
        new.rename(folder)


def _is_export(folder: Path) -> bool:
    """Return whether a folder has our manifest; what a web app calls its own is another."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and {"dataset", "version", "files"} <= manifest.keys()


async def _write(app: FastAPI, paths: Iterable[str], folder: Path) -> list[dict[str, str]]:
    """Write the answers, and return their entries in the manifest."""
    entries = []
    for path in paths:
        content_type, body = await ask(app, path)
        file = folder / _file_name(path, content_type)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        if is_compressible(content_type.encode()):
            for encoding, extension in {"gzip": ".gz", "br": ".br"}.items():
                encoded = encode(body, encoding, is_kept=True)
                file.with_name(file.name + extension).write_bytes(encoded)
        name, digest = file.relative_to(folder).as_posix(), hashlib.sha256(body).hexdigest()
        entries.append({"href": path, "file": name, "media_type": content_type, "sha256": digest})
    return entries


def _file_name(path: str, content_type: str) -> str:
    """Return the file for an address: `areas.json` for `/areas`, `index.json` for `/`."""
    name = path.strip("/") or "index"
    extensions = {"application/json": ".json", "text/html": ".html"}
    extension = extensions.get(content_type.partition(";")[0], "")
    return name.removesuffix(extension) + extension
