"""When exactly a connection is dropped, without waiting for it."""

from collections.abc import Callable
from types import SimpleNamespace

from app.serving import bounded
from app.serving.bounded import Bounded


class Clock:
    """What a connection sees of time and of its transport."""

    def __init__(self, left: list[int]) -> None:
        self.now, self.left, self.aborted = 0.0, left, False
        self.next: tuple[float, Callable[[], None]] = (0.0, lambda: None)

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, call: Callable[[], None]) -> None:
        self.next = self.now + seconds, call

    def get_write_buffer_size(self) -> int:
        return self.left[min(int(self.now / bounded.READING), len(self.left) - 1)]

    def abort(self) -> None:
        self.aborted = True


def dropped_after(left: list[int], *, begun: float | None = None) -> float | None:
    """Return when a connection is dropped that has `left` so much to send at each look."""
    clock = Clock(left)
    connection = SimpleNamespace(
        loop=clock, transport=clock, pipeline=[], _begun=begun, _waiting=(0, 0), _since=0.0
    )
    connection._forget = lambda: None  # noqa: SLF001
    connection._look = lambda: Bounded._look(connection)  # noqa: SLF001
    clock.call_later(bounded.READING, connection._look)  # noqa: SLF001
    while not clock.aborted and clock.now < 1000:
        clock.now, look = clock.next
        look()
    return clock.now if clock.aborted else None


def test_when_exactly_who_is_dropped() -> None:
    """20 seconds for the head of a request, 60 in which nothing is taken of an answer."""
    assert dropped_after([0]) is None
    assert dropped_after([0], begun=0.0) == 20
    assert dropped_after([0], begun=13.5) == 33.5
    assert dropped_after([900, 700, 500, 300, 100, 0]) is None
    assert dropped_after([900, 800, 700]) == 40 + 60
    assert dropped_after([0, 5]) == 20 + 60
    assert dropped_after([0, 5, 5, 5, 4, 4, 4, 0]) is None
