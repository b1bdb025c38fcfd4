"""A rendered answer and its encoded variants, ready to be sent."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256

from app.snapshot.asgi import Headers
from app.snapshot.coding import SUFFIX, encode
from app.snapshot.negotiate import IDENTITY, OFFERED, ONLY_IDENTITY
from app.snapshot.variant import Answer, Variant

# Encoding more than this would be felt by the other requests of the event loop.
_IN_A_THREAD = 2**13


def strong_tag(content_type: bytes, body: bytes) -> bytes:
    """Make a strong validator (RFC 9110 §8.8.1): the same for the same bytes, everywhere."""
    digest = sha256(content_type + b"\n" + body).digest()[:16]
    return b'"' + urlsafe_b64encode(digest).rstrip(b"=") + b'"'


class Rendered:
    """An answer of the app in full: `status`, `headers` and `body` as sent without coding.

    With an `etag`, it is a 200 whose variants differ in validator and coding (RFC 9110 §8.8.3.3);
    without one it is sent as it is. `alternates` are the paths that represent it in other types.
    """

    __slots__ = (
        "_chosen",
        "_encoding",
        "_plain",
        "_variants",
        "alternates",
        "body",
        "coded",
        "grown",
        "headers",
        "media_type",
        "modified",
        "status",
    )

    def __init__(  # noqa: PLR0913 - all of it is what an answer consists of
        self,
        status: int,
        headers: Headers,
        body: bytes,
        *,
        media_type: str = "",
        etag: bytes = b"",
        modified: int | None = None,
        coded: bool = False,
        alternates: Mapping[str, str] | None = None,
    ) -> None:
        """Take an answer's parts; `coded` says that encoded variants are worth having."""
        identity = Variant(status, headers, body, etag)
        self.status, self.headers, self.body = status, identity.headers, body
        self.media_type, self.modified, self.coded = media_type, modified, coded
        self.alternates = alternates or {}
        # Called when an encoded body has been added: whoever keeps this may want to know.
        self.grown: Callable[[], None] = ignore
        self._plain = headers
        self._variants: dict[str, Variant] = {IDENTITY: identity}
        self._chosen: dict[tuple[str, ...], Variant] = {ONLY_IDENTITY: identity}
        self._encoding: dict[str, asyncio.Task[Variant]] = {}

    @property
    def size(self) -> int:
        """Measure what keeping this takes, encoded bodies included."""
        return sum(variant.size for variant in self._variants.values())

    @property
    def codings(self) -> tuple[str, ...]:
        """List the codings there are, the server's favourite first."""
        return OFFERED if self.coded else ONLY_IDENTITY

    async def encoded(self, coding: str) -> bytes:
        """Give the body in `br`, `gzip` or `identity`; encoded once, however many ask."""
        return (await self._variant(coding)).body

    async def prepare(self, accepted: tuple[str, ...]) -> None:
        """Choose the variant for these codings, best first; none, where none is acceptable.

        A coding is chosen where it makes the body smaller, or where identity is refused
        (RFC 9110 §12.5.3).
        """
        offered = [c for c in accepted if c in self.codings]
        for coding in offered:
            variant = await self._variant(coding)
            if coding == IDENTITY or len(variant.body) < len(self.body):
                self._chosen[accepted] = variant
                return
        if offered:
            self._chosen[accepted] = await self._variant(offered[0])

    def plain(self, method: str) -> Answer:
        """Answer without negotiation or conditions, as fits all but a 200 (RFC 9110 §13.2.1)."""
        answers = self._variants[IDENTITY].answers
        return answers["HEAD" if method == "HEAD" else "GET"]

    def chosen(self, accepted: tuple[str, ...]) -> Variant | None:
        """Give the variant for `accepted`; None: there is none, or it is not prepared yet."""
        return self._chosen.get(accepted)

    async def _variant(self, coding: str) -> Variant:
        known = self._variants.get(coding)
        if known is not None:
            return known
        task = self._encoding.get(coding)
        if task is None:
            task = asyncio.create_task(self._encode(coding))
            self._encoding[coding] = task
            task.add_done_callback(lambda _: self._encoding.pop(coding))
        # Shielded: the client that asked first may go, the others still wait for it.
        return await asyncio.shield(task)

    async def _encode(self, coding: str) -> Variant:
        if len(self.body) > _IN_A_THREAD:
            body = await asyncio.to_thread(encode, self.body, coding)
        else:
            body = encode(self.body, coding)
        etag = self._variants[IDENTITY].etag[:-1] + SUFFIX[coding] + b'"'
        headers = (*self._plain, (b"content-encoding", coding.encode()))
        variant = Variant(self.status, headers, body, etag)
        self._variants[coding] = variant
        self.grown()
        return variant


def ignore() -> None:
    """Do nothing about growth, as for an answer that nobody keeps."""
