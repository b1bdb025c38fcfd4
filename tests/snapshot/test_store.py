import asyncio
import gc
import tracemalloc

import pytest

from app.snapshot.rendered import Rendered, strong_tag
from app.snapshot.store import Store
from app.snapshot.target import Alias
from tests.snapshot.toy import LONG, Client, Page, Toy


def answer(size: int = 1000) -> Rendered:
    body = b"x" * size
    return Rendered(200, (), body, media_type="text/plain", etag=strong_tag(b"", body), coded=True)


def alias(name: str, query: bytes = b"") -> Alias:
    return ("", name, name.encode(), query)


def filled(store: Store, *names: str, size: int = 1000) -> None:
    for name in names:
        store.add(alias(name), answer(size))


def test_the_least_recently_used_goes_first() -> None:
    store = Store(45_000)
    filled(store, "/a", "/b", "/c", size=8000)
    assert len(store) == 3
    assert store.recall(alias("/a"))
    assert store.find(alias("/b"), alias("/b"))
    filled(store, "/d", size=8000)
    assert store.recall(alias("/c")) is None
    assert store.find(alias("/c"), alias("/c")) is None
    assert store.recall(alias("/a"))


def test_an_answer_larger_than_the_bound_throws_nothing_out() -> None:
    store = Store(40_000)
    filled(store, "/a", "/b")
    filled(store, "/large", size=50_000)
    assert store.recall(alias("/large")) is None
    assert len(store) == 2


def test_a_newer_answer_takes_the_place_of_the_older() -> None:
    store = Store(40_000)
    filled(store, "/a")
    size = store.size
    filled(store, "/a")
    assert (len(store), store.size) == (1, size)


def test_a_few_spellings_are_remembered_and_the_oldest_goes() -> None:
    store = Store(40_000)
    filled(store, "/a")
    spellings = [alias("/a", b"&" * number) for number in range(1, 6)]
    for spelling in spellings:
        assert store.find(alias("/a"), spelling)
    assert store.find(alias("/a"), spellings[-1])
    assert [store.recall(s) is not None for s in spellings] == [False, True, True, True, True]


def test_long_spellings_count() -> None:
    store = Store(40_000)
    filled(store, "/a", "/b")
    store.find(alias("/b"), alias("/b", b"&" * 30_000))
    assert store.recall(alias("/a")) is None
    assert store.size <= 40_000


def test_encoded_bodies_count() -> None:
    async def scenario() -> None:
        store = Store(18_000)
        filled(store, "/a", "/b", size=2000)
        kept = store.recall(alias("/b"))
        assert kept is not None
        size = store.size
        encoded = await kept.encoded("gzip")
        assert store.size > size + len(encoded)
        assert store.recall(alias("/a")) is not None
        assert store.recall(alias("/b")) is not None
        await kept.encoded("br")
        assert store.recall(alias("/a")) is None
        assert store.size <= 18_000

    asyncio.run(scenario())


def test_what_was_dropped_may_still_be_encoded_and_does_not_count() -> None:
    store = Store(40_000)
    filled(store, "/a")
    dropped = store.recall(alias("/a"))
    assert dropped is not None
    filled(store, "/b", "/c", "/d", "/e", size=8000)
    size = store.size
    assert asyncio.run(dropped.encoded("br"))
    assert store.size == size


@pytest.mark.parametrize("body", [b"{}", LONG])
def test_a_flood_of_urls_takes_no_more_memory_than_the_bound(body: bytes) -> None:
    bound = 2**21
    client = Client(Toy({"/search": Page(body)}), max_bytes=bound)
    fields = [("Accept-Encoding", "gzip;q=0.9, identity;q=0")]
    client.ask("/search?q=first", fields=fields)
    gc.collect()
    tracemalloc.start()
    for number in range(bound // len(body) // 20 if len(body) > 100 else 1500):
        client.ask(f"/search?q={number}&q=\xff" + "x" * (number % 300), fields=fields)
    client.toy.asked.clear()
    client.toy.scopes.clear()
    gc.collect()
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown <= bound
