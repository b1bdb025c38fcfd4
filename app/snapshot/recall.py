"""The quick way: an answer from memory, without waiting, parsing or asking anybody."""

from collections.abc import Callable

from app.snapshot.conditional import verdict
from app.snapshot.fields import Fields
from app.snapshot.rendered import Rendered
from app.snapshot.target import Alias, Target
from app.snapshot.variant import Answer, Variant
from app.snapshot.wishes import Understood

_OK = 200
_NOT_MODIFIED = 304
_CONTENT = frozenset((b"content-length", b"transfer-encoding"))


class Recall:
    """Finds answers to GET and HEAD for clients whose wishes were understood before."""

    def __init__(self, find: Callable[[Alias], Rendered | None]) -> None:
        """Look for what is kept with `find`; nothing is `understood` yet."""
        self._find = find
        self.understood = Understood()

    def __call__(
        self, method: str, target: Target, fields: Fields
    ) -> tuple[Answer, Rendered] | None:
        """Answer a request; None: it takes more than memory.

        As with content: what announces it may be read as another request by the next server
        (RFC 9112 §11.2), so nothing is answered before it has been seen to be well-formed.
        """
        value = fields.get
        words = value(b"host"), value(b"accept"), value(b"accept-encoding")
        wishes = self.understood.get(words)
        if wishes is None or method not in ("GET", "HEAD") or not _CONTENT.isdisjoint(fields):
            return None
        kept = self._find(target)
        if kept is not None and kept.alternates:
            path = wishes.preferred(kept.media_type, kept.alternates)
            kept = kept if path is None else self._find((*target, path))
        if kept is None or (wishes.accept is not None and not wishes.weight(kept.media_type)):
            return None
        variant = kept.chosen(wishes.codings)
        answer = None if variant is None else under(fields, method, variant, kept)
        return None if answer is None else (answer, kept)


def under(fields: Fields, method: str, variant: Variant, rendered: Rendered) -> Answer | None:
    """Answer with a variant under the request's conditions; None: they are false."""
    status = verdict(fields, variant.etag, rendered.modified)
    if status == _OK:
        return variant.answers[method]
    return variant.not_modified if status == _NOT_MODIFIED else None
