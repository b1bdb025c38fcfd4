"""How far a long command is: a bar on a terminal, a few plain lines elsewhere."""

from types import TracebackType
from typing import Self, TextIO

_WIDTH = 30
_STEPS = 10


class Progress:
    """Shows how much of the work is done; nothing of a bar is left when it ends."""

    def __init__(self, stream: TextIO) -> None:
        """Show it on `stream`."""
        self._stream = stream
        self._bar = stream.isatty()
        self._step = 0

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Wipe the bar."""
        if self._bar:
            self._stream.write("\r\x1b[K")

    def show(self, done: int, total: int, what: str) -> None:
        """Say that `done` of `total` are done, `what` the last; the total may still grow."""
        step = _STEPS * done // total
        if self._bar:
            full = _WIDTH * done // total
            bar = "█" * full + "░" * (_WIDTH - full)
            self._stream.write(f"\r\x1b[K{bar} {done}/{total} {what[:40]}")
        elif step > self._step or done == 1:
            self._stream.write(f"{done} of {total} answers written\n")
        self._step = max(step, self._step)
        self._stream.flush()
