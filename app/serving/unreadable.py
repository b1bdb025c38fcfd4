"""What cannot be read as HTTP is refused in words, in the form of every other problem."""

from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from app.delivery import HEADERS, problem_answer

_DETAIL = (
    "This cannot be read as HTTP. In an address, everything but ASCII letters, digits and"
    " punctuation must be percent-encoded in UTF-8: write %E5%89%B5 for \u5275."
)
_NO_ADDRESS = "*"
"""Stands for the server as a whole (RFC 9110 §9.3.7): no address could be read."""


class Explaining(AutoHTTPProtocol):  # type: ignore[valid-type, misc]  # chosen at run time
    """uvicorn's protocol, but what it cannot read is answered with problem details (RFC 9457)."""

    def send_400_response(self: Any, _: str) -> None:
        """Say what is wrong, and close: where the next request begins is not known."""
        self.refuse(HTTPStatus.BAD_REQUEST, _DETAIL)

    def refuse(self: Any, status: HTTPStatus, detail: str) -> None:
        """Answer with a problem, and close."""
        headers, body = problem_answer(
            status, detail, instance=_NO_ADDRESS, root_path=self.root_path
        )
        policy = [(name.lower().encode(), value.encode()) for name, value in HEADERS]
        fields = [
            *self.server_state.default_headers,
            *headers,
            *policy,
            (b"cache-control", b"no-store"),
            (b"content-length", b"%d" % len(body)),
            (b"connection", b"close"),
        ]
        head = b"".join(b"%s: %s\r\n" % field for field in dict(fields).items())
        line = b"HTTP/1.1 %d %s\r\n" % (status, status.phrase.encode())
        self.transport.write(line + head + b"\r\n" + body)
        self.transport.close()
