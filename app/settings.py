"""Settings: how this process is to serve, frozen, and read from the environment when asked for."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path


def default_data() -> Path:
    """Return the folder of the dataset that comes with the code, in a wheel or a checkout."""
    here = Path(__file__).parent
    in_wheel = here / "fixtures"
    return in_wheel if in_wheel.is_dir() else here.parent / "fixtures"


class SettingsError(ValueError):
    """A setting that cannot be meant, and what would be right."""


def check_interpreter() -> None:
    """Raise `SettingsError` where Python was told to leave out docstrings."""
    if sys.flags.optimize > 1:
        message = (
            "PYTHONOPTIMIZE=2 (python -OO) leaves out the docstrings, which are the documentation"
            " of the API: set it to 1, or not at all"
        )
        raise SettingsError(message)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process is told from outside."""

    data: Path
    """The folder, or the one file, of the dataset."""
    root_path: str = ""
    """The path below which a proxy serves the app; it begins every address in an answer."""
    origin: str = ""
    """Where the public finds the server, if it is told: for what must be an absolute address."""
    access_log: bool = False
    """Whether each request is logged."""

    @classmethod
    def from_environment(cls) -> "Settings":
        """Return the settings that `RECORD_DATA`, `RECORD_ROOT_PATH` and the others ask for.

        Raises `SettingsError` for a value that cannot be meant.
        """
        data = os.environ.get("RECORD_DATA")
        root_path = _read(
            "ROOT_PATH",
            "(/[A-Za-z0-9._~-]+)*",
            "it begins with a slash and has letters, digits, '-', '.', '_' and '~' between"
            " slashes, such as /record",
        )
        origin = _read(
            "ORIGIN",
            r"(https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?)?",
            "it is a scheme and a host in small letters, without a path, such as"
            " https://record.example.org",
        )
        access_log = _read("ACCESS_LOG", "(?i:0|1|false|true)?", "set it to 1 or 0")
        return cls(
            data=Path(data) if data else default_data(),
            root_path=root_path,
            origin=origin,
            access_log=access_log.lower() in {"1", "true"},
        )


def _read(name: str, pattern: str, rule: str) -> str:
    """Return a setting without a slash at its end; raises `SettingsError` for another value."""
    value = os.environ.get(f"RECORD_{name}", "").rstrip("/")
    if not re.fullmatch(pattern, value):
        option = name.lower().replace("_", "-")
        message = f"--{option} (RECORD_{name}) is {value!r}: {rule}"
        raise SettingsError(message)
    return value
