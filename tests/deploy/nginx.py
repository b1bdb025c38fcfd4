"""A real nginx in the foreground: alone in a folder, or as Debian installs it."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import require
from tests.servers import running

_KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def nginx(folder: Path, port: int, http: str) -> Iterator[str]:
    """Run nginx on a port with the given lines in its `http` block, and yield its address."""
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log stderr; {user}\n"
        f"events {{ }}\nhttp {{\naccess_log off;\n{_temporary(folder)}\n{http}\n}}\n",
        encoding="utf-8",
    )
    with _running(folder, configuration, port) as address:
        yield address


def _temporary(folder: Path) -> str:
    """Return where nginx keeps what it cannot keep in memory."""
    return "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in _KINDS)


@contextmanager
def _running(folder: Path, configuration: Path, port: int) -> Iterator[str]:
    program = require("nginx", "nginx-light")
    command = [program, "-e", "stderr", "-p", str(folder), "-c", str(configuration)]
    with running(command, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def debian(root: Path, printed: str, ports: Mapping[int, int]) -> Iterator[str]:
    """Run Debian's nginx with a printed file in conf.d, beside Debian's own site.

    Nothing is changed but the root folder, and each port for a free one. Yields the address.
    """
    require("nginx", "nginx-light")
    if not Path("/etc/nginx/sites-enabled/default").exists():
        pytest.skip("needs Debian's configuration of nginx: apt install nginx-light")
    etc = root / "etc" / "nginx"
    shutil.copytree("/etc/nginx", etc)
    shutil.rmtree(etc / "modules-enabled")  # they are found by a relative path
    for name in ("var/lib/nginx", "var/log/nginx", "run"):
        (root / name).mkdir(parents=True)
    (etc / "conf.d" / "record.conf").write_text(printed, encoding="utf-8")
    main = etc / "nginx.conf"
    for file in (
        main,
        etc / "conf.d" / "record.conf",
        etc / "sites-enabled" / "default",
    ):
        file.write_text(_moved(file.read_text("utf-8"), root, ports), encoding="utf-8")
    # Who may enter the folders of tests.
    user = "user root;" if os.geteuid() == 0 else ""
    text = main.read_text("utf-8").replace("user www-data;", user)
    text = text.replace("http {", f"http {{\n{_temporary(root)}\n", 1)
    main.write_text(f"daemon off;\n{text}", encoding="utf-8")
    with _running(root, main, ports[80]) as address:
        yield address


def _moved(text: str, root: Path, ports: Mapping[int, int]) -> str:
    """Return a configuration below another root, at other ports."""
    for folder in ("/etc/nginx", "/var/lib/nginx", "/var/log/nginx", "/run/nginx.pid"):
        text = text.replace(folder, f"{root}{folder}")
    for port, free in ports.items():
        for before in ("listen ", "listen [::]:", "127.0.0.1:"):
            for after in (";", " "):
                text = text.replace(f"{before}{port}{after}", f"{before}{free}{after}")
    return text
