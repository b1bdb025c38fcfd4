"""The answers to be exported: found by following links from the index, asked for as clients do."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from app.export.asking import Asker, Reply
from app.export.links import links
from app.export.naming import file_of

CODINGS = {"br": ".br", "gzip": ".gz"}
"""The codings a body is kept in, and what their files' names end with."""

Save = Callable[[str, bytes, str | None], None]
"""Writes a file of this name and content, with the time of this Last-Modified."""

_OK = 200


@dataclass(frozen=True, slots=True)
class Body:
    """One encoding of an answer, as it was saved."""

    file: str
    etag: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path is answered with."""

    name: str
    """The path and query; or for another form of it, the form's media type, a colon and these."""
    path: str
    media_type: str
    headers: Mapping[str, str]
    unchanged: Mapping[str, str]
    """The headers of a 304."""
    bodies: Mapping[str, Body]
    """By coding; codings that save nothing are not there."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is linked to and has no answer of its own, such as a search without words."""

    path: str
    status: int


class Crawl:
    """Everything that can be reached from some paths, each path once."""

    def __init__(self, asker: Asker, begin: Iterable[str], save: Save) -> None:
        """Begin at these paths, and save what is found."""
        self._asker = asker
        self._save = save
        self._queue = list(dict.fromkeys(begin))
        self._seen = set(self._queue)
        self.left_out: list[LeftOut] = []
        self.done = 0

    @property
    def known(self) -> int:
        """How many paths are known so far."""
        return len(self._seen)

    async def answers(self) -> AsyncIterator[Answer]:
        """Yield the answers as they are found."""
        for path in self._queue:
            self.done += 1
            reply = await self._asker.ask(path)
            if reply.status != _OK:
                self.left_out.append(LeftOut(path, reply.status))
                continue
            self._follow(links(reply, path, self._asker.root_path))
            answer = await self._complete(path, reply)
            yield answer
            if "accept" in reply.headers.get("vary", "").lower().replace(" ", "").split(","):
                page = await self._as_page(answer)
                if page is not None:
                    yield page

    def _follow(self, found: Iterable[str]) -> None:
        new = [path for path in dict.fromkeys(found) if path not in self._seen]
        self._queue += new
        self._seen |= set(new)

    async def _complete(self, path: str, reply: Reply, **accept: str) -> Answer:
        file = file_of(path, reply.media_type)
        bodies = {"": self._saved(file, reply)}
        for coding, suffix in CODINGS.items():
            coded = await self._asker.ask(path, accept_encoding=coding, **accept)
            if coded.headers.get("content-encoding") == coding:
                bodies[coding] = self._saved(file + suffix, coded)
        unchanged = await self._asker.ask(path, if_none_match="*", **accept)
        return Answer(path, path, reply.media_type, reply.lasting, unchanged.lasting, bodies)

    def _saved(self, file: str, reply: Reply) -> Body:
        self._save(file, reply.body, reply.headers.get("last-modified"))
        sum_ = sha256(reply.body).hexdigest()
        return Body(file, reply.headers["etag"], len(reply.body), sum_)

    async def _as_page(self, answer: Answer) -> Answer | None:
        """Return the page for people that this path offers besides, if it does."""
        reply = await self._asker.ask(answer.path, accept="text/html")
        if reply.status != _OK or reply.media_type == answer.media_type:
            return None
        page = await self._complete(answer.path, reply, accept="text/html")
        return replace(page, name=f"{reply.media_type}:{answer.path}")
