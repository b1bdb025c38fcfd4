"""Requests and answers as they are on the wire, with nothing added, followed or decoded."""

import gzip
import json
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]

Fields = tuple[tuple[bytes, bytes], ...]

_DECODE = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
_WAITING = 10


@dataclass(frozen=True)
class Reply:
    """An answer: its first line, its header lines and its body."""

    line: str
    fields: Fields
    body: bytes

    @property
    def status(self) -> int:
        return int(self.line.split()[1])

    @property
    def headers(self) -> dict[str, str]:
        """The header fields by name; several lines of a name are one list (RFC 9110 §5.3)."""
        found: dict[str, str] = {}
        for name, value in self.fields:
            key, text = name.decode().lower(), value.decode()
            found[key] = f"{found[key]}, {text}" if key in found else text
        return found

    @property
    def decoded(self) -> bytes:
        content: bytes = _DECODE[self.headers.get("content-encoding", "identity")](self.body)
        return content

    @property
    def json(self) -> Any:  # noqa: ANN401 -- any JSON
        return json.loads(self.decoded)

    @property
    def kept(self) -> dict[str, str]:
        """The headers but for those of this one connection and moment."""
        return {n: v for n, v in self.headers.items() if n not in {"date", "connection"}}


@dataclass(frozen=True)
class Wire:
    """A server, asked one request on one connection each."""

    base_url: str

    def send(self, request: bytes) -> Reply:
        """Send bytes, and read until the server closes."""
        place = urlsplit(self.base_url)
        with socket.create_connection((place.hostname, place.port), _WAITING) as connection:
            connection.sendall(request)
            received = b"".join(iter(lambda: connection.recv(2**16), b""))
        head, _, body = received.partition(b"\r\n\r\n")
        line, *lines = head.split(b"\r\n")
        fields = tuple((name, value) for name, _, value in (one.partition(b": ") for one in lines))
        return Reply(line.decode(), fields, body)

    def ask(self, target: str, method: str = "GET", *fields: str) -> Reply:
        """Ask for a target, with header lines such as `Accept: */*`."""
        lines = (f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *fields)
        return self.send("\r\n".join((*lines, "", "")).encode())
