"""One line per request on standard output, that says what was asked and how it was answered."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cli.processes import WAITING, started
from tests.http.wire import Wire

ASKED = (
    ("GET", "/areas?limit=1", 200, "miss"),
    ("GET", "/areas?limit=1", 200, "hit"),
    ("HEAD", "/areas?limit=1", 200, "hit"),
    ("GET", "/nowhere", 404, "miss"),
    ("POST", "/areas?limit=1", 405, "hit"),
    ("GET", "/health", 200, "pass"),
)
TEXT = re.compile(r"([A-Z]+) (/\S*|\*) (\d{3}) (\d+) B (\d+\.\d\d) ms (hit|miss|pass)\n")


@contextmanager
def asked(*options: str, log: str = "text") -> Iterator[tuple[list[int], "subprocess.Popen[str]"]]:
    """Ask a new server for `ASKED`, and give the sizes of the answers and the process."""
    with started("app", "serve", "--port", "0", *options, variables={"RECORD_ACCESS_LOG": log}) as (
        url,
        process,
    ):
        replies = [Wire(url).ask(target, method) for method, target, _, _ in ASKED]
        assert [reply.status for reply in replies] == [status for _, _, status, _ in ASKED]
        yield [len(reply.body) for reply in replies], process


def lines(process: "subprocess.Popen[str]") -> list[str]:
    """Stop a server, and return the lines of its log that are about requests."""
    process.terminate()
    try:
        rest, _ = process.communicate(timeout=WAITING)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return [one for one in rest.splitlines(keepends=True) if re.match(r'[A-Z]+ [/*]|{"me', one)]


def test_text_is_for_people() -> None:
    with asked("--access-log", "text", log="json") as (sizes, process):
        found = [TEXT.fullmatch(line) for line in lines(process)]
    parts = [one.groups() for one in found if one]
    assert len(parts) == len(found)
    assert [(m, p, int(s), o) for m, p, s, _, _, o in parts] == [*ASKED]
    assert [int(size) for *_, size, _, _ in parts] == sizes


def test_json_is_for_machines() -> None:
    with asked("--access-log", "json") as (sizes, process):
        records = [json.loads(line) for line in lines(process)]
    told = ("method", "path", "status", "snapshot")
    assert [tuple(record[name] for name in told) for record in records] == [*ASKED]
    assert [record["bytes"] for record in records] == sizes
    assert all(record["milliseconds"] > 0 for record in records)
    # Who asked is nobody's business.
    assert {*records[0]} == {*told, "bytes", "milliseconds"}


def test_off_is_off() -> None:
    with asked(log="off") as (_, process):
        assert lines(process) == []


def test_workers_share_one_log() -> None:
    with started("app", "serve", "--port", "0", "--workers", "2") as (url, process):
        for number in range(20):
            assert Wire(url).ask(f"/nowhere/{number}").status == 404
        found = [TEXT.fullmatch(line) for line in lines(process)]
    assert sorted(one[2] for one in found if one) == sorted(f"/nowhere/{n}" for n in range(20))


def test_no_line_can_be_forged() -> None:
    with started("app", "serve", "--port", "0") as (url, process):
        Wire(url).ask("/a%0D%0AGET%20/b", "GET", "X-Forwarded-For: 192.0.2.1")
        Wire(url).ask('/"<>')
        log = lines(process)
    assert [line.split()[1] for line in log] == ["/a%0D%0AGET%20/b", "/%22%3C%3E"]
