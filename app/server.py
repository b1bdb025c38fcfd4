"""Running uvicorn: one process or several, on a socket that is bound before anything starts."""

import copy
import os
import socket
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.config import LOGGING_CONFIG
from uvicorn.supervisors import Multiprocess

from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings

BACKLOG = 2_048
"""Connections that may wait to be accepted; beyond them the system refuses."""
STOPPING = 10
"""Seconds that a client has to take the rest of its answer when the server is told to stop."""


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
    if listen.workers == 1:
        config = _config(create_app(dataset, settings), listen)
        uvicorn.Server(config).run(sockets=[listener])
    else:
        os.environ.update(settings.as_environment())
        config = _config("app.main:app", listen)
        Multiprocess(config, sockets=[listener]).run()


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


def _config(app: FastAPI | str, listen: Listen) -> uvicorn.Config:
    """Return uvicorn's settings: no banner, and access log lines of our own."""
    return uvicorn.Config(
        app,
        workers=listen.workers,
        root_path=listen.root_path,
        log_level=listen.log_level,
        log_config=_logging(),
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=STOPPING,
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
