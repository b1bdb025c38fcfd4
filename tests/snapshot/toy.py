"""A toy app behind the layer, and a client that speaks ASGI to it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from app.snapshot import AccessLog, Policy, Snapshots
from app.snapshot.asgi import Header, Message, Receive, Scope, Send

MODIFIED = datetime(2024, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
MODIFIED_HTTP = "Tue, 02 Jan 2024 03:04:05 GMT"
LONG = json.dumps([{"id": n, "name": f"area {n}"} for n in range(1000)]).encode()
POLICY = Policy(
    last_modified=MODIFIED,
    headers=(("Access-Control-Allow-Origin", "*"), ("X-Content-Type-Options", "nosniff")),
    alternates={"/": {"text/html": "/overview"}},
    uncached=frozenset({"/health"}),
)


@dataclass
class Page:
    body: bytes = b"{}"
    content_type: str = "application/json"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


Handler = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass
class Toy:
    """Answers from `pages` by path, runs `handlers`, and counts what it was asked."""

    pages: dict[str, Page] = field(default_factory=dict)
    handlers: dict[str, Handler] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] != "http":
            return
        path = scope["path"].removeprefix(scope["root_path"])
        self.asked.append(path)
        if path in self.handlers:
            await self.handlers[path](scope, receive, send)
            return
        default = Page(b'{"title": "Not Found"}', "application/problem+json", 404)
        await respond(send, self.pages.get(path, default))


async def respond(send: Send, page: Page) -> None:
    fields = (("Content-Type", page.content_type), *page.headers)
    headers = [(n.encode(), v.encode("latin-1")) for n, v in fields]
    await send({"type": "http.response.start", "status": page.status, "headers": headers})
    await send({"type": "http.response.body", "body": page.body})


def problem(
    status: int, detail: str, *, instance: str, root_path: str, **members: object
) -> tuple[list[Header], bytes]:
    assert instance.startswith((f"{root_path}/", "/.//", "*"))
    body = {"status": status, "detail": detail, "instance": instance, **members}
    return [(b"Content-Type", b"application/problem+json")], json.dumps(body).encode()


def pages() -> dict[str, Page]:
    return {
        "/": Page(b'{"index": true}'),
        "/overview": Page(b"<h1>Overview</h1>", "text/html; charset=utf-8"),
        "/item": Page(b'{"id": "one"}'),
        "/list": Page(LONG),
        "/photo": Page(LONG, "image/png"),
        "/health": Page(b'{"ok": true}'),
    }


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 -- any JSON
        return json.loads(self.body)


Fields = Iterable[tuple[str, str]]


def scope_for(
    target: str,
    method: str = "GET",
    fields: Fields = (),
    *,
    host: str | None = "example.org",
    **more: object,
) -> Scope:
    raw_path, _, query = target.partition("?")
    named = (*(() if host is None else (("Host", host),)), *fields)
    path = raw_path.replace("%2F", "/").replace("%7E", "~")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "root_path": "",
        "path": path,
        "raw_path": raw_path.encode(),
        "query_string": query.encode("latin-1"),
        "state": {},
        "headers": [(n.lower().encode(), v.encode("latin-1")) for n, v in named],
    }
    return {**scope, **more}


async def fetch(layer: Snapshots, scope: Scope) -> Reply:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        pytest_fail = "the layer reads nothing from the client"
        raise AssertionError(pytest_fail)

    await layer(scope, receive, send)
    start, body = messages
    names = [name.decode() for name, _ in start["headers"]]
    assert len(names) == len(set(names)), f"a header stands twice: {names}"
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    assert not body.get("more_body")
    return Reply(start["status"], headers, body["body"])


class Client:
    """A toy app, the layer around it, and requests to both in one loop per request."""

    def __init__(
        self,
        toy: Toy | None = None,
        *,
        access_log: AccessLog | None = None,
        **changes: Any,  # noqa: ANN401 -- what a policy has
    ) -> None:
        self.toy = toy or Toy(pages())
        policy = replace(POLICY, **changes)
        self.layer = Snapshots(self.toy, policy=policy, problem=problem, access_log=access_log)

    def ask(
        self,
        target: str,
        method: str = "GET",
        fields: Fields = (),
        **more: Any,  # noqa: ANN401 -- what a scope has
    ) -> Reply:
        return asyncio.run(fetch(self.layer, scope_for(target, method, fields, **more)))
