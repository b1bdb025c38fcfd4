"""How this process is to serve: frozen, and read from the environment when asked for."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
DATA_VARIABLE = "RECORD_DATA"
ACCESS_LOG_VARIABLE = "RECORD_ACCESS_LOG"
ACCESS_LOGS = ("text", "json", "off")


def default_data() -> Path:
    """Return the folder of the dataset that comes with the code, in a wheel or a checkout."""
    packaged = _HERE / "fixtures"
    return packaged if packaged.is_dir() else _HERE.parent / "fixtures"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process is told from outside."""

    data: Path
    """The folder of the dataset."""
    access_log: str = "text"
    """The form of access log lines: `text`, `json`, or `off`."""
    root_path: str = ""
    """The prefix below which a proxy serves the app: where answers are made ready."""
    ready_first: bool = False
    """Whether nobody is accepted before the answers are ready."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings that `RECORD_DATA` and `RECORD_ACCESS_LOG` ask for.

        Raises `ValueError` for a form of log that there is not.
        """
        access_log = environment.get(ACCESS_LOG_VARIABLE, "text")
        if access_log not in ACCESS_LOGS:
            allowed = ", ".join(ACCESS_LOGS)
            message = f"{ACCESS_LOG_VARIABLE} is {access_log!r}; it must be one of {allowed}"
            raise ValueError(message)
        data = environment.get(DATA_VARIABLE)
        return cls(data=Path(data) if data else default_data(), access_log=access_log)
