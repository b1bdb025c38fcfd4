"""nginx and Varnish as installed, run from folders of their own, ended by their own handles."""

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.cli.processes import stop
from tests.tools import needs

STARTING = 30.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def nginx(folder: Path, http: str, url: str) -> Iterator[None]:
    """Run nginx with this `http` block until it answers at `url`; its files are all in `folder`."""
    program = needs("nginx", "the package nginx-light")
    folder.mkdir(parents=True, exist_ok=True)
    paths = [f"{one}_temp_path {folder}/{one};" for one in ("proxy", "fastcgi", "uwsgi", "scgi")]
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors warn;\n"
        "events { worker_connections 4096; }\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; {' '.join(paths)}\n"
        f"{http}\n}}\n",
        "utf-8",
    )
    with process(
        [program, "-p", str(folder), "-e", "stderr", "-c", str(configuration)], folder, url
    ):
        yield


@contextmanager
def varnish(folder: Path, configuration: str, url: str, *options: str) -> Iterator[None]:
    """Run Varnish with this VCL."""
    program = needs("varnishd", "the package varnish")
    folder.mkdir(parents=True, exist_ok=True)
    vcl = folder / "default.vcl"
    vcl.write_text(configuration, "utf-8")
    place = [
        "-F",
        "-j",
        "none",
        "-n",
        str(folder / "state"),
        "-a",
        url.removeprefix("http://"),
        "-f",
        str(vcl),
    ]
    with process([program, *place, "-s", "malloc,64m", *options], folder, url):
        yield


@contextmanager
def process(
    command: Sequence[str], folder: Path, url: str, cwd: Path | None = None
) -> Iterator[None]:
    """Run a server until the block ends; it has answered when the block begins."""
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, cwd=cwd) as one,
    ):
        try:
            wait_for(url)
            yield
        finally:
            stop(one)


def wait_for(url: str) -> None:
    """Wait until something answers, and does so without an error of its own."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=STARTING).status_code < 500:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    message = f"nothing answers at {url}"
    raise RuntimeError(message)
