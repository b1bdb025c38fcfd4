"""What must hold for everything that reads outside input by itself, whatever that input is.

A property takes any bytes and raises `AssertionError` if it does not hold. Tests try them on
seeds; `tests.benchmarks.fuzz` looks for inputs for which they do not hold.
"""

import asyncio
import contextlib
import datetime as dt
import re
from collections.abc import Callable, Mapping
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from app.data.check import load_dataset
from app.data.jsonfile import JsonFile, UnreadableError
from app.data.pointers import escape, join, leaves, resolve, split
from app.data.positions import positions
from app.data.problems import Problem
from app.data.search import fold
from app.factory import Record, create_app
from app.models.edtf import Edtf, bounds
from app.models.evidence import Pointer
from app.models.passage import PassageLink, passage_link
from app.settings import Settings
from app.snapshot.conditional import entity_tags, matches, none_match
from app.snapshot.dates import http_date
from app.snapshot.host import is_host
from app.snapshot.negotiate import OFFERED, codings, quality
from app.snapshot.target import normalized, reference, target_at

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
_EDTF: TypeAdapter[str] = TypeAdapter(Edtf)
_POINTER: TypeAdapter[str] = TypeAdapter(Pointer)
_LINK: TypeAdapter[str] = TypeAdapter(PassageLink)
_LONGEST_LIST = 8000


def _text(data: bytes) -> str:
    """Return input as what has come through a URL or a JSON file: whole characters only."""
    return data.decode("utf-8", "ignore")


def entity_tag_lists(data: bytes) -> None:
    tags = entity_tags(data)
    again = b", ".join(tags)
    assert entity_tags(again) == tags or len(again) > _LONGEST_LIST
    for tag in tags:
        assert none_match(data, tag)
        assert matches(data, tag) is not tag.startswith(b"W/")
    assert none_match(data, b'"-"') is (
        data.strip() == b"*" or not {b'"-"', b'W/"-"'}.isdisjoint(tags)
    )


def dates(data: bytes) -> None:
    seconds = http_date(data)
    if seconds is not None:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
        assert http_date(format_datetime(moment, usegmt=True).encode()) == seconds


def accepted_codings(data: bytes) -> None:
    found = codings(data)
    assert set(found) <= set(OFFERED)
    assert len(set(found)) == len(found)
    assert codings(data.upper()) == found
    assert "br" in codings(b"br, " + data) or b"br" in data.lower() or b'"' in data


def media_types(data: bytes) -> None:
    weight = quality(data, "application/json")
    assert 0 <= weight <= 1
    assert quality(data.upper(), "application/json") == weight


def hosts(data: bytes) -> None:
    if is_host(data):
        host = data.strip(b" \t").decode("ascii")
        assert not re.search(r"[\s/?#@\\\x00-\x1f]", host)
        assert urlsplit(f"http://{host}/").path == "/"


def queries(data: bytes) -> None:
    query = normalized(data)
    assert normalized(query) == query
    assert re.fullmatch(rb"[!-~]*", query)
    before, after = (
        sorted(parse_qsl(one.decode("latin-1"), keep_blank_values=True, encoding="latin-1"))
        for one in (data, query)
    )
    assert after == before


def addresses(data: bytes) -> None:
    """An address can be printed: in a log, in a header, in HTML; and leads to no other server."""
    for raw in (data, None):
        root, path, _, query = target_at("/" + data.decode("latin-1"), query=data)
        written = reference((root, path, b"/" + data if raw else None, query))
        assert re.fullmatch(r"[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]+", written)
        assert urlsplit(written).netloc == urlsplit(written).scheme == ""


def passages(data: bytes) -> None:
    words = _text(data)[:100]
    for url in ("https://a.example/b", "https://a.example/b#c"):
        link = passage_link(url, words)
        assert _LINK.validate_python(link) == link
        address, _, mark = link.partition(":~:text=")
        assert (address.rstrip("#"), unquote(mark)) == (url, words)
        assert not set(mark) & set("&-,")


