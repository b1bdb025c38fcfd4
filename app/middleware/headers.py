"""Fixed headers: CORS for everyone (Fetch standard), security headers, and preflight requests."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALLOW = "GET, HEAD, OPTIONS"

_EXPOSED = (
    "Accept-Ranges, Allow, Content-Length, Content-Location, Content-Range, ETag, Link"
)
"""What scripts of other origins may read."""

_HEADERS = [
    # Public data, for scripts of every origin. Sent with or without Origin, since shared caches
    # would otherwise keep an answer without it.
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", _EXPOSED.encode()),
    (b"cross-origin-resource-policy", b"cross-origin"),
    # An answer is what its Content-Type says, and is no page that could run something.
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
]
"""On every answer, errors included; a page that needs another policy sets its own."""

_PREFLIGHT = [
    *_HEADERS,
    (b"access-control-allow-methods", ALLOW.encode()),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
]


class HeadersMiddleware:
    """Adds the fixed headers to every answer, and answers preflight requests itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Put the middleware around `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope.get("method") == "OPTIONS":
            names = dict(scope["headers"]).keys()
            if names >= {b"origin", b"access-control-request-method"}:
                # Also where nothing is: a 404 here would hide the 404 to the request from scripts.
                await send(
                    {
                        "type": "http.response.start",
                        "status": 204,
                        "headers": _PREFLIGHT,
                    }
                )
                await send({"type": "http.response.body", "body": b""})
                return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))  # ASGI lets them be left out
                own = dict(headers)
                headers += [header for header in _HEADERS if header[0] not in own]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, send_with_headers)
