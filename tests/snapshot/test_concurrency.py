import asyncio
from dataclasses import dataclass, field

import pytest

from app.snapshot import Snapshots
from app.snapshot import rendered as module
from app.snapshot.asgi import Receive, Scope, Send
from app.snapshot.coding import encode
from tests.snapshot.toy import (
    LONG,
    POLICY,
    Page,
    Reply,
    Toy,
    fetch,
    pages,
    problem,
    respond,
    scope_for,
)


@dataclass
class Slow:
    """Answers when it is told to."""

    page: Page = field(default_factory=Page)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    fails: bool = False

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        await self.go.wait()
        if self.fails:
            message = "no"
            raise RuntimeError(message)
        await respond(send, self.page)


async def together(slow: Slow, *, gone: int | None = None) -> tuple[list[str], list[Reply]]:
    toy = Toy(handlers={"/slow": slow})
    layer = Snapshots(toy, policy=POLICY, problem=problem)
    targets = ["/slow?a=1&b=2", "/slow?b=2&a=1"] * 10
    tasks = [asyncio.create_task(fetch(layer, scope_for(target))) for target in targets]
    await asyncio.sleep(0)
    if gone is not None:
        await asyncio.sleep(0)
        tasks.pop(gone).cancel()
    slow.go.set()
    return toy.asked, await asyncio.gather(*tasks)


def test_many_first_requests_render_once() -> None:
    asked, replies = asyncio.run(together(Slow()))
    assert asked == ["/slow"]
    assert {reply.status for reply in replies} == {200}
    assert len(replies) == 20


def test_the_first_client_may_go_and_the_others_are_answered() -> None:
    asked, replies = asyncio.run(together(Slow(), gone=0))
    assert asked == ["/slow"]
    assert [reply.body for reply in replies] == [b"{}"] * 19


def test_a_failure_is_shared_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    asked, replies = asyncio.run(together(Slow(fails=True)))
    assert asked == ["/slow"]
    assert len({reply.json["id"] for reply in replies}) == 1
    assert len(caplog.records) == 1


def test_a_body_is_encoded_once_for_all_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(body: bytes, coding: str) -> bytes:
        calls.append(coding)
        return encode(body, coding)

    async def run() -> list[Reply]:
        layer = Snapshots(Toy(pages()), policy=POLICY, problem=problem)
        scopes = [scope_for("/list", fields=[("Accept-Encoding", "br")]) for _ in range(9)]
        return await asyncio.gather(*(fetch(layer, scope) for scope in scopes))

    monkeypatch.setattr(module, "encode", counted)
    replies = asyncio.run(run())
    assert calls == ["br"]
    assert len({reply.body for reply in replies}) == 1


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("body", [b"", LONG, LONG * 2, LONG * 40])
def test_encoding_is_deterministic(body: bytes, coding: str) -> None:
    assert encode(body, coding) == encode(body, coding)
