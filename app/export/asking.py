"""Asking the app as a client does, without a server between."""

from asyncio import get_running_loop
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.types import ASGIApp, Message

_ABOUT_THE_MESSAGE = frozenset({"content-length", "content-encoding", "etag"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What the app answers."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case; several lines of one name are joined (RFC 9110 §5.3)."""
    body: bytes

    @property
    def media_type(self) -> str:
        """The type of the body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def lasting(self) -> dict[str, str]:
        """The headers that are the same for every encoding of the body."""
        return {k: v for k, v in self.headers.items() if k not in _ABOUT_THE_MESSAGE}


@dataclass(frozen=True, slots=True)
class Asker:
    """An app, served below a prefix."""

    app: ASGIApp
    root_path: str

    async def ask(self, target: str, method: str = "GET", **headers: str) -> Reply:
        """Return the answer to a request of a path and query below the prefix.

        Names of `headers` have underscores for hyphens.
        """
        path, _, query = target.partition("?")
        lines = {"host": "localhost", **headers}
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "root_path": self.root_path,
            "path": self.root_path + path,
            "raw_path": quote(self.root_path + path, safe="/%:@!$&'()*+,;=").encode(),
            "query_string": query.encode(),
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in lines.items()],
        }
        # Nothing is sent with a request, and nobody goes away before the answer.
        await self.app(scope, get_running_loop().create_future, send)
        joined: dict[str, str] = {}
        for name, value in sent[0]["headers"]:
            key, text = name.decode().lower(), value.decode("latin-1")
            joined[key] = f"{joined[key]}, {text}" if key in joined else text
        return Reply(sent[0]["status"], joined, b"".join(one.get("body", b"") for one in sent[1:]))
