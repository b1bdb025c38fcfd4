"""Response cache: a 200 to a GET without a query is made once and kept in a dictionary.

That is right because what is served never changes while the process runs, and because the app sees
no header of a client: what it answers to one, it answers to all. What depends on headers happens
here: the encoding, 304 (RFC 9110 §13), HEAD (§9.3.2), and pages for browsers (§12.1).
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.conditional import entity_tag, http_date, is_not_modified
from app.middleware.encoding import IDENTITY, encode, is_compressible, preferred_encoding

Headers = list[tuple[bytes, bytes]]
_Key = str | tuple[str, str]
"""A path, or a path and the page that a browser gets there."""

MAX_ENTRIES = 200_000
"""How many answers are kept at the most; guessed addresses add none, for a 404 is not kept."""

_READ = frozenset({"GET", "HEAD"})

# RFC 9110 §15.4.5 wants validators and what steers caches; of the rest the client has a copy.
_NOT_IN_304 = frozenset(
    {b"accept-ranges", b"content-encoding", b"content-length", b"content-type", b"link"}
)


class _Representation(NamedTuple):
    """One encoding of an answer, as the ASGI messages that send it."""

    etag: bytes
    start: Message
    body: Message
    not_modified: Message


class _Answer:
    """A 200 to a GET: its headers and body, and its encodings, each made once."""

    def __init__(self, headers: Headers, body: bytes, etag: bytes, *, is_kept: bool) -> None:
        self._headers, self._body, self._etag, self._is_kept = headers, body, etag, is_kept
        self.forms: dict[str, _Representation] = {}

    async def make(self, encoding: str) -> _Representation:
        """Return the answer in an encoding, or as it is where that would not be shorter."""
        etag, body, headers = self._etag, self._body, self._headers
        is_text = is_compressible(dict(headers).get(b"content-type", b""))
        # Below 300 bytes an encoding saves less than its header costs.
        if encoding != IDENTITY and is_text and len(body) >= 300:  # noqa: PLR2004
            if self._is_kept:  # a few ms for a small answer, 200 for the largest
                encoded = await asyncio.to_thread(encode, body, encoding, is_kept=True)
            else:
                encoded = encode(body, encoding, is_kept=False)
            if len(encoded) < len(body):
                body, etag = encoded, etag[:-1] + f'-{encoding}"'.encode()
                headers = [*headers, (b"content-encoding", encoding.encode())]
        headers = [*headers, (b"etag", etag), (b"content-length", b"%d" % len(body))]
        headers_304 = [header for header in headers if header[0] not in _NOT_IN_304]
        form = self.forms[encoding] = _Representation(
            etag,
            {"type": "http.response.start", "status": 200, "headers": headers},
            {"type": "http.response.body", "body": body},
            {"type": "http.response.start", "status": 304, "headers": headers_304},
        )
        return form


_NO_BODY: Message = {"type": "http.response.body", "body": b""}


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

        `modified` is the date of every answer, and `version` differs where what is served differs:
        with the address it identifies the answer to a query, whose bytes would take longer to hash
        than to send. `pages` are the paths of pages for people, whose query is ignored: links that
        are shared carry `utm_source` and the like. `browsers` maps a path to the page that a
        browser gets there, which prefers HTML to JSON.
        """
        self.app, self._modified, self._version = app, modified, version.encode()
        self._last_modified = (b"last-modified", http_date(modified))
        self._pages, self._browsers = pages, browsers
        self._answers: dict[_Key, _Answer] = {}

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
        answer = None
        if not scope["query_string"] or path in self._pages:
            answer = self._answers.get(key)
        if answer is None:
            answer = await self._ask(scope, receive, send, (key, path))
            if answer is None:
                return
        accepted = headers.get(b"accept-encoding")
        encoding = preferred_encoding(accepted) if accepted else IDENTITY
        form = answer.forms.get(encoding) or await answer.make(encoding)
        is_conditional = b"if-none-match" in headers or b"if-modified-since" in headers
        if is_conditional and is_not_modified(headers, form.etag, self._modified):
            await send(form.not_modified)
            await send(_NO_BODY)
            return
        await send(form.start)
        await send(_NO_BODY if scope["method"] == "HEAD" else form.body)

    async def _ask(
        self, scope: Scope, receive: Receive, send: Send, place: tuple[_Key, str]
    ) -> _Answer | None:
        """Return the app's answer to a GET if it is a 200; pass on any other."""
        key, path = place
        query = b"" if path in self._pages else scope["query_string"]
        asked = {**scope, "method": "GET", "path": path, "query_string": query, "headers": []}
        messages: list[Message] = []
        failure: Exception | None = None

        async def collect(message: Message) -> None:
            messages.append(message)

        try:
            await self.app(asked, receive, collect)
        except Exception as error:  # noqa: BLE001 -- raised again below, when the client has its 500
            failure = error
        start, body = messages[0], b"".join(one.get("body", b"") for one in messages[1:])
        headers = [(name.lower(), value) for name, value in start["headers"]]
        headers = [header for header in headers if header[0] != b"content-length"]
        if start["status"] != 200:  # noqa: PLR2004
            await send({**start, "headers": [*headers, (b"content-length", b"%d" % len(body))]})
            body = b"" if scope["method"] == "HEAD" else body
            await send({"type": "http.response.body", "body": body})
            if failure is not None:
                raise failure
            return None
        given = dict(headers)
        is_fixed = b"no-store" not in given.get(b"cache-control", b"")
        if b"cache-control" not in given:
            headers.append((b"cache-control", b"max-age=3600, stale-while-revalidate=86400"))
        if is_fixed:
            headers.append(self._last_modified)
        chosen_by = (
            b"Accept, Accept-Encoding" if scope["path"] in self._browsers else b"Accept-Encoding"
        )
        headers += [(b"accept-ranges", b"none"), (b"vary", chosen_by)]
        if path != scope["path"]:  # relative, since only a proxy may know what stands before it
            headers.append((b"content-location", path.rpartition("/")[2].encode()))
        content = b"%b %b?%b" % (self._version, path.encode(), query) if query else body
        etag = entity_tag(given.get(b"content-type", b""), content)
        is_kept = is_fixed and not query and len(self._answers) < MAX_ENTRIES
        answer = _Answer(headers, body, etag, is_kept=is_kept)
        if is_kept:
            self._answers[key] = answer
        return answer


def _prefers_html(accept: bytes) -> bool:
    """Return whether an Accept field (RFC 9110 §12.5.1) begins with text/html, as browsers' do."""
    return accept.split(b",", 1)[0].split(b";", 1)[0].strip() == b"text/html"
