import json
import logging
import re

import pytest

from app.snapshot import Access, AccessLog
from tests.snapshot.toy import Client


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "app.access"]


def test_a_line_tells_what_was_asked_and_who_answered(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "app.access")
    client = Client(access_log=AccessLog(json=True))
    requests = [
        ("/item?a=1", "GET"),
        ("/item?a=1", "HEAD"),
        ("/health", "GET"),
        ("/missing", "GET"),
        ("*", "OPTIONS"),
        ("/item?a=1", "POST"),
    ]
    for target, method in requests:
        client.ask(target, method)
    client.ask("/item", host="")
    records = [json.loads(line) for line in lines(caplog)]
    names = ("method", "path", "status", "snapshot")
    assert [tuple(record[name] for name in names) for record in records] == [
        ("GET", "/item?a=1", 200, "miss"),
        ("HEAD", "/item?a=1", 200, "hit"),
        ("GET", "/health", 200, "pass"),
        ("GET", "/missing", 404, "miss"),
        ("OPTIONS", "*", 204, "pass"),
        ("POST", "/item?a=1", 405, "hit"),
        ("GET", "/item", 400, "pass"),
    ]
    assert [record["bytes"] for record in records[:2]] == [13, 0]
    assert all(record["milliseconds"] >= 0 for record in records)


def test_a_line_of_text_cannot_be_forged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "app.access")
    raw = b"/a\r\nGET /b 200\x1b[31m\xe2\x80\xa8\\"
    for log in (AccessLog(), AccessLog(json=True)):
        Client(access_log=log).ask("/a", "GE\nT", raw_path=raw, query_string=b'"\r\n')
    text, record = lines(caplog)
    path = "/a%0D%0AGET%20/b%20200%1B%5B31m%E2%80%A8%5C?%22%0D%0A"
    assert re.fullmatch(rf"GE%0AT {re.escape(path)} 404 22 B \d+\.\d\d ms miss", text)
    assert json.loads(record)["path"] == path


def test_a_line_of_text_reads_like_this(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "app.access")
    AccessLog().write(Access("GET", "/a", 200, 12, 0.5, "hit"))
    assert lines(caplog) == ["GET /a 200 12 B 0.50 ms hit"]


def test_nothing_is_written_when_nobody_listens(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "app.access")
    Client(access_log=AccessLog()).ask("/item")
    assert lines(caplog) == []
