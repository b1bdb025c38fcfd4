"""Response cache: a 200 to a GET without a query is made once and kept in a dictionary.

That is right because what is served never changes while the process runs, and because the app sees
no header of a client: what it answers to one, it answers to all. What depends on headers happens
here: pages for browsers and encodings (RFC 9110 §12), 304 (§13) and ranges (§14). A HEAD is
answered like a GET, whose content every server leaves out (§9.3.2).
"""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.conditional import entity_tag, matches
from app.middleware.encoding import encoded
from app.middleware.negotiation import (
    ENCODINGS,
    IDENTITY,
    preferred_encoding,
    prefers_html,
)
from app.middleware.ranges import partial
from app.middleware.representation import Headers, Representation, without
from app.middleware.request_log import name_request
from app.middleware.tracking import without_tracking

# A browser may go on for an hour; a shared cache asks after a minute whether the data is new.
_LIFETIME = b"max-age=3600, s-maxage=60, stale-while-revalidate=60"

_IN_QUERIES = "!$%&'()*+,/:;=?@[]"
"""What stands in a query as it is (RFC 3986 §3.4, and brackets), beside letters and digits."""


class CacheMiddleware:
    """Answers GET and HEAD from memory, or asks the app; everything else goes to the app."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        version: str,
        home: str,
        page: str,
        other_pages: frozenset[str] = frozenset(),
    ) -> None:
        """Put the cache around `app`.

        `version` differs where what is served differs: with the address it identifies the answer to
        a query, whose bytes would take longer to hash than to send. A browser, which prefers HTML
        to JSON, gets the `page` at `home`. The query of a page for people is ignored.
        """
        self.app = app
        self._version = version.encode()
        self._home = home
        self._page = page
        self._pages = {page, *other_pages}
        self._kept: dict[str, dict[str, Representation]] = {
            name: {} for name in ENCODINGS
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from memory in as few steps as can be."""
        # Of a field that comes twice, the last line counts.
        headers = dict(scope.get("headers", ()))
        if b"x-request-id" in headers:
            send = name_request(scope, send, headers[b"x-request-id"])
        # A lifespan and a websocket have none.
        if scope.get("method") not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path == self._home and prefers_html(headers):
            path = self._page
        query = scope["query_string"]
        if query:
            # Granian passes on what is not encoded, which people mean as UTF-8.
            query = quote(query, safe=_IN_QUERIES).encode()
            query = b"" if path in self._pages else without_tracking(query)
        is_range = b"range" in headers and scope["method"] == "GET"
        encoding = IDENTITY
        if b"accept-encoding" in headers and not is_range:
            encoding = preferred_encoding(headers[b"accept-encoding"])
        representation = self._kept[encoding].get(path)
        if query or representation is None:
            asked = {
                **scope,
                "method": "GET",
                "path": path,
                "query_string": query,
                "headers": [],
                "extensions": {},  # else a server may be given the name of a file, and no bytes
            }
            representation = await self._make(encoding, asked, receive, send)
            if representation is None:
                return
        tags = headers.get(b"if-none-match", b"")
        if tags and matches(tags, representation.etag):
            start, body = representation.not_modified
        elif is_range:
            start, body = partial(representation, headers, scope["path"])
        else:
            start, body = representation.whole
        await send(start)
        await send(body)

    async def _make(
        self, encoding: str, asked: Scope, receive: Receive, send: Send
    ) -> Representation | None:
        """Return the app's answer in an encoding, and keep it; None if it is passed on."""
        path = asked["path"]
        plain = None
        if not asked["query_string"]:
            plain = self._kept[IDENTITY].get(path)
        if plain is None:
            answer = await _collect(self.app, asked, receive, send)
            if answer is None:
                return None
            plain = self._represent(asked, *answer)
        if not plain.is_kept:
            return encoded(plain, encoding)
        # Not in the event loop: it takes 200 ms for the largest, once.
        representation = await asyncio.to_thread(encoded, plain, encoding)
        self._kept[IDENTITY][path] = plain
        self._kept[encoding][path] = representation
        return representation

    def _represent(
        self, asked: Scope, headers: Headers, content: bytes
    ) -> Representation:
        """Return an answer with what caches and clients are to know of it."""
        path = asked["path"]
        query = asked["query_string"]
        own = dict(headers)
        is_for_all = _is_for_all(own)
        vary = b"Accept-Encoding"
        if path in {self._home, self._page}:
            vary = b"Accept, Accept-Encoding"
        lifetime = _LIFETIME if is_for_all else b"no-store"
        described = [
            *without(headers, {b"cache-control", b"content-length"}),
            (b"cache-control", own.get(b"cache-control", lifetime)),
            (b"accept-ranges", b"bytes"),
            (b"vary", vary),
        ]
        if path == self._page:
            # Relative, since only a proxy may know what stands before it.
            _, _, name = path.rpartition("/")
            described.append((b"content-location", name.encode()))
        hashed = content
        if query and is_for_all:
            hashed = b"%b %b?%b" % (self._version, path.encode(), query)
        etag = entity_tag(own.get(b"content-type", b""), hashed)
        is_kept = is_for_all and not query
        return Representation(described, content, etag, is_kept=is_kept)


async def _collect(
    app: ASGIApp, asked: Scope, receive: Receive, send: Send
) -> tuple[Headers, bytes] | None:
    """Return the headers and the content of the app's answer, if it is a 200.

    Any other is passed on, and so is a stream that is not for everybody, which may never end. One
    that broke off, because its client has gone, is dropped.
    """
    messages: list[Message] = []
    is_passed_on = False

    async def collect(message: Message) -> None:
        nonlocal is_passed_on
        if message["type"] == "http.response.start":
            own = dict(message["headers"])
            # What tells its length ends, though added middleware sends it in parts.
            is_stream = b"content-length" not in own and not _is_for_all(own)
            is_passed_on = is_stream or message["status"] != HTTPStatus.OK
        if is_passed_on:
            await send(message)
        else:
            messages.append(message)

    await app(asked, receive, collect)
    if is_passed_on:
        return None
    start, *parts = messages
    if not parts or parts[-1].get("more_body"):
        return None
    bodies = [part.get("body", b"") for part in parts]
    return start["headers"], b"".join(bodies)


def _is_for_all(headers: Mapping[bytes, bytes]) -> bool:
    """Return whether an answer to one is the answer to everybody, now and later."""
    if b"set-cookie" in headers:  # a session, for instance, is one client's
        return False
    lifetime = headers.get(b"cache-control", b"").lower()
    return not any(word in lifetime for word in (b"no-store", b"no-cache", b"private"))
