"""Serving: first lines, where it listens, what cannot be served, the log, and how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import httpx
import pytest
import uvicorn

from app.data import dataset as dataset_module
from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import invoke, require
from tests.data.breaking import change
from tests.servers import (
    PROGRAM,
    ROOT,
    serve,
    serving,
    traced,
    wait_until_it_answers,
)
from tests.servers import uvicorn as plain

_PATIENCE = 60
"""Seconds within which a process must end that was told to."""

needs_proc = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="looks for workers in /proc"
)


@contextmanager
def _serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `serve` on a port that it chooses, and yield it with its address, once it answers."""
    command = [*serve(*options), "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdout=pipe, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            lines = [_output(process).readline() for _ in range(3)]
            match = re.fullmatch(r"The API +(http://127\.0\.0\.1:(\d+))/\n", lines[1])
            assert match, lines
            wait_until_it_answers(process, int(match[2]), _output(process).fileno())
            assert lines[0] == f"The page for people  {match[1]}/overview\n"
            assert lines[2] == f"Its documentation    {match[1]}/docs\n"
            yield process, match[1]
        finally:
            process.terminate()


def _output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout
    return process.stdout


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What uvicorn is asked for, which does not run then."""
    settings: dict[str, Any] = {}

    def run(app: object, **keywords: object) -> None:
        settings.update(keywords, app=app)

    monkeypatch.setattr(uvicorn, "run", run)
    return settings


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly(number: signal.Signals) -> None:
    """Nothing is printed after the first lines, and the server does not say what it is."""
    with _serving() as (process, address):
        answer = httpx.get(f"{address}/areas?limit=1")
        process.send_signal(number)
        assert _output(process).read() == ""
        assert process.wait(_PATIENCE) == 0
    assert "server" not in answer.headers


def test_log_says_what_was_asked_not_by_whom() -> None:
    """Time, path, status, bytes, duration and id; no query, no client, no health checks."""
    with _serving("--access-log") as (process, address):
        small = httpx.get(
            f"{address}/areas?limit=1", headers={"X-Request-ID": "a-proxy.1"}
        )
        httpx.head(f"{address}/areas", headers={"X-Request-ID": 'not "fit" for a log'})
        httpx.get(f"{address}/search?q=secret", headers={"User-Agent": "somebody"})
        httpx.get(f"{address}/no%0Athing")
        process.send_signal(signal.SIGTERM)
        lines = _output(process).read().splitlines()
    time_ = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}"
    expected = [
        f"GET /areas 200 {small.num_bytes_downloaded} bytes [0-9.]+ ms a-proxy.1",
        "HEAD /areas 200 0 bytes [0-9.]+ ms [0-9a-f]{16}",
        "GET /search 200 [0-9]+ bytes [0-9.]+ ms [0-9a-f]{16}",
        "GET /no%0Athing 404 [0-9]+ bytes [0-9.]+ ms [0-9a-f]{16}",
    ]
    assert len(lines) == len(expected), lines
    for line, pattern in zip(lines, expected, strict=True):
        assert re.fullmatch(f"{time_} {pattern}", line), line


@pytest.mark.slow
def test_a_stop_does_not_wait_for_readers() -> None:
    """Clients that do not read are given up after some seconds, without a traceback for each."""
    with _serving() as (process, address):
        host, port = address.removeprefix("http://").split(":")
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect((host, int(port)))
            client.sendall(40 * b"GET /dataset.json HTTP/1.1\r\nHost: record\r\n\r\n")
            client.recv(1)
            process.send_signal(signal.SIGTERM)
            said = _output(process).read()
            assert process.wait(_PATIENCE) == 0
    assert (
        said
        == "ERROR:    Cancel 1 running task(s), timeout graceful shutdown exceeded\n"
    )


def test_options_are_environment_variables(asked: dict[str, Any]) -> None:
    environment = {
        "RECORD_HOST": "0.0.0.0",  # noqa: S104 -- bound for a moment, and never served
        "RECORD_WORKERS": "3",
        "RECORD_ORIGIN": "https://record.example.org",
        "RECORD_ROOT_PATH": "/record",
    }
    result = invoke("serve", PORT="0", **environment)
    assert result.exit_code == 0, result.output
    assert asked["host"] == environment["RECORD_HOST"]
    assert asked["workers"] == 3
    assert asked["app"] == "app.main:app"
    shown = invoke("serve", "--help").stdout
    for name in (
        *environment,
        "RECORD_PORT",
        "PORT",
        "RECORD_UDS",
        "RECORD_ACCESS_LOG",
    ):
        assert re.search(rf"\b{name}\b", shown), name


def test_a_switch_is_on_or_off() -> None:
    result = invoke("export", "x", RECORD_ACCESS_LOG="maybe")
    assert result.exit_code == 1
    assert "(RECORD_ACCESS_LOG) is 'maybe': set it to 1 or 0" in result.stderr


def test_workers_may_take_a_minute_to_start(asked: dict[str, Any]) -> None:
    """By default uvicorn gives up a SIGHUP after 5 seconds, which large data takes to load."""
    invoke("serve", "--port", "0")
    assert asked["timeout_worker_healthcheck"] == 60


def test_one_worker_loads_the_data_once(
    asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = []
    load = dataset_module.load_dataset

    def load_and_count(path: Path, *settings: str) -> Dataset:
        loads.append(path)
        return load(path, *settings)

    monkeypatch.setattr(dataset_module, "load_dataset", load_and_count)
    assert invoke("serve", "--port", "0").exit_code == 0
    assert len(loads) == 1
    assert not isinstance(asked["app"], str)


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (
            ["--origin", "https://record.example.org", "--root-path", "/record"],
            [
                "The page for people  https://record.example.org/record/overview",
                "The API              https://record.example.org/record/",
                "Its documentation    https://record.example.org/record/docs",
                "Listening on         http://127.0.0.1:PORT",
            ],
        ),
        (
            ["--host", "localhost", "--root-path", "/record"],
            [
                "The page for people  http://localhost:PORT/record/overview",
                "The API              http://localhost:PORT/record/",
                "Its documentation    http://localhost:PORT/record/docs",
            ],
        ),
        (
            ["--host", "0.0.0.0"],  # noqa: S104 -- bound for a moment, and never served
            [
                "The page for people  http://0.0.0.0:PORT/overview",
                "The API              http://0.0.0.0:PORT/",
                "Its documentation    http://0.0.0.0:PORT/docs",
            ],
        ),
    ],
    ids=["origin", "root path", "for all"],
)
def test_first_lines_say_where_it_is(
    asked: dict[str, Any], options: list[str], lines: list[str]
) -> None:
    result = invoke("serve", "--port", "0", *options)
    assert result.exit_code == 0, result.output
    printed = result.stdout.replace(str(asked["port"]), "PORT")
    assert printed.splitlines() == lines


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="IPv6 is missing here")
def test_two_colons_listen_in_both_families() -> None:
    with serving(serve("--host", "::")) as base:
        for address in (base, base.replace("127.0.0.1", "[::1]")):
            assert httpx.get(f"{address}/health").json()["status"] == "ok"


def test_it_listens_on_a_unix_socket(tmp_path: Path) -> None:
    """A socket that a killed server left is replaced, and none is left by one that ends."""
    place = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))
    command = [*PROGRAM, "serve", "--uds", str(place)]
    pipe = subprocess.PIPE
    environment = {**os.environ, **traced()}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=pipe, text=True
    ) as process:
        lines = [_output(process).readline() for _ in range(3)]
        assert lines[1] == f"The API              http://unix:{place}:/\n"
        assert _first_line(place, process).endswith(b" 200 OK\r\n")
        process.terminate()
        assert process.wait(_PATIENCE) == 0
    assert not place.exists()


def _first_line(place: Path, process: subprocess.Popen[str]) -> bytes:
    """Ask at a Unix socket, once somebody listens, and return the first line of the answer."""
    end = time.monotonic() + 120
    while True:
        assert process.poll() is None
        assert time.monotonic() < end
        with socket.socket(socket.AF_UNIX) as client:
            if client.connect_ex(str(place)) == 0:
                client.sendall(
                    b"GET /areas HTTP/1.1\r\nHost: record\r\nConnection: close\r\n\r\n"
                )
                with client.makefile("rb") as answer:
                    return answer.readline()
        time.sleep(0.05)


def test_a_port_that_somebody_has_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = invoke("serve", "--port", str(port))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Address already in use" in result.stderr
    assert f"('127.0.0.1', {port})" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_an_empty_unix_socket_is_none(asked: dict[str, Any]) -> None:
    assert invoke("serve", "--uds", "", "--port", "0").exit_code == 0
    assert asked["uds"] is None


def test_a_unix_socket_has_a_short_name(tmp_path: Path) -> None:
    result = invoke("serve", "--uds", tmp_path / ("long" * 30))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: AF_UNIX path too long\n"


def test_a_file_is_no_unix_socket(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    result = invoke("serve", "--uds", tmp_path / "file")
    message = f"[Errno 17] File exists: '{tmp_path}/file'"
    assert (result.exit_code, result.stderr) == (1, f"Error: {message}\n")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    "command", [serve(), plain("app.main:app")], ids=["serve", "uvicorn"]
)
def test_what_is_wrong_with_the_data_is_told(
    small: Path, command: Sequence[str]
) -> None:
    change(small, {"agreements/0/kind": "X", "sources/0/url": "x"})
    result = _run_in_vain(command, RECORD_DATA=str(small))
    assert result.returncode == 1
    assert "agreements.json\n  line 7, /0/kind: 'X' does not fit here" in result.stderr
    assert "sources.json\n  line 11, /0/url: 'x' does not fit here" in result.stderr


@pytest.mark.parametrize(
    "command", [serve(), plain("app.main:app")], ids=["serve", "uvicorn"]
)
def test_docstrings_are_needed(command: Sequence[str]) -> None:
    """Docstrings are the documentation: /openapi.json cannot be answered without them."""
    result = _run_in_vain(command, PYTHONOPTIMIZE="2")
    assert result.returncode == 1
    assert "PYTHONOPTIMIZE=2 (python -OO) leaves out the docstrings" in result.stderr


def test_gunicorn_needs_its_worker_for_asgi() -> None:
    """The usual ones call an app as WSGI has it, which would be a 500 for every request."""
    code = "import sys; sys.modules['gunicorn.workers.sync'] = sys; import app.main"
    result = _run_in_vain([sys.executable, "-c", code])
    assert (result.returncode, result.stderr) == (
        1,
        "This is an ASGI app: run gunicorn with `-k asgi`.\n",
    )


def test_other_interfaces_are_refused(dataset: Dataset) -> None:
    """That of granian's own calls an app with other arguments, a 500 for every request."""
    app: Any = create_app(dataset, Settings(Path()))
    with pytest.raises(SystemExit, match="--interface asgi"):
        app.__rsgi_init__(None)


@pytest.mark.slow
def test_granian_needs_its_interface() -> None:
    """And says so."""
    granian = require("granian", "granian (pip install -e .[test])")
    result = _run_in_vain([granian, "app.main:app", "--port"])
    assert result.returncode == 1
    assert "run granian with `--interface asgi`" in result.stdout + result.stderr


def _run_in_vain(
    command: Sequence[str], **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a server that cannot start."""
    result = subprocess.run(
        [*command, "0"],
        cwd=ROOT,
        env={**os.environ, **traced(), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in result.stderr
    return result


def _children(process: subprocess.Popen[str]) -> set[int]:
    """Return the workers of a process."""
    listed = (
        Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    )
    return {child for child in map(int, listed) if b"spawn_main" in _command_of(child)}


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


def _ask_until(
    process: subprocess.Popen[str], address: str, before: set[int], new: int
) -> None:
    """Ask without a pause until so many workers are new and two are there."""
    end = time.monotonic() + 120
    while len(_children(process) - before) < new or len(_children(process)) < 2:
        assert time.monotonic() < end
        _ask(address)
    for _ in range(100):
        _ask(address)


@pytest.mark.slow
@needs_proc
def test_workers_are_replaced_without_a_loss() -> None:
    """One that was killed is replaced; SIGHUP renews all; each request is answered, asked again."""
    with _serving("--workers", "2") as (process, address):
        before = _children(process)
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        _ask_until(process, address, before, 1)
        before = _children(process)
        process.send_signal(signal.SIGHUP)
        _ask_until(process, address, before, 2)
        process.send_signal(signal.SIGINT)
        assert process.wait(_PATIENCE) == 0
