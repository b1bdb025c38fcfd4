"""Bytes to a server and back, with no HTTP library between that would refuse to send them."""

import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

WAITING = 30
HOST = b"Host: a\r\n"
CLOSE = b"Connection: close\r\n"
ASKING = b"GET /health HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n"


@dataclass(frozen=True, slots=True)
class Received:
    """Everything that came back on one connection."""

    data: bytes

    @property
    def statuses(self) -> list[int]:
        """The status of each answer, in order; every answer of ours is framed by its length."""
        found, rest = [], self.data
        while rest:
            head, end, rest = rest.partition(b"\r\n\r\n")
            status = re.match(rb"HTTP/1\.1 (\d{3}) ", head)
            assert status, rest
            assert end, head
            length = re.search(rb"\r\ncontent-length: (\d+)", head)
            size = int(length[1]) if length else 0
            assert len(rest) >= size, "cut off"
            found.append(int(status[1]))
            rest = rest[size:]
        return found


def connect(url: str, *, buffer: int = 0) -> socket.socket:
    """Open a connection; with a `buffer`, one whose client takes so little at a time."""
    place = urlsplit(url)
    connection = socket.socket()
    connection.settimeout(WAITING)
    if buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.connect((str(place.hostname), int(place.port or 0)))
    return connection


def send(url: str, *parts: bytes, half_close: bool = False) -> Received:
    """Send bytes, and read until the server closes, or stops the sending."""
    with connect(url) as connection:
        try:
            for part in parts:
                connection.sendall(part)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
        except ConnectionError:
            pass  # it has heard enough
        return Received(rest(connection))


def rest(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    received = bytearray()
    try:
        while data := connection.recv(2**16):
            received += data
    except ConnectionError:
        pass  # it did not listen to the end
    return bytes(received)


def request(
    target: bytes, *fields: bytes, method: bytes = b"GET", version: bytes = b"1.1"
) -> bytes:
    """Write a request after which the connection is to be closed."""
    lines = (method + b" " + target + b" HTTP/" + version, b"Host: a")
    return b"\r\n".join((*lines, b"Connection: close", *fields, b"", b""))
