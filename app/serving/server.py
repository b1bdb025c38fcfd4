"""Running uvicorn: one process or several, on a socket that is bound before anything starts."""

import copy
import os
import socket
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from app.data.check import load_dataset
from app.data.dataset import Dataset
from app.serving.bounded import Bounded, open_many
from app.serving.kept import MakeApp, set_aside, settled
from app.serving.workers import Workers
from app.settings import Settings

BACKLOG = 2_048
"""Connections that may wait to be accepted; beyond them the system refuses."""
STOPPING = 10
"""Seconds that a client has to take the rest of its answer when the server is told to stop."""
STARTING = 60
"""Seconds that a worker may take to be ready, or to say that it is alive, on a busy machine."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Where and how to listen."""

    host: str
    port: int
    workers: int
    root_path: str
    log_level: str


def serve(dataset: Dataset, settings: Settings, listen: Listen) -> None:
    """Serve a dataset until the process is told to stop.

    Raises `OSError` with a clear message when the address cannot be listened on.
    """
    listener = _bind(listen)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    place = f"http://{shown}:{port}{listen.root_path}"
    print(f"{dataset.info.title}\nAPI:  {place}/\nDocs: {place}/docs", flush=True)
    several = listen.workers > 1
    settings = replace(settings, root_path=listen.root_path, ready_first=several)
    open_many()
    if several:
        _serve_with_workers(dataset, settings, listen, listener)
    else:
        config = _config(partial(settled, dataset, settings), listen)
        uvicorn.Server(config).run(sockets=[listener])


def _serve_with_workers(
    dataset: Dataset, settings: Settings, listen: Listen, listener: socket.socket
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = _config(set_aside(dataset, settings, folder), listen)

        def renew() -> MakeApp:
            return set_aside(load_dataset(settings.data), settings, folder)

        Workers(config, [listener], renew).run()


def _bind(listen: Listen) -> socket.socket:
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    try:
        return socket.create_server((listen.host, listen.port), family=family, backlog=BACKLOG)
    except OSError as error:
        number = error.errno or 0
        words = os.strerror(number) if number > 0 else error.strerror
        reason = f"cannot listen on {listen.host} port {listen.port}: {words}"
        message = f"{reason}. Choose another with --host and --port; --port 0 finds a free one."
        raise OSError(message) from None


def _config(app: MakeApp, listen: Listen) -> uvicorn.Config:
    """Return uvicorn's settings: no banner, and access log lines of our own."""
    return uvicorn.Config(
        app,
        factory=True,
        http=Bounded,
        ws="none",
        workers=listen.workers,
        root_path=listen.root_path,
        log_level=listen.log_level,
        log_config=_logging(),
        access_log=False,
        # No answer depends on what a proxy says of the client.
        proxy_headers=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=STOPPING,
        timeout_worker_healthcheck=STARTING,
    )


def _logging() -> dict[str, Any]:
    """Return uvicorn's logging, with our own loggers beside its own."""
    config = copy.deepcopy(LOGGING_CONFIG)
    config["formatters"]["plain"] = {"format": "%(message)s"}
    config["handlers"]["requests"] = {
        "class": "logging.StreamHandler",
        "formatter": "plain",
        "stream": "ext://sys.stdout",
    }
    config["loggers"]["app"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    config["loggers"]["app.access"] = {
        "handlers": ["requests"],
        "level": "INFO",
        "propagate": False,
    }
    return config
