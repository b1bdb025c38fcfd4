"""Settings: how this process is to serve, frozen, and read from the environment when asked for."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")


def default_data() -> Path:
    """Return the folder of the dataset that comes with the code, in a wheel or a checkout."""
    here = Path(__file__).parent
    return here / "fixtures" if (here / "fixtures").is_dir() else here.parent / "fixtures"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process is told from outside."""

    data: Path
    """The folder, or the one file, of the dataset."""
    root_path: str = ""
    """The path below which a proxy serves the app; it begins every address in an answer."""
    origin: str = ""
    """Where the public finds the server, if it is told: for what must be an absolute address."""

    @classmethod
    def from_environment(cls) -> "Settings":
        """Return the settings that `RECORD_DATA`, `RECORD_ROOT_PATH` and `RECORD_ORIGIN` ask for.

        Raises `ValueError` for a path or an origin (RFC 6454 §6.2) that is none.
        """
        data = os.environ.get("RECORD_DATA")
        root_path = os.environ.get("RECORD_ROOT_PATH", "").rstrip("/")
        if not _ROOT_PATH.fullmatch(root_path):
            message = f"--root-path (RECORD_ROOT_PATH) is {root_path!r}: it must be a path"
            raise ValueError(message)
        origin = os.environ.get("RECORD_ORIGIN", "").removesuffix("/")
        if origin and not _ORIGIN.fullmatch(origin):
            message = (
                f"--origin (RECORD_ORIGIN) is {origin!r}: it must be a scheme and a host, such as"
                " https://record.example.org"
            )
            raise ValueError(message)
        return cls(Path(data) if data else default_data(), root_path, origin)
