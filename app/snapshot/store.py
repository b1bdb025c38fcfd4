"""What is kept, and never more of it than the bound."""

from collections import OrderedDict
from dataclasses import dataclass, field
from sys import getsizeof

from app.snapshot.rendered import Rendered, ignore
from app.snapshot.target import Alias

# Spellings of one query that are answered without parsing; the oldest makes room.
_ALIASES = 4
# What Python needs besides the strings: tuples, objects, slots in dictionaries.
_ALIAS_OVERHEAD = 384
_ENTRY_OVERHEAD = 2560
_NEARLY = 0.9


@dataclass(slots=True, eq=False)
class _Kept:
    key: Alias
    rendered: Rendered
    size: int = 0
    aliases: list[Alias] = field(default_factory=list)

    def measure(self) -> int:
        names = sum(_length(alias) for alias in (self.key, *self.aliases))
        return _ENTRY_OVERHEAD + names + self.rendered.size


class Store:
    """Rendered answers by key, least recently used first to go, within `max_bytes`.

    The bound covers all that is kept: keys, aliases, headers, bodies and encoded bodies.
    """

    def __init__(self, max_bytes: int) -> None:
        """Promise to stay within `max_bytes`, and to call `dropped` whenever something goes.

        `touch` says that an answer found here before was used again.
        """
        self._max_bytes = max_bytes
        self._entries: dict[Alias, _Kept] = {}
        # In the order of use; by identity, which is quicker to find than a key.
        self._used: OrderedDict[Rendered, _Kept] = OrderedDict()
        self.touch = self._used.move_to_end
        self.dropped = ignore
        self._aliases: dict[Alias, _Kept] = {}
        self.size = 0

    def __len__(self) -> int:
        """Count the answers kept."""
        return len(self._entries)

    @property
    def is_full(self) -> bool:
        """Whether little more can be kept before something has to go."""
        return self.size > _NEARLY * self._max_bytes

    def recall(self, alias: Alias) -> Rendered | None:
        """Find an answer by a spelling met before: one look, no parsing."""
        kept = self._aliases.get(alias)
        if kept is None:
            return None
        self.touch(kept.rendered)
        return kept.rendered

    def find(self, key: Alias, alias: Alias) -> Rendered | None:
        """Find an answer by its key, and remember this spelling of it."""
        kept = self._entries.get(key)
        if kept is None:
            return None
        self.touch(kept.rendered)
        if alias not in self._aliases:
            self._name(kept, alias)
        return kept.rendered

    def add(self, key: Alias, rendered: Rendered) -> None:
        """Keep an answer, if it is smaller than the bound; others go to make room."""
        if key in self._entries:
            self._drop(self._entries[key])
        kept = self._entries[key] = _Kept(key, rendered)
        self._used[rendered] = kept
        rendered.grown = lambda: self._settle(kept)
        self._name(kept, key)

    def _name(self, kept: _Kept, alias: Alias) -> None:
        if len(kept.aliases) == _ALIASES:
            del self._aliases[kept.aliases.pop(0)]
        kept.aliases.append(alias)
        self._aliases[alias] = kept
        self._settle(kept)

    def _settle(self, kept: _Kept) -> None:
        size = kept.measure()
        self.size += size - kept.size
        kept.size = size
        # Alone too large: no use in throwing the others out first.
        if size > self._max_bytes:
            self._drop(kept)
        while self.size > self._max_bytes:
            self._drop(next(iter(self._used.values())))

    def _drop(self, kept: _Kept) -> None:
        del self._entries[kept.key]
        del self._used[kept.rendered]
        # It may still be on its way to a client, and be encoded for it: no longer our memory.
        kept.rendered.grown = ignore
        self.dropped()
        for alias in kept.aliases:
            del self._aliases[alias]
        self.size -= kept.size


def _length(alias: Alias) -> int:
    return _ALIAS_OVERHEAD + sum(getsizeof(part) for part in alias)
