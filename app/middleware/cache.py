"""Response cache: a 200 to a GET without a query is made once and kept in a dictionary.

That is right because what is served never changes while the process runs, and because the app sees
no header of a client: what it answers to one, it answers to all. What depends on headers happens
here: the encoding, 304 (RFC 9110 §13), HEAD (§9.3.2), and pages for browsers (§12.1).
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.conditional import entity_tag, is_not_modified
from app.middleware.encoding import IDENTITY, encode, is_compressible, preferred_encoding

Headers = list[tuple[bytes, bytes]]

MAX_ENTRIES = 200_000
"""How many answers are kept at the most; guessed addresses add none, for a 404 is not kept."""

_READ = frozenset({"GET", "HEAD"})
_NO_BODY: Message = {"type": "http.response.body", "body": b""}

# RFC 9110 §15.4.5 wants validators and what steers caches; of the rest the client has a copy.
_NOT_IN_304 = {b"accept-ranges", b"content-encoding", b"content-length", b"content-type", b"link"}


class _Answer:
    """A 200 to a GET in one encoding, as the ASGI messages that send it."""

    def __init__(self, headers: Headers, body: bytes, etag: bytes, *, is_kept: bool) -> None:
        self._headers, self.etag, self.is_kept = headers, etag, is_kept
        headers = [*headers, (b"etag", etag), (b"content-length", b"%d" % len(body))]
        self.start: Message = {"type": "http.response.start", "status": 200, "headers": headers}
        self.body: Message = {"type": "http.response.body", "body": body}
        self.encoded: dict[str, _Answer] = {}

    @cached_property
    def not_modified(self) -> Message:
        headers = [header for header in self.start["headers"] if header[0] not in _NOT_IN_304]
        return {"type": "http.response.start", "status": 304, "headers": headers}

    async def encode(self, encoding: str) -> "_Answer":
        """Return the answer in an encoding, or as it is where that would not be shorter."""
        whole, made = self.body["body"], self
        is_text = is_compressible(dict(self._headers).get(b"content-type", b""))
        # Below 300 bytes an encoding saves less than its header costs.
        if is_text and len(whole) >= 300:  # noqa: PLR2004
            if self.is_kept:  # a few ms for a small answer, 200 for the largest
                body = await asyncio.to_thread(encode, whole, encoding, is_kept=True)
            else:
                body = encode(whole, encoding, is_kept=False)
            if len(body) < len(whole):
                name = encoding.encode()
                headers = [*self._headers, (b"content-encoding", name)]
                etag = b'%b-%b"' % (self.etag[:-1], name)
                made = _Answer(headers, body, etag, is_kept=self.is_kept)
        if self.is_kept:
            self.encoded[encoding] = made
        return made


class CacheMiddleware:
    """Answers GET and HEAD from memory, or asks the app; everything else goes to the app."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        modified: datetime,
        version: str,
        pages: frozenset[str],
        browsers: Mapping[str, str],
    ) -> None:
        """Put the cache around `app`.

        `modified` is the date of every answer, in UTC. `version` differs where what is served
        differs: with the address it identifies the answer to a query, whose bytes would take longer
        to hash than to send. `pages` are the paths of pages for people, whose query is ignored:
        links that are shared carry `utm_source` and the like. `browsers` maps a path to the page
        that a browser gets there, which prefers HTML to JSON.
        """
        self.app, self._modified, self._version = app, modified, version.encode()
        self._last_modified = (b"last-modified", format_datetime(modified, usegmt=True).encode())
        self._pages, self._browsers = pages, browsers
        self._answers: dict[tuple[str, str] | str, _Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from memory in as few steps as can be."""
        if scope["type"] != "http" or scope["method"] not in _READ:
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])  # of a field that comes twice, the last line counts
        key = path = scope["path"]
        if path in self._browsers and _prefers_html(headers.get(b"accept", b"")):
            path = self._browsers[path]
            key = scope["path"], path
        query = b"" if path in self._pages else scope["query_string"]
        answer = None if query else self._answers.get(key)
        if answer is None:
            answer = await self._ask(scope, receive, send, path, query)
            if answer is None:
                return
            if answer.is_kept:
                self._answers[key] = answer
        accepted = headers.get(b"accept-encoding")
        encoding = preferred_encoding(accepted) if accepted else IDENTITY
        made = answer
        if encoding != IDENTITY:
            made = answer.encoded.get(encoding) or await answer.encode(encoding)
        is_conditional = b"if-none-match" in headers or b"if-modified-since" in headers
        if is_conditional and is_not_modified(headers, made.etag, self._modified):
            await send(made.not_modified)
            await send(_NO_BODY)
            return
        await send(made.start)
        await send(_NO_BODY if scope["method"] == "HEAD" else made.body)

    async def _ask(
        self, scope: Scope, receive: Receive, send: Send, path: str, query: bytes
    ) -> _Answer | None:
        """Return the app's answer to a GET if it is a 200; pass on any other."""
        asked = {**scope, "method": "GET", "path": path, "query_string": query, "headers": []}
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)
            if messages[0]["status"] != 200:  # noqa: PLR2004
                is_head = scope["method"] == "HEAD" and "body" in message
                await send({**message, "body": b""} if is_head else message)

        await self.app(asked, receive, collect)
        start, *parts = messages
        if start["status"] != 200:  # noqa: PLR2004
            return None
        headers = [header for header in start["headers"] if header[0] != b"content-length"]
        body = b"".join([part.get("body", b"") for part in parts])
        given = dict(headers)
        is_fixed = b"no-store" not in given.get(b"cache-control", b"")
        if b"cache-control" not in given:
            headers.append((b"cache-control", b"max-age=3600, stale-while-revalidate=86400"))
        if is_fixed:
            headers.append(self._last_modified)
        is_chosen = scope["path"] in self._browsers
        headers += [
            (b"accept-ranges", b"none"),
            (b"vary", b"Accept, Accept-Encoding" if is_chosen else b"Accept-Encoding"),
        ]
        if path != scope["path"]:  # relative, since only a proxy may know what stands before it
            headers.append((b"content-location", path.rpartition("/")[2].encode()))
        content = b"%b %b?%b" % (self._version, path.encode(), query) if query else body
        etag = entity_tag(given.get(b"content-type", b""), content)
        is_kept = is_fixed and not query and len(self._answers) < MAX_ENTRIES
        return _Answer(headers, body, etag, is_kept=is_kept)


def _prefers_html(accept: bytes) -> bool:
    """Return whether an Accept field (RFC 9110 §12.5.1) begins with text/html, as browsers' do."""
    return accept.split(b",", 1)[0].split(b";", 1)[0].strip() == b"text/html"
