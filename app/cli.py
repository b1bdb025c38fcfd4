"""Command line (click): serve · check · export · schema · init · config.

Modules are imported by the command that needs them, so that `--help` does not wait for FastAPI.
"""

import json
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app import __version__
from app.settings import Settings, default_data

_HERE = Path(__file__).parent


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Serve and check the open record of an agreement, or one of your own."""


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


def _settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that are settings; each is an environment variable, too."""
    for name, words in (
        ("data", "Folder, or the one file, of the dataset; else the record that comes with this."),
        ("root-path", "Path below which a proxy serves this, such as /record."),
        ("origin", "Public scheme and host, such as https://record.example.org."),
    ):
        command = click.option(f"--{name}", help=words)(command)
    return command


def _settings(**given: str | None) -> Settings:
    """Put the options into the environment, for workers and for `app.main`, and read them."""
    asked = {f"RECORD_{name.upper()}": one for name, one in given.items() if one is not None}
    os.environ.update(asked)
    return Settings.from_environment()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True)
@click.option("--access-log", is_flag=True, help="Print each request, without who asked.")
@_settings_options
def serve(host: str, port: int, workers: int, *, access_log: bool, **settings: str | None) -> None:
    """Serve the API and the page for people."""
    import uvicorn  # noqa: PLC0415 -- see the module

    from app.data.dataset import load_dataset  # noqa: PLC0415

    with _explained():
        load_dataset(_settings(**settings).data)
    port = _free_port(host, port)
    here = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo(f"The page for people  {here}/overview")
    click.echo(f"The API              {here}/")
    click.echo(f"Its documentation    {here}/docs")
    if host not in {"localhost", "::1"} and not host.startswith("127."):
        click.echo("Others can reach this: put a proxy in front (python -m app config nginx).")
    uvicorn.run(
        "app.main:app",
        host=host,
        port=port,
        workers=workers,
        server_header=False,
        access_log=access_log,
        log_config=str(_HERE / "deploy" / "logging.json"),
    )


def _free_port(host: str, port: int) -> int:
    """Return the port, or a free one for 0; it is told now if somebody else has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family) as probe:
            return int(probe.getsockname()[1])
    except OSError as error:
        reason = str(error.strerror).partition(" (while")[0]
        message = f"cannot listen on {host}:{port} ({reason}); choose another --port"
        raise click.ClickException(message) from error


@main.command()
@click.argument("data", type=click.Path(path_type=Path), required=False)
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="SOURCE_TEXTS",
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


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_settings_options
def export(folder: Path, **settings: str | None) -> None:
    """Write every answer into FOLDER as a static file."""
    from app import export as exporter  # noqa: PLC0415 -- see the module
    from app.data.dataset import load_dataset  # noqa: PLC0415
    from app.factory import create_app  # noqa: PLC0415

    with _explained():
        given = _settings(**settings)
        dataset = load_dataset(given.data, given.root_path, given.origin)
        app = create_app(dataset, given)
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


@main.command()
@click.argument("name", type=click.Choice(["nginx", "systemd"]))
def config(name: str) -> None:
    """Print a configuration for nginx or systemd."""
    file = {"nginx": "nginx.conf", "systemd": "record.service"}[name]
    click.echo((_HERE / "deploy" / file).read_text(encoding="utf-8"), nl=False)
