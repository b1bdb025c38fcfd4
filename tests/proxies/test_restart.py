"""Two instances behind nginx, clients that take their time, and systemd."""

import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.proxies.conftest import in_front, printed
from tests.tools import needs
from tests.workers.instances import ENDING, Instance, Load, instance, until


@pytest.mark.parametrize("name", ["nginx", "varnish"])
def test_one_instance_at_a_time_is_restarted_and_no_request_fails(
    name: str, tmp_path: Path
) -> None:
    with instance(tmp_path) as one, instance(tmp_path) as other, ExitStack() as later:
        ports = (one.port, other.port)
        url = later.enter_context(in_front(name, tmp_path / name, ports))
        # An answer that no cache keeps: each request reaches an instance.
        with Load(int(url.rpartition(":")[2]), "/health").running() as load:
            for old in (one, other):
                again = restarted(old, tmp_path, later)
                load.more(200)
                until(lambda new=again: bool(new.requests("/health")[2:]), "not asked again")  # type: ignore[misc]
        assert (load.dropped, load.refused) == ([], 0)


def restarted(old: Instance, folder: Path, later: ExitStack) -> Instance:
    old.process.send_signal(signal.SIGTERM)
    old.process.wait(timeout=ENDING)
    return later.enter_context(instance(folder, port=old.port))


def test_nginx_drops_who_sends_headers_too_slowly(tmp_path: Path) -> None:
    """And the same clients get nowhere near the server behind it."""
    change = ("client_header_timeout 10s;", "client_header_timeout 1s;")
    with instance(tmp_path) as server:
        ports = (server.port, server.port)
        with in_front("nginx", tmp_path / "nginx", ports, change) as url:
            port = int(url.rpartition(":")[2])
            slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
            for one in slow:
                one.settimeout(ENDING)
                one.sendall(b"GET /areas HTTP/1.1\r\nHost: a\r\n")
            until(lambda: all([dropped(one) for one in slow]), "still connected")  # noqa: C419 -- all send
            assert server.requests("/areas") == []
            for one in slow:
                one.close()


def dropped(client: socket.socket) -> bool:
    """Send one more header line; tell whether nobody is there to take it."""
    try:
        client.sendall(b"X: y\r\n")
        client.settimeout(0)
        return client.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    program = needs("systemd-analyze", "the package systemd")
    text = printed("systemd", ("/opt/record/bin/python", sys.executable))
    unit = tmp_path / "record.service"
    unit.write_text(text, "utf-8")
    done = subprocess.run(
        [program, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "record.service" in line] == []
    assert done.returncode == 0
