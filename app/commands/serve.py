"""`serve`: a dataset over HTTP."""

import argparse
from dataclasses import replace

from app.commands.values import CLEAN, dataset_path, number, origin, prefix
from app.data.check import load_dataset
from app.serving.server import Listen, serve
from app.settings import ACCESS_LOGS, Settings

HELP = "serve a dataset over HTTP"
_LOG_LEVELS = ("critical", "error", "warning", "info", "debug")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument(
        "--port", type=number(0, 65_535), default=8000, help="0 finds a free one (%(default)s)"
    )
    parser.add_argument("--workers", type=number(1, 256), default=1, help="processes (%(default)s)")
    parser.add_argument(
        "--data",
        type=dataset_path,
        help="folder, or one file, of the dataset to serve (default: $RECORD_DATA, or ours)",
    )
    parser.add_argument("--root-path", type=prefix, default="", help="prefix that a proxy strips")
    parser.add_argument(
        "--origin",
        type=origin,
        help="public scheme and host, for link previews (default: $RECORD_ORIGIN)",
    )
    parser.add_argument("--log-level", choices=_LOG_LEVELS, default="info", help="(%(default)s)")
    parser.add_argument(
        "--access-log",
        choices=ACCESS_LOGS,
        help="form of the lines for requests (default: $RECORD_ACCESS_LOG, or text)",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    settings = Settings.from_environment()
    settings = replace(
        settings,
        data=options.data or settings.data,
        access_log=options.access_log or settings.access_log,
        origin=options.origin or settings.origin,
    )
    names = ("host", "port", "workers", "root_path", "log_level")
    listen = Listen(**{name: getattr(options, name) for name in names})
    serve(load_dataset(settings.data), settings, listen)
    return CLEAN
