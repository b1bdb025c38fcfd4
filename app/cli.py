"""Command line (click): serve · check · format · export · schema · init · config.

Modules that take their time are imported by the command that needs them: `--help` does not wait.
"""

import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from app import __version__
from app.data.errors import DatasetError
from app.settings import Settings, SettingsError, check_interpreter, default_data

_HERE = Path(__file__).parent

_START_SECONDS = 60
"""How long a worker may take to start: large data, or little of a CPU, takes its time."""
_STOP_SECONDS = 8
"""How long a stop waits for clients that still read; Docker kills after 10 seconds."""


@contextmanager
def _in_one_message() -> Iterator[None]:
    """Tell in one message what is wrong with a setting, a dataset, a file or an address.

    It is put around what these may break, and nothing more: of a bug we need the traceback.
    """
    try:
        yield
    except (OSError, SettingsError, DatasetError) as error:
        raise click.ClickException(str(error)) from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Serve and check the open record of an agreement, or one of your own."""
    # Ended by SIGTERM as by Ctrl-C: what was begun is tidied up.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _in_one_message():
        check_interpreter()


def _option(name: str, words: str, **settings: Any) -> Callable[..., Any]:  # noqa: ANN401 -- click's
    """Return an option that is an environment variable, too, which `--help` names."""
    settings.setdefault("envvar", f"RECORD_{name.upper().replace('-', '_')}")
    return click.option(
        f"--{name}", help=words, show_default=True, show_envvar=True, **settings
    )


_DATA = _option(
    "data",
    "Folder, or the one file, of a dataset; else the record itself.",
    type=click.Path(exists=True),
)
_ROOT_PATH = _option(
    "root-path", "Path below which a proxy serves this, such as /record."
)
_ORIGIN = _option(
    "origin", "Public scheme and host, such as https://record.example.org."
)


def _make_app(**options: str | bool | None) -> tuple[Any, Any, Settings]:
    """Return the app, its dataset and its settings, which are the options of a command.

    They are put into the environment, where workers find them.
    """
    from app.data.dataset import load_dataset  # noqa: PLC0415 -- see the module
    from app.factory import create_app  # noqa: PLC0415

    for name, value in options.items():
        if value is not None:
            os.environ[f"RECORD_{name.upper()}"] = str(value)
    with _in_one_message():
        settings = Settings.from_environment()
        dataset = load_dataset(settings.data, settings.root_path, settings.origin)
    return create_app(dataset, settings), dataset, settings


@main.command()
@_option("host", "Address to listen on; 0.0.0.0 or :: for all.", default="127.0.0.1")
@_option(
    "port",
    "Port, or 0 for a free one.",
    envvar=["RECORD_PORT", "PORT"],  # where platforms tell it
    default=8000,
    type=click.IntRange(0, 65_535),
)
@_option("uds", "Unix domain socket to listen on instead, such as /run/record/socket.")
@_option("workers", "Processes that answer.", default=1, type=click.IntRange(1))
@_option("access-log", "Print each request, without who asked.", is_flag=True)
@_DATA
@_ROOT_PATH
@_ORIGIN
def serve(
    host: str,
    port: int,
    uds: str | None,
    workers: int,
    **settings: Any,  # noqa: ANN401 -- click's
) -> None:
    """Serve the API and the page for people."""
    import uvicorn  # noqa: PLC0415 -- see the module

    if not host:
        message = "--host is empty: name an address, such as 0.0.0.0 for all of IPv4"
        raise click.UsageError(message)
    app, dataset, asked = _make_app(**settings)
    if workers > 1:
        app = "app.main:app"  # it was made here to tell what is wrong before workers start
        del dataset
    descriptor = None
    with _in_one_message():
        if uds:
            here = f"http://unix:{uds}:"
            _make_room(Path(uds))
        else:
            port, descriptor = _bind(host, port)
            name = f"[{host}]" if ":" in host else host
            here = f"http://{name}:{port}"
    _greet(asked, here)
    uvicorn.run(
        app,
        host=host,
        port=port,
        uds=uds or None,
        fd=descriptor,
        workers=workers,
        server_header=False,
        access_log=False,  # ours says how long it took, and not who asked
        log_config=str(_HERE / "deploy" / "logging.json"),
        timeout_graceful_shutdown=_STOP_SECONDS,
        timeout_worker_healthcheck=_START_SECONDS,
    )


def _make_room(place: Path) -> None:
    """Remove a socket that a server which was killed has left; raises `OSError` if none fits."""
    if place.is_socket():
        place.unlink()
    place.touch(exist_ok=False)  # whose errors name the place
    place.unlink()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))  # not where the name is too long for a socket
    place.unlink()


def _bind(host: str, port: int) -> tuple[int, int | None]:
    """Return the port that is free at an address, and a descriptor where uvicorn needs one.

    Raises `OSError` where it cannot be had, so that it is told before uvicorn starts.
    """
    is_for_all = host == "::"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server(
        (host, port), family=family, dualstack_ipv6=is_for_all
    ) as listener:
        # By itself uvicorn would take `::` for IPv6 alone.
        descriptor = os.dup(listener.fileno()) if is_for_all else None
        return listener.getsockname()[1], descriptor


def _greet(settings: Settings, here: str) -> None:
    """Print where the public finds everything, and where the server listens."""
    public = (settings.origin or here) + settings.root_path
    click.echo(
        f"The page for people  {public}/overview\n"
        f"The API              {public}/\n"
        f"Its documentation    {public}/docs"
    )
    if settings.origin:
        click.echo(f"Listening on         {here}")


@main.command()
@click.argument(
    "data", type=click.Path(exists=True, path_type=Path), default=default_data
)
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="SOURCE_TEXTS",
    show_envvar=True,
    help="Folder of source texts, SOURCE-ID.txt each, to verify quotes and places against.",
)
def check(data: Path, sources: Path | None) -> None:
    """Check a dataset, and list everything that is wrong with it."""
    from app.data.checks import check as check_dataset  # noqa: PLC0415 -- see the module
    from app.data.text import pluralize  # noqa: PLC0415

    with _in_one_message():
        problems, holds = check_dataset(data, sources)
    if problems:
        click.echo(DatasetError(*problems))
    click.echo("\n".join([pluralize(len(problems), "problem"), *holds]))
    sys.exit(bool(problems))


@main.command("format")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def format_files(folder: Path) -> None:
    """Write the files of the dataset in FOLDER in one way: order, indentation, spaces, NFC."""
    from app.data.canonical import format_folder  # noqa: PLC0415 -- see the module

    with _in_one_message():
        changed = format_folder(folder)
    click.echo(f"changed: {', '.join(changed) or 'nothing'}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_DATA
@_ROOT_PATH
@_ORIGIN
def export(folder: Path, **settings: str | None) -> None:
    """Write every answer into FOLDER as a static file."""
    from app import export as exporter  # noqa: PLC0415 -- see the module

    app, dataset, _ = _make_app(**settings)
    paths = [*exporter.addresses(app, dataset)]
    bar = click.progressbar(paths, label="Exporting", file=sys.stderr)
    with bar, _in_one_message():
        exporter.export(app, dataset, bar, folder)
    click.echo(
        f"{len(paths)} answers in {folder}; its README.md says how to serve them"
    )


@main.command()
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema of a file or resource NAME, or all names."""
    from app.models.schema import SCHEMA_NAMES, author_schema  # noqa: PLC0415 -- see the module

    if name is None:
        click.echo("\n".join(SCHEMA_NAMES))
        return
    click.Choice(SCHEMA_NAMES).convert(name, None, None)
    click.echo(json.dumps(author_schema(name), ensure_ascii=False, indent=2))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a smallest dataset into FOLDER, to begin one of your own."""
    if any(folder.glob("*")):
        message = f"{folder} exists and is not empty: name a new folder"
        raise click.ClickException(message)
    with _in_one_message():
        shutil.copytree(_HERE / "starter", folder, dirs_exist_ok=True)
    click.echo(
        f"Wrote an invented agreement into {folder}, to be replaced.\n"
        f"Next: python -m app check {folder}\n"
        f"      python -m app serve --data {folder}\n"
        "      python -m app schema agreements   (every field, for your editor)"
    )


_CONFIGURATIONS = {
    "nginx": "nginx.conf",
    "systemd": "record@.service",
    "docker": "Dockerfile",
}


@main.command()
@click.argument("name", type=click.Choice([*_CONFIGURATIONS]))
def config(name: str) -> None:
    """Print a configuration for nginx, systemd or Docker."""
    file = _HERE / "deploy" / _CONFIGURATIONS[name]
    click.echo(file.read_text(encoding="utf-8"), nl=False)
