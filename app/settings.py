"""How this process is to serve: frozen, and read from the environment when asked for."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
DATA_VARIABLE = "RECORD_DATA"
ACCESS_LOG_VARIABLE = "RECORD_ACCESS_LOG"
ORIGIN_VARIABLE = "RECORD_ORIGIN"
ACCESS_LOGS = ("text", "json", "off")

_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


def default_data() -> Path:
    """Return the folder of the dataset that comes with the code, in a wheel or a checkout."""
    packaged = _HERE / "fixtures"
    return packaged if packaged.is_dir() else _HERE.parent / "fixtures"


def checked_origin(text: str) -> str:
    """Return an origin (RFC 6454 §6.2) without a slash; raises `ValueError` for what is none."""
    origin = text.removesuffix("/")
    if not _ORIGIN.fullmatch(origin):
        message = f"{text!r} must be a scheme and a host, such as https://record.example.org"
        raise ValueError(message)
    return origin


def _origin_of(environment: Mapping[str, str]) -> str:
    given = environment.get(ORIGIN_VARIABLE, "")
    try:
        return checked_origin(given) if given else ""
    except ValueError as error:
        message = f"{ORIGIN_VARIABLE}: {error}"
        raise ValueError(message) from error


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process is told from outside."""

    data: Path
    """The folder of the dataset."""
    access_log: str = "text"
    """The form of access log lines: `text`, `json`, or `off`."""
    root_path: str = ""
    """The prefix below which a proxy serves the app: where answers are made ready."""
    origin: str = ""
    """Where the public finds the server, if it is told: for what must be an absolute address."""
    ready_first: bool = False
    """Whether nobody is accepted before the answers are ready."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings that `RECORD_DATA`, `RECORD_ACCESS_LOG` and `RECORD_ORIGIN` ask for.

        Raises `ValueError` for a form of log that there is not, and for what is no origin.
        """
        access_log = environment.get(ACCESS_LOG_VARIABLE, "text")
        if access_log not in ACCESS_LOGS:
            allowed = ", ".join(ACCESS_LOGS)
            message = f"{ACCESS_LOG_VARIABLE} is {access_log!r}; it must be one of {allowed}"
            raise ValueError(message)
        data = environment.get(DATA_VARIABLE)
        return cls(
            data=Path(data) if data else default_data(),
            access_log=access_log,
            origin=_origin_of(environment),
        )
