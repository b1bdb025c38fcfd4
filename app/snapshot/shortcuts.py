"""The very same request again: its answer in one look."""

from app.snapshot.asgi import Header
from app.snapshot.rendered import Rendered
from app.snapshot.variant import Answer

# What a shortcut may take at most, of a bound of which shortcuts take a sixteenth at most.
_COST = 4096
_SHARE = 16
_MOST = 256
_LONGEST = 1024
_MOST_HEADERS = 16

# Method, root_path, path, raw_path, query_string, and the header lines, all as they came.
Request = tuple[object, ...]


class Shortcuts(dict[Request, tuple[Answer, Rendered]]):
    """Answers by the whole request, of those given from memory; few, small, and soon forgotten.

    Everything that an answer from memory can depend on is in the key. All shortcuts go when
    something is dropped from memory, so that none can hold on to it.
    """

    def __init__(self, max_bytes: int) -> None:
        """Take no more than a sixteenth of `max_bytes`."""
        super().__init__()
        self._most = min(_MOST, max_bytes // (_COST * _SHARE))
        self.reserved = self._most * _COST

    def learn(
        self, request: Request, headers: list[Header], answer: Answer, rendered: Rendered
    ) -> None:
        """Remember an answer of `rendered`; with too many, all are forgotten and learnt anew."""
        words = (part for part in request if isinstance(part, str | bytes))
        length = sum(map(len, words)) + sum(len(name) + len(value) for name, value in headers)
        if self._most and len(headers) <= _MOST_HEADERS and length <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[request] = answer, rendered
