"""Asking the app itself, without a server: what examples in the documentation are made of."""

import asyncio
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import FastAPI
from starlette.types import Message, Scope

from app.models.href import below


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app answers to a GET."""

    target: str
    """The path and query that were asked for, without the prefix."""
    status: int
    media_type: str
    body: str
    headers: frozenset[str]
    """The names of the headers, in lower case."""

    @property
    def value(self) -> object:
        """The body as JSON, or as text where it is none."""
        return json.loads(self.body) if self.media_type.endswith("json") else self.body


def ask(app: FastAPI, targets: Iterable[str], base: str = "") -> list[Answer]:
    """Return the app's answer to a GET of each target, as if it were served below `base`.

    What is asked is FastAPI itself, not a layer around it. A thread of its own has no event loop
    yet, so this works within one, too.
    """

    async def ask_all() -> list[Answer]:
        return [await _get(app, target, base) for target in targets]

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(ask_all())).result()


async def _get(app: FastAPI, target: str, base: str) -> Answer:
    messages: list[Message] = []

    async def receive() -> Message:  # pragma: no cover -- nobody reads a GET's content
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    with below(base):
        await FastAPI.__call__(app, _scope(target, base), receive, send)
    fields = dict(messages[0]["headers"])
    media_type = fields[b"content-type"].decode().partition(";")[0]
    body = b"".join(one.get("body", b"") for one in messages[1:]).decode()
    names = frozenset(name.decode() for name in fields)
    return Answer(target, messages[0]["status"], media_type, body, names)


def _scope(target: str, base: str) -> Scope:
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "server": ("localhost", 80),
        "path": base + path,
        "raw_path": quote(base + path).encode(),
        "root_path": base,
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost")],
    }
