"""A real uvicorn on a free port of 127.0.0.1, in a thread of the test process."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from app.serving.bounded import Bounded

STARTING = 10.0
STOPPING = 5
PRODUCTION: dict[str, Any] = {
    "http": Bounded,
    "ws": "none",
    "access_log": False,
    "server_header": False,
    "proxy_headers": False,
}
"""As `python -m app serve` has it, where a test does not ask for something else."""


@contextmanager
def serving(app: Any, **options: Any) -> Iterator[str]:  # noqa: ANN401 -- uvicorn's own types
    """Serve an ASGI app and give the base URL; the server is stopped by its own handle."""
    listener = socket.create_server(("127.0.0.1", 0))
    options = {"lifespan": "off", "timeout_graceful_shutdown": STOPPING, **PRODUCTION, **options}
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", **options))
    # As a daemon, one that does not stop cannot keep the test process from ending either.
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + STARTING
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            message = "the test server did not start"
            raise RuntimeError(message)
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=STARTING + STOPPING)
        listener.close()
        if thread.is_alive():
            message = "the test server did not stop"
            raise RuntimeError(message)
