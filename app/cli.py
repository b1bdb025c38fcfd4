"""Command line (click): serve · check · format · export · schema · init · config.

Modules are imported by the command that needs them, so that `--help` does not wait for FastAPI.
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
from app.settings import Settings, check_interpreter, default_data

_HERE = Path(__file__).parent

_START_SECONDS = 60
"""How long a worker may take to start: large data, or little of a CPU, takes its time."""
_STOP_SECONDS = 8
"""How long a stop waits for clients that still read; Docker kills after 10 seconds."""


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what is wrong with settings (status 2), a dataset or a file (1) into one message."""
    from app.data.errors import DatasetError  # noqa: PLC0415 -- see the module

    try:
        yield
    except DatasetError as error:
        message = f"the dataset cannot be served.\n{error}"
        raise click.ClickException(message) from error
    except OSError as error:
        raise click.ClickException(str(error)) from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Serve and check the open record of an agreement, or one of your own."""
    # Ended by SIGTERM as by Ctrl-C: what was begun is tidied up.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _explained():
        check_interpreter()


def _option(name: str, words: str, **settings: Any) -> Callable[..., Any]:  # noqa: ANN401 -- click's
    """Return an option that is an environment variable, too, which `--help` names."""
    variables = [f"RECORD_{name.upper().replace('-', '_')}"]
    if name == "port":
        variables.append("PORT")  # where platforms tell it
    settings = {"show_default": True, "show_envvar": True, **settings}
    return click.option(f"--{name}", envvar=variables, help=words, **settings)


_DATA = _option(
    "data",
    "Folder, or the one file, of a dataset; else the record itself.",
    type=click.Path(exists=True),
)
_ROOT_PATH = _option(
    "root-path",
    "Path below which a proxy serves this, such as /record.",
)
_ORIGIN = _option(
    "origin",
    "Public scheme and host, such as https://record.example.org.",
)


def _settings(**options: str | bool | None) -> Settings:
    """Put the options into the environment, for workers and for `app.main`, and read them."""
    for name, value in options.items():
        if value is not None:
            os.environ[f"RECORD_{name.upper()}"] = str(value)
    return Settings.from_environment()


@main.command()
@_option(
    "host",
    "Address to listen on; 0.0.0.0 or :: for all.",
    default="127.0.0.1",
)
@_option(
    "port",
    "Port, or 0 for a free one.",
    default=8000,
    type=click.IntRange(0, 65_535),
)
@_option(
    "uds",
    "Unix domain socket to listen on instead, such as /run/record/socket.",
)
@_option(
    "workers",
    "Processes that answer.",
    default=1,
    type=click.IntRange(1),
)
@_option(
    "access-log",
    "Print each request, without who asked.",
    is_flag=True,
)
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

    from app.data.dataset import load_dataset  # noqa: PLC0415
    from app.factory import create_app  # noqa: PLC0415

    with _explained():
        asked = _settings(**settings)
        dataset = load_dataset(asked.data, asked.root_path, asked.origin)
        app: Any = create_app(dataset, asked)
    if workers > 1:
        app = "app.main:app"  # it was made here to tell what is wrong before workers start
        del dataset
    with _bind(host, port, uds) as bound:
        descriptor = None
        if not uds:
            port = bound.getsockname()[1]
        if uds or host == "::":
            descriptor = bound.fileno()  # uvicorn would take `::` for IPv6 alone
        else:
            bound.close()
        _greet(asked, host, port, uds)
        uvicorn.run(
            app,
            host=host,
            port=port,
            fd=descriptor,
            workers=workers,
            server_header=False,
            access_log=False,  # ours says how long it took, and not who asked
            log_config=str(_HERE / "deploy" / "logging.json"),
            timeout_graceful_shutdown=_STOP_SECONDS,
            timeout_worker_healthcheck=_START_SECONDS,
        )
    if uds:
        Path(uds).unlink(missing_ok=True)


def _bind(host: str, port: int, uds: str | None) -> socket.socket:
    """Return a bound socket, to which nobody can connect before the server listens.

    It is told now if an address cannot be had.
    """
    if not host:
        message = "--host is empty: name an address, such as 0.0.0.0 for all of IPv4"
        raise click.UsageError(message)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    address: Any = (host, port)
    place = f"{host}:{port}"
    if uds:
        family = socket.AF_UNIX
        address = place = uds
        if Path(uds).is_socket():  # a server that was killed has left it
            Path(uds).unlink()
    bound = socket.socket(family)
    try:
        # On Windows it would let a second server listen, too.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        if host == "::" and not uds:  # and IPv4
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        bound.bind(address)
    except OSError as error:
        bound.close()
        message = f"cannot listen on {place} ({error.strerror or error}); choose another"
        raise click.ClickException(message) from error
    if uds:
        Path(uds).chmod(0o666)  # who may enter its folder may connect
    return bound


def _greet(settings: Settings, host: str, port: int, uds: str | None) -> None:
    """Print where the public finds everything, and where the server listens."""
    name = f"[{host}]" if ":" in host else host
    here = f"http://unix:{uds}:" if uds else f"http://{name}:{port}"
    public = (settings.origin or here) + settings.root_path
    click.echo(f"The page for people  {public}/overview")
    click.echo(f"The API              {public}/")
    click.echo(f"Its documentation    {public}/docs")
    if settings.origin:
        click.echo(f"Listening on         {here}")
    if not uds and host not in {"localhost", "::1"} and not host.startswith("127."):
        click.echo("Others can reach this: put a proxy in front (python -m app config nginx).")


@main.command()
@click.argument("data", type=click.Path(exists=True, path_type=Path), required=False)
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="SOURCE_TEXTS",
    show_envvar=True,
    help="Folder of source texts, SOURCE-ID.txt each, to verify quotes and places against.",
)
def check(data: Path | None, sources: Path | None) -> None:
    """Check a dataset, and list everything that is wrong with it."""
    from app.data.checks import check as check_dataset  # noqa: PLC0415 -- see the module
    from app.data.errors import DatasetError  # noqa: PLC0415
    from app.data.text import pluralize  # noqa: PLC0415

    with _explained():
        problems, holds = check_dataset(data or default_data(), sources)
    if problems:
        click.echo(DatasetError(*problems))
    click.echo("\n".join([pluralize(len(problems), "problem"), *holds]))
    sys.exit(1 if problems else 0)


@main.command("format")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def format_files(folder: Path) -> None:
    """Write the files of the dataset in FOLDER in one way: order, indentation, spaces, NFC."""
    from app.data.canonical import format_folder  # noqa: PLC0415 -- see the module

    with _explained():
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
    from app.data.dataset import load_dataset  # noqa: PLC0415
    from app.factory import create_app  # noqa: PLC0415

    with _explained():
        asked = _settings(**settings)
        dataset = load_dataset(asked.data, asked.root_path, asked.origin)
        app = create_app(dataset, asked)
        paths = [*exporter.addresses(app, dataset)]
        with click.progressbar(paths, label="Exporting", file=sys.stderr) as bar:
            exporter.export(app, dataset, bar, folder)
    click.echo(f"{len(paths)} answers in {folder}; its README.md says how to serve them")


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
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} exists and is not empty: name a new folder"
        raise click.ClickException(message)
    with _explained():
        shutil.copytree(_HERE / "starter", folder, dirs_exist_ok=True)
    names = ", ".join(sorted(path.name for path in folder.iterdir()))
    click.echo(f"Wrote {names} into {folder}: an invented agreement to be replaced.")
    click.echo(f"Next: python -m app check {folder}")
    click.echo(f"      python -m app serve --data {folder}")
    click.echo("      python -m app schema agreements   (every field, for your editor)")


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
