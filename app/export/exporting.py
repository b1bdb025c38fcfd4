"""Writing an export: every answer, the manifest, the configuration, and the README."""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path

from app.data.dataset import Dataset
from app.export.answers import Crawl
from app.export.asking import Asker
from app.export.guide import guide
from app.export.manifest import MANIFEST, manifest
from app.export.nginx import http_conf, others, server_conf
from app.export.swap import replacing
from app.factory import create_app
from app.models.reference import href_of
from app.settings import Settings

Show = Callable[[int, int, str], None]
"""Is told how many answers are written, of how many, and the last one's address."""

_NEVER = 2**32
"""A time that no If-Modified-Since is after, for what has no Last-Modified."""


@dataclass(frozen=True, slots=True)
class Made:
    """What has been written."""

    answers: int
    files: int
    bytes: int


def export(dataset: Dataset, settings: Settings, folder: Path, show: Show) -> Made:
    """Write the whole API on a dataset, as the settings ask, into a folder or over an old export.

    Raises `ValueError` when the folder is something else than an export, and `OSError` when it
    cannot be written; whatever was there is whole then.
    """
    try:
        with replacing(folder) as aside:
            made = asyncio.run(_write(dataset, settings, aside, folder.resolve(), show))
    except OSError as error:
        message = f"The export cannot be written: {error.strerror}. {folder} is as it was before."
        raise OSError(message) from error
    return made


async def _write(
    dataset: Dataset, settings: Settings, aside: Path, place: Path, show: Show
) -> Made:
    root_path = settings.root_path
    asker = Asker(create_app(dataset, settings), root_path)
    crawl = Crawl(asker, _beginnings(dataset), partial(_save_answer, aside / "files"))
    answers = []
    async for answer in crawl.answers():
        answers.append(answer)
        show(crawl.done, crawl.known, answer.path)
    other = await others(asker)
    nginx = aside / "nginx"
    _save(nginx / "http.conf", http_conf(answers, root_path, other).encode())
    _save(nginx / "server.conf", server_conf(place / "files", answers, other).encode())
    _save(aside / "README.md", guide(dataset, place, crawl.left_out).encode())
    _save(aside / MANIFEST, manifest(dataset, root_path, answers, crawl.left_out).encode())
    sizes = [body.bytes for answer in answers for body in answer.bodies.values()]
    return Made(len(answers), len(sizes), sum(sizes))


def _beginnings(dataset: Dataset) -> Iterator[str]:
    yield "/"
    yield from (href_of(one.type, one.id) for one in dataset.all())
    yield from (f"/claims/{slug}" for slug in dataset.claims)


def _save_answer(folder: Path, name: str, content: bytes, modified: str | None) -> None:
    """Write an answer's file with the time that nginx is to compare If-Modified-Since with."""
    _save(folder / name, content)
    time = _NEVER if modified is None else parsedate_to_datetime(modified).timestamp()
    os.utime(folder / name, (time, time))


def _save(file: Path, content: bytes) -> None:
    """Write a file that is not there yet: no two answers may have the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as stream:
        stream.write(content)