def pointers(data: bytes) -> None:
    pointer = _text(data)
    with contextlib.suppress(ValidationError):
        assert join(split(_POINTER.validate_python(pointer))) == pointer
        document: Any = {split(pointer)[0]: [{"0": 1, "": 2, "a/~": 3}, 4]}
        with contextlib.suppress(LookupError):
            assert pointer in {"", *_around(document)} or resolve(document, pointer) is None
    assert split(escape(pointer)) == [pointer]


def _around(document: Any) -> set[str]:  # noqa: ANN401 -- any JSON
    found = {pointer for pointer, _ in leaves(document)}
    return {"/".join(one.split("/")[:end]) for one in found for end in range(1, 9)}


def edtf_dates(data: bytes) -> None:
    with contextlib.suppress(ValidationError):
        first, last = bounds(_EDTF.validate_python(_text(data)))
        assert first <= last
    with contextlib.suppress(ValueError):
        assert bounds(_text(data))


class _Bytes(type(Path())):  # type: ignore[misc]  # the class depends on the system
    """A file that is only its content."""

    content = b""

    def read_bytes(self) -> bytes:
        return self.content


def _read(path: Path) -> JsonFile | Problem:
    try:
        return JsonFile(path)
    except UnreadableError as error:
        return error.problem


def json_files(data: bytes) -> None:
    path = _Bytes("some.json")
    path.content = data
    file = _read(path)
    if isinstance(file, Problem):
        assert (file.file, bool(file.message)) == ("some.json", True)
        assert 1 <= file.line <= data.count(b"\n") + 1
        return
    places = dict(positions(file.text))
    for pointer, _ in leaves(file.value):
        assert 1 <= places[pointer] <= file.text.count("\n") + 1
        resolve(file.value, pointer)


@cache
def record() -> Record:
    return create_app(load_dataset(FIXTURES), Settings(data=FIXTURES, access_log="off"))


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


def searches(data: bytes) -> None:
    query = _text(data)
    words = fold(query).split()
    found = load().search(query)
    assert len({hit.id for hit in found}) == len(found)
    assert words or not found
    for hit in found:
        assert hit.snippet.strip("…")


@cache
def load() -> Any:  # noqa: ANN401 -- a Dataset
    return load_dataset(FIXTURES)


def misspelt_ids(data: bytes) -> None:
    for finder in load().near.values():
        for slug in finder(_text(data)):
            assert load().get(slug)


def requests(data: bytes) -> None:
    """The whole app: lines of path, query, Accept, Accept-Encoding, If-None-Match, Host."""
    path, query, accept, coding, tags, host = (*data.split(b"\n"), *[b""] * 6)[:6]
    fields = ((b"accept", accept), (b"accept-encoding", coding), (b"if-none-match", tags))
    headers = [(b"host", host or b"a"), *((name, value) for name, value in fields if value)]
    status, body = _loop().run_until_complete(ask(record(), b"/" + path, query, headers))
    assert status < 500
    assert b"Traceback" not in body
    assert str(FIXTURES.parent).encode() not in body


async def ask(
    app: Record, path: bytes, query: bytes, headers: list[tuple[bytes, bytes]]
) -> tuple[int, bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:  # noqa: ANN401 -- ASGI's
        sent.append(message)

    async def receive() -> Any:  # noqa: ANN401 -- ASGI's
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "root_path": "",
        "query_string": query,
        "headers": headers,
    }
    await app(scope, receive, send)
    return sent[0]["status"], sent[1]["body"]


PROPERTIES: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            *(entity_tag_lists, dates, accepted_codings, media_types, hosts, queries, addresses),
            *(passages, pointers, edtf_dates, json_files, searches, misspelt_ids, requests),
        )
    }
)
"""The properties, by the name of what they are of."""
