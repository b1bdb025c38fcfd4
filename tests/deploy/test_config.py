"""Configurations that `config` prints: nginx in front of two instances, and a systemd unit."""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import httpx
import pytest

from tests.conftest import invoke, require
from tests.deploy.nginx import nginx
from tests.servers import free_port, running, serve

pytestmark = pytest.mark.slow


@contextmanager
def _proxy(folder: Path, *ports: int) -> Iterator[str]:
    """Run nginx in front of two instances, on a free port and with its cache in the folder."""
    port = free_port()
    configuration = invoke("config", "nginx").stdout
    for line, instead in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8000 max_fails=0;", f"server 127.0.0.1:{ports[0]} max_fails=0;"),
        ("server 127.0.0.1:8001 max_fails=0;", f"server 127.0.0.1:{ports[1]} max_fails=0;"),
    ):
        assert [one.strip() for one in configuration.splitlines()].count(line) == 1
        configuration = configuration.replace(line, instead)
    assert configuration.count("/var/cache/nginx/record") == 1
    configuration = configuration.replace("/var/cache/nginx/record", f"{folder}/cache")
    with nginx(folder, port, configuration) as address:
        yield address


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    ports = free_port(), free_port()
    with ExitStack() as stack:
        for port in ports:
            stack.enter_context(running([*serve(), str(port)], port))
        address = stack.enter_context(_proxy(tmp_path_factory.mktemp("nginx"), *ports))
        yield stack.enter_context(httpx.Client(base_url=address, timeout=30))


@pytest.mark.parametrize(
    ("wanted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("gzip;q=0.5, br;q=0.9", "br"),
        ("identity", None),
        ("gzip;q=0", None),
        ("deflate", None),
    ],
)
def test_each_encoding_passes_through_and_is_the_same_from_the_cache(
    proxied: httpx.Client, client: httpx.Client, wanted: str, encoding: str | None
) -> None:
    headers = {"Accept-Encoding": wanted}
    direct = client.get("/agreements", headers=headers)
    for _ in range(2):
        answer = proxied.get("/agreements", headers=headers).raise_for_status()
        assert answer.headers.get("content-encoding") == encoding
        assert answer.content == direct.content
        for header in ("etag", "link", "vary", "access-control-allow-origin"):
            assert answer.headers[header] == direct.headers[header]
    again = proxied.get("/agreements", headers={**headers, "If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_browsers_get_the_page_and_programs_the_index_at_one_address(proxied: httpx.Client) -> None:
    for accept, media_type in (
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "application/json"),
        ("application/json, text/html", "application/json"),
    ) * 2:
        answer = proxied.get("/", headers={"Accept": accept}).raise_for_status()
        assert answer.headers["content-type"] == media_type


def test_errors_and_other_methods_pass_through(proxied: httpx.Client) -> None:
    assert proxied.get("/areas/nothing").json()["status"] == 404
    assert proxied.get("/areas?lmit=1").json()["status"] == 400
    assert proxied.delete("/areas").headers["allow"] == "GET, HEAD, OPTIONS"
    head = proxied.head("/areas")
    assert (head.status_code, head.content) == (200, b"")


def test_a_slow_client_is_dropped_and_others_do_not_wait_for_it(proxied: httpx.Client) -> None:
    with socket.create_connection((proxied.base_url.host, proxied.base_url.port or 0)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: record\r\nX-Slow: ")
        proxied.get("/areas").raise_for_status()
        slow.settimeout(25)
        try:
            said = slow.recv(10_000)
        except ConnectionResetError:
            said = b""
        assert not said.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/areas", {"X-Large": "x" * 9_000}, 400),
        ("/areas", {f"X-Large-{number}": "x" * 4_000 for number in range(10)}, 400),
        ("/areas?q=" + "x" * 9_000, {}, 414),
    ],
    ids=["one header", "ten headers", "address"],
)
def test_oversized_requests_are_refused_before_they_reach_the_app(
    proxied: httpx.Client, address: str, headers: dict[str, str], status: int
) -> None:
    assert proxied.get(address, headers=headers).status_code == status
    proxied.get("/areas").raise_for_status()


def test_instances_are_restarted_one_by_one_without_a_failed_request(tmp_path: Path) -> None:
    ports = free_port(), free_port()
    statuses: list[int | str] = []
    is_over = threading.Event()

    def ask(address: str) -> None:
        numbers = count()
        with httpx.Client(base_url=address, timeout=30) as client:
            while not is_over.is_set():  # none of these answers is in the cache
                try:
                    answer = client.get(f"/areas?limit=1&offset={next(numbers)}")
                    statuses.append(answer.status_code)
                except httpx.HTTPError as error:
                    statuses.append(repr(error))

    with ExitStack() as stack:
        first, second = ExitStack(), ExitStack()
        for instance, port in zip((first, second), ports, strict=True):
            stack.enter_context(instance).enter_context(running([*serve(), str(port)], port))
        address = stack.enter_context(_proxy(tmp_path, *ports))
        asking = threading.Thread(target=ask, args=(address,))
        asking.start()
        try:
            for instance, port in zip((first, second), ports, strict=True):
                instance.close()
                instance.enter_context(running([*serve(), str(port)], port))
        finally:
            is_over.set()
            asking.join()
        assert len(statuses) > 100
        assert set(statuses) == {200}
        kept = httpx.get(f"{address}/people").raise_for_status()
        first.close()
        second.close()
        assert httpx.get(f"{address}/people").content == kept.content
        assert httpx.get(f"{address}/people?limit=3").status_code == 502


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    program = require("systemd-analyze", "systemd")
    for name in ("python", "kill"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    unit = invoke("config", "systemd").stdout
    unit = unit.replace("/opt/record/bin/python", f"{tmp_path}/python")
    file = tmp_path / "record.service"
    file.write_text(unit.replace("/bin/kill", f"{tmp_path}/kill"))
    result = subprocess.run(
        [program, "verify", "--man=no", file], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
