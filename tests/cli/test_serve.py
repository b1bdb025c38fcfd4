"""Serving: first lines, what cannot be served, and how it ends."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
import pytest
import uvicorn

from tests.conftest import invoke
from tests.data.breaking import change
from tests.servers import ROOT, serve, wait_until_it_answers
from tests.servers import uvicorn as plain


@contextmanager
def _serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `serve` on a port that it chooses, and yield it with its address, once it answers."""
    command = [*serve(*options), "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdout=pipe, stderr=subprocess.STDOUT, text=True
    ) as it:
        try:
            lines = [_output(it).readline() for _ in range(3)]
            match = re.fullmatch(r"The API +(http://127\.0\.0\.1:(\d+))/\n", lines[1])
            assert match, lines
            wait_until_it_answers(it, int(match[2]), _output(it).fileno())
            assert lines[0] == f"The page for people  {match[1]}/overview\n"
            assert lines[2] == f"Its documentation    {match[1]}/docs\n"
            yield it, match[1]
        finally:
            it.terminate()


def _output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout
    return process.stdout


@pytest.mark.parametrize(
    ("options", "number", "printed"),
    [
        ([], signal.SIGINT, []),
        (["--access-log"], signal.SIGTERM, ['INFO:     "GET /areas?limit=1 HTTP/1.1" 200 OK']),
    ],
)
def test_it_ends_quietly_and_logs_what_was_asked_if_it_is_to_and_never_by_whom(
    options: list[str], number: signal.Signals, printed: list[str]
) -> None:
    with _serving(*options) as (process, address):
        answer = httpx.get(f"{address}/areas?limit=1", headers={"User-Agent": "somebody"})
        process.send_signal(number)
        lines = _output(process).read().splitlines()
        assert process.wait(20) in {0, -number}
    assert "server" not in answer.headers
    assert [line for line in lines if "/health" not in line] == printed


def test_a_port_that_somebody_has_is_told_before_anything_is_served() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = invoke("serve", "--port", str(port))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: cannot listen on 127.0.0.1:{port} (Address already in use); choose another"
        " --port\n"
    )


@pytest.mark.parametrize("command", [serve(), plain("app.main:app")], ids=["serve", "uvicorn"])
def test_a_broken_dataset_is_not_served_and_all_that_is_wrong_is_told(
    small: Path, command: Sequence[str]
) -> None:
    change(small, {"agreements/0/kind": "X", "sources/0/url": "x"})
    result = subprocess.run(
        [*command, "0"],
        cwd=ROOT,
        env={**os.environ, "RECORD_DATA": str(small)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "agreements.json\n  line 7, /0/kind: 'X' does not fit here" in result.stderr
    assert "sources.json\n  line 11, /0/url: 'x' does not fit here" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("host", "address", "is_hinted"),
    [
        ("0.0.0.0", "http://0.0.0.0:", True),  # noqa: S104 -- bound for a moment, and never served
        ("localhost", "http://localhost:", False),
        ("127.0.0.2", "http://127.0.0.2:", False),
    ],
)
def test_a_proxy_is_advised_where_others_can_reach_it(
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    address: str,
    is_hinted: bool,  # noqa: FBT001 -- a row of the table
) -> None:
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: None)
    result = invoke("serve", "--port", "0", "--host", host)
    assert result.exit_code == 0, result.output
    assert f"The API              {address}" in result.stdout
    assert ("put a proxy in front" in result.stdout) is is_hinted


def _children(process: subprocess.Popen[str]) -> set[int]:
    """Return the workers of a process."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {one for one in map(int, listed) if b"spawn_main" in _command_of(one)}


def _command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def _ask(address: str) -> None:
    """Ask for a list, and once more if the connection is closed without an answer.

    uvicorn closes what a worker has accepted and not read when it stops; that a GET may be asked
    again then (RFC 9110 §9.2.2) is what browsers and nginx rely on.
    """
    try:
        answer = httpx.get(f"{address}/areas")
    except (httpx.RemoteProtocolError, httpx.ReadError):
        answer = httpx.get(f"{address}/areas")
    assert answer.status_code == 200


def _ask_until(process: subprocess.Popen[str], address: str, before: set[int], new: int) -> None:
    """Ask without a pause until so many workers are new and two are there."""
    end = time.monotonic() + 60
    while len(_children(process) - before) < new or len(_children(process)) < 2:
        assert time.monotonic() < end
        _ask(address)
    for _ in range(100):
        _ask(address)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for the workers in /proc")
def test_a_killed_worker_is_replaced_and_renewing_loses_nothing_that_is_asked_again() -> None:
    with _serving("--workers", "2") as (process, address):
        before = _children(process)
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        _ask_until(process, address, before, 1)
        before = _children(process)
        process.send_signal(signal.SIGHUP)
        _ask_until(process, address, before, 2)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
