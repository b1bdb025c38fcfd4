"""The production server in processes of its own, and clients that never stop asking."""

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.processes import ROOT, environment, stop
from tests.proxies.servers import free_port, wait_for

ENDING = 30.0


@dataclass(frozen=True, slots=True)
class Instance:
    """A running server."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def workers(self) -> set[int]:
        """The processes that answer; not the one that watches over Python's own resources."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        return {int(one) for one in children if b"spawn_main" in command_of(one)}

    def requests(self, path: str) -> list[dict[str, Any]]:
        """Return what the access log says of the requests for a path."""
        lines = self.log.read_text("utf-8").splitlines()
        logged = [json.loads(line) for line in lines if line.startswith("{")]
        return [one for one in logged if one["path"] == path]


def command_of(process: str) -> bytes:
    """Return the command line of a process; nothing, when it has ended meanwhile."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


@contextmanager
def instance(
    folder: Path, *options: str, port: int = 0, first: str = "/health"
) -> Iterator[Instance]:
    """Run `serve` until the block ends; it has answered `first` when the block begins."""
    port = port or free_port()
    log = folder / f"{port}-{time.monotonic_ns()}.log"
    command = ["-m", "app", "serve", "--port", str(port), "--access-log", "json", *options]
    with (
        log.open("wb") as stream,
        subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environment(), stdout=stream, stderr=stream
        ) as process,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}{first}")
            yield Instance(process, port, log)
        finally:
            stop(process)


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + ENDING
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


@dataclass
class Load:
    """Clients that ask for one path without pause, each on a connection that it keeps."""

    port: int
    path: str
    clients: int = 8
    answered: int = 0
    refused: int = 0
    """Connections on which nothing was ever answered."""
    dropped: list[str] = field(default_factory=list)
    """Requests without an answer on a connection that had answered before."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _end: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self) -> Iterator["Load"]:
        """Ask until the block ends; all clients have been answered when it begins."""
        threads = [threading.Thread(target=self._ask) for _ in range(self.clients)]
        for thread in threads:
            thread.start()
        try:
            self.more(10 * self.clients)
            yield self
        finally:
            self._end.set()
            for thread in threads:
                thread.join(ENDING)

    def more(self, requests: int) -> None:
        """Wait until so many more have been answered."""
        enough = self.answered + requests
        until(lambda: self.answered >= enough, f"{self}: not answered")

    def _ask(self) -> None:
        while not self._end.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ENDING)
            answered = 0
            try:
                while not self._end.is_set():
                    connection.request("GET", self.path)
                    answer = connection.getresponse()
                    answer.read()
                    answered += 1
                    with self._lock:
                        self.answered += 1
                        if answer.status != 200:
                            self.dropped.append(f"status {answer.status}")
                    if answer.will_close:
                        break
            except (OSError, http.client.HTTPException) as error:
                with self._lock:
                    if answered:
                        self.dropped.append(repr(error))
                    else:
                        self.refused += 1
                time.sleep(0.01)
            finally:
                connection.close()
