"""Static export: every answer to a GET without a query as a file, gzip and brotli beside it."""

import asyncio
import filecmp
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from fastapi import FastAPI

from app.api.routing import ask, paths_without_parameters
from app.api.schemas import SCHEMA_PATHS
from app.data.dataset import Dataset
from app.middleware.encoding import encode, is_compressible

MANIFEST = "manifest.json"

_SUFFIXES = {"gzip": ".gz", "br": ".br"}
_EXTENSIONS = {"application/json": ".json", "text/html": ".html"}


def addresses(app: FastAPI, dataset: Dataset) -> Iterator[str]:
    """Yield every address that answers a GET without a query, but for health.

    They are without the root path.
    """
    for path in paths_without_parameters(app):
        if path != "/health":
            yield path
    for resource in dataset.by_id.values():
        yield resource.href.removeprefix(dataset.root_path)
    for claim in dataset.claims.by_id.values():
        yield claim.href.removeprefix(dataset.root_path)
    yield from SCHEMA_PATHS


def export(app: FastAPI, dataset: Dataset, paths: Iterable[str], folder: Path) -> None:
    """Write the answers at some addresses into a folder, below the root path of the app.

    They are put in place when all are written. A file whose content did not change keeps its time,
    what an earlier export wrote and this one does not is removed, and files of others stay.
    Raises `OSError` for a folder of something else, and when the disk is full; both leave the
    folder as it was.
    """
    earlier = _earlier_files(folder)
    # In the folder itself, since that may be a disk of its own, or a link to one.
    new = folder / ".export"
    shutil.rmtree(new, ignore_errors=True)  # left by an export that was killed
    new.mkdir(parents=True)
    try:
        entries = asyncio.run(_write_answers(app, paths, new))
        manifest = {
            "dataset": dataset.info.id,
            "version": dataset.info.version,
            "files": entries,
        }
        text = json.dumps(manifest, indent=2)
        (new / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
        readme = _text("export.md", app.root_path)
        (new / "README.md").write_text(readme, encoding="utf-8")
        _put_in_place(new, folder, earlier)
    finally:
        shutil.rmtree(new)


def _earlier_files(folder: Path) -> set[str]:
    """Return the files with an address that an earlier export wrote into a folder.

    There are none in a folder that is new, or empty but for hidden files, such as Git's. Raises
    `FileExistsError` for a folder without our manifest; what a web app calls its own is another.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return {entry["file"] for entry in manifest["files"]}
    except (OSError, ValueError, TypeError, LookupError):
        others = {path.name for path in folder.glob("[!.]*")}
    if others - {"lost+found"}:
        message = f"{folder} has no {MANIFEST} of an export, and other files: name another folder"
        raise FileExistsError(message)
    return set()


async def _write_answers(
    app: FastAPI, paths: Iterable[str], folder: Path
) -> list[dict[str, str]]:
    """Write the answers and what hosts of files want, and return the entries of the manifest."""
    entries = []
    root = app.root_path
    for path in paths:
        media_type, body = await ask(app, path)
        entry = _write(folder, root + path, media_type, body)
        entries.append(entry)
        if path == "/overview":
            # What a host shows to a person who types no more than its name.
            entry = _write(folder, f"{root}/index.html", media_type, body)
            entries.append(entry)
    missing = _text("404.html", root).encode()
    entry = _write(folder, "/404.html", "text/html; charset=utf-8", missing)
    entries.append(entry)
    return entries


def _write(folder: Path, href: str, media_type: str, body: bytes) -> dict[str, str]:
    """Write an answer and its encodings, and return its entry in the manifest."""
    name = _file_name(href, media_type)
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    if is_compressible(media_type.encode()):
        for encoding, suffix in _SUFFIXES.items():
            encoded = encode(body, encoding, is_kept=True)
            (folder / f"{name}{suffix}").write_bytes(encoded)
    return {
        "href": href,
        "file": name,
        "media_type": media_type,
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def _file_name(href: str, media_type: str) -> str:
    """Return the file for an address: `areas.json` for `/areas`, `index.json` for `/`."""
    name = href[1:]
    if href.endswith("/"):
        name += "index"
    extension = _EXTENSIONS.get(media_type.partition(";")[0], "")
    return name.removesuffix(extension) + extension


def _text(name: str, root_path: str) -> str:
    """Return a text that goes with the answers, with the addresses of this export."""
    file = Path(__file__).parent / "deploy" / name
    return file.read_text(encoding="utf-8").replace("{root}", root_path)


def _put_in_place(new: Path, folder: Path, earlier: set[str]) -> None:
    """Move new files into a folder where they differ, and remove what is no longer written."""
    for name in earlier:
        for suffix in ("", *_SUFFIXES.values()):
            old = f"{name}{suffix}"
            if not (new / old).exists():
                (folder / old).unlink(missing_ok=True)
    # The manifest comes first: by it the next export knows what is cut short here.
    for file in (new / MANIFEST, *new.rglob("*")):
        target = folder / file.relative_to(new)
        if not file.is_file():  # a folder, or the manifest again
            continue
        if target.is_file() and filecmp.cmp(file, target, shallow=False):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
