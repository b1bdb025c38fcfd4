"""Settings: how this process is to serve, frozen, and read from the environment when asked for."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_SWITCH = {"": False, "0": False, "false": False, "1": True, "true": True}


def default_data() -> Path:
    """Return the folder of the dataset that comes with the code, in a wheel or a checkout."""
    here = Path(__file__).parent
    return here / "fixtures" if (here / "fixtures").is_dir() else here.parent / "fixtures"


def check_interpreter() -> None:
    """Raise `ValueError` where Python was told to leave out docstrings."""
    if sys.flags.optimize > 1:
        message = (
            "PYTHONOPTIMIZE=2 (python -OO) leaves out the docstrings, which are the documentation"
            " of the API: set it to 1, or not at all"
        )
        raise ValueError(message)


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

        Raises `ValueError` for a value that cannot be meant.
        """
        data = os.environ.get("RECORD_DATA")
        root_path = os.environ.get("RECORD_ROOT_PATH", "").rstrip("/")
        if not _ROOT_PATH.fullmatch(root_path):
            message = (
                f"--root-path (RECORD_ROOT_PATH) is {root_path!r}: it begins with a slash and has"
                " letters, digits, '-', '.', '_' and '~' between slashes, such as /record"
            )
            raise ValueError(message)
        origin = os.environ.get("RECORD_ORIGIN", "").removesuffix("/")
        if origin and not _ORIGIN.fullmatch(origin):
            message = (
                f"--origin (RECORD_ORIGIN) is {origin!r}: it is a scheme and a host in small"
                " letters, without a path, such as https://record.example.org"
            )
            raise ValueError(message)
        access_log = os.environ.get("RECORD_ACCESS_LOG", "").lower()
        if access_log not in _SWITCH:
            message = f"RECORD_ACCESS_LOG is {access_log!r}: set it to 1 or 0"
            raise ValueError(message)
        return cls(
            data=Path(data) if data else default_data(),
            root_path=root_path,
            origin=origin,
            access_log=_SWITCH[access_log],
        )
