"""HTTP client without habits of its own: it sends what it is told, and shows what was sent back."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp

_PATIENCE = 120
"""Seconds within which a server must answer, or end."""


class Answer(NamedTuple):
    """A response as it came: nothing decoded, header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def without(self, *names: str) -> tuple[int, dict[str, str], bytes]:
        """Return all of it but some headers."""
        return (
            self.status,
            {k: v for k, v in self.headers.items() if k not in names},
            self.body,
        )


def exchange(
    base: str,
    target: str,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
) -> Answer:
    """Send one request with these header fields and `Host`, and return the answer."""
    given = {"Host": urlsplit(base).netloc, **(headers or {})}
    connection = HTTPConnection(urlsplit(base).netloc, timeout=_PATIENCE)
    try:
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in given.items():
            connection.putheader(name, value.encode("latin-1"))
        connection.endheaders()
        response = connection.getresponse()
        fields = {name.lower(): value for name, value in response.getheaders()}
        assert len(fields) == len(response.getheaders()), "a field was sent twice"
        return Answer(response.status, fields, response.read())
    finally:
        connection.close()


def send_bytes(base: str, data: bytes) -> bytes:
    """Send bytes, then nothing more, and return all that comes back until the connection ends."""
    parts, received = urlsplit(base), b""
    with socket.create_connection(
        (parts.hostname, parts.port), timeout=_PATIENCE
    ) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65_536):
                received += part
        except ConnectionError:  # the server may end it before it has read everything
            pass
    return received


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an app that a test has made, on a socket and in a thread, and yield its base URL."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_PATIENCE)
    assert not thread.is_alive()
