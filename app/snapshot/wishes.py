"""What a client wants, read once for all the requests that say it in the same words."""

from collections.abc import Mapping

from app.snapshot.host import is_host
from app.snapshot.negotiate import ONLY_IDENTITY, codings, quality

# Clients that repeat themselves are few and say little; more than this is not remembered, for it
# would be memory that an outsider chooses.
_REMEMBERED = 256
_LONGEST = 512
_MEDIA_TYPES = 64

_Words = tuple[bytes | None, bytes | None, bytes | None]


class Wishes:
    """The codings a client accepts, best first, and how much it wants a media type."""

    __slots__ = ("_weights", "accept", "codings")

    def __init__(self, accept: bytes | None, accept_encoding: bytes | None) -> None:
        """Read the two fields; a field that is not there wishes nothing (RFC 9110 §12.5)."""
        self.accept = accept
        self.codings = ONLY_IDENTITY if accept_encoding is None else codings(accept_encoding)
        self._weights: dict[str, float] = {}

    def weight(self, media_type: str) -> float:
        """Give the quality of a media type; 0: not acceptable."""
        weight = self._weights.get(media_type)
        if weight is None:
            weight = 1.0 if self.accept is None else quality(self.accept, media_type)
            if len(self._weights) < _MEDIA_TYPES:
                self._weights[media_type] = weight
        return weight

    def preferred(self, media_type: str, alternates: Mapping[str, str]) -> str | None:
        """Name the path of the alternate that is wanted more than `media_type`, if any.

        A tie, and so `*/*`, goes to the resource's own type.
        """
        path, most = None, self.weight(media_type)
        for alternate in alternates:
            weight = self.weight(alternate)
            if weight > most:
                path, most = alternates[alternate], weight
        return path


class Understood(dict[_Words, Wishes]):
    """Wishes by the words they were said in: Host, Accept, Accept-Encoding.

    Only what came with a valid Host is in it, so finding something here means that Host is right.
    """

    def learn(self, fields: Mapping[bytes, bytes]) -> Wishes:
        """Read the wishes of a request, and remember them within a fixed amount of memory."""
        host, accept = fields.get(b"host"), fields.get(b"accept")
        words = (host, accept, fields.get(b"accept-encoding"))
        wishes = Wishes(accept, words[2])
        if host is not None and is_host(host) and sum(len(w or b"") for w in words) < _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[words] = wishes
        return wishes
