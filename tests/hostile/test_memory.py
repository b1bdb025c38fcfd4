"""What outsiders can make the server remember has a bound."""

import asyncio
import functools
import random

import pytest

from app import delivery
from app.data.dataset import Dataset
from app.factory import Record, create_app
from app.settings import Settings
from app.snapshot import Policy
from tests.conftest import FIXTURES
from tests.hostile.parsers import ask

BOUND = 2**20
TIMES = 1_500


async def flood(app: Record, chance: random.Random) -> int:
    """Ask what nobody has asked before; return the most that was kept at any time."""
    most = 0
    for number in range(TIMES):
        word = f"{chance.getrandbits(64):x}"
        path, query = chance.choice(
            [
                (b"/search", f"q={word}&limit={number % 1000 + 1}"),
                (b"/areas", f"limit={number % 1000 + 1}&offset={number}"),
                (b"/claims", f"limit={number % 9 + 1}&offset={number}"),
                (b"/statements", f"offset={number}&limit={number % 1000 + 1}"),
                (b"/areas/" + word.encode(), ""),
                (b"/areas", f"{word}=1"),
            ]
        )
        headers = [(b"host", word.encode()), (b"accept-encoding", f"br, {word};q=0".encode())]
        status, _ = await ask(app, path, query.encode(), headers)
        assert status in {200, 400, 404}
        most = max(most, app.snapshots._representations._store.size)  # noqa: SLF001 -- the measure
    return most


def test_random_queries_do_not_grow_the_memory_past_its_bound(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "Policy", functools.partial(Policy, max_bytes=BOUND))
    app = create_app(dataset, Settings(data=FIXTURES, access_log="off"))
    most = asyncio.run(flood(app, random.Random(8)))  # noqa: S311 -- the same every time
    assert BOUND / 2 < most <= BOUND
    recall = app.snapshots._recall  # noqa: SLF001
    assert len(recall.understood) <= 256
    assert len(app.snapshots._shortcuts) <= 256  # noqa: SLF001
