"""The shipped configurations, as the command prints them, in front of the production server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.processes import run
from tests.proxies.servers import free_port, nginx, varnish
from tests.workers.instances import Instance, instance

SHORT = {
    "nginx": (
        "proxy_ignore_headers Vary;",
        "proxy_ignore_headers Vary Cache-Control; proxy_cache_valid 200 1s;",
    ),
    "varnish": (
        "sub vcl_recv {",
        "sub vcl_backend_response { set beresp.ttl = 1s; set beresp.grace = 0s; }\nsub vcl_recv {",
    ),
}
"""What makes answers stale after a second."""


@dataclass(frozen=True, slots=True)
class Front:
    """A shared cache in front of a server."""

    name: str
    url: str
    behind: Instance


def printed(program: str, *changes: tuple[str, str]) -> str:
    """Return what `config` prints, changed in places that must be there."""
    text = run("app", "config", program).stdout
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@contextmanager
def in_front(
    name: str, folder: Path, ports: tuple[int, int], *changes: tuple[str, str]
) -> Iterator[str]:
    """Run nginx or Varnish as shipped in front of two ports; give its URL."""
    place = f"127.0.0.1:{free_port()}"
    if name == "nginx":
        here = [
            *((f"127.0.0.1:{8000 + n}", f"127.0.0.1:{port}") for n, port in enumerate(ports)),
            ("listen 80;", f"listen {place};"),
            ("/var/cache/nginx/record", str(folder / "cache")),
        ]
        with nginx(folder, printed(name, *here, *changes), f"http://{place}"):
            yield f"http://{place}"
    else:
        here = [(f'"{8000 + n}"', f'"{port}"') for n, port in enumerate(ports)]
        options = ("-p", "http_gzip_support=off")
        with varnish(folder, printed(name, *here, *changes), f"http://{place}", *options):
            yield f"http://{place}"


@pytest.fixture(scope="session")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with instance(tmp_path_factory.mktemp("behind")) as server:
        yield server


@pytest.fixture(scope="module", params=["nginx", "varnish"])
def front(
    request: pytest.FixtureRequest, behind: Instance, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """Each in turn, as shipped; the second server that it knows is down."""
    folder = tmp_path_factory.mktemp(request.param)
    with in_front(request.param, folder, (behind.port, free_port())) as url:
        yield Front(request.param, url, behind)


@pytest.fixture(params=["nginx", "varnish"])
def forgetful(request: pytest.FixtureRequest, behind: Instance, tmp_path: Path) -> Iterator[Front]:
    """Each in turn, with answers that are stale after a second."""
    changes = SHORT[request.param]
    with in_front(request.param, tmp_path, (behind.port, free_port()), changes) as url:
        yield Front(request.param, url, behind)
