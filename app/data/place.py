"""Where in which file something stands."""

from dataclasses import dataclass

from app.data.jsonfile import JsonFile
from app.data.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read from: a pointer into a file."""

    file: JsonFile
    pointer: str

    def problem(self, pointer: str, message: str, remedy: str) -> Problem:
        """Return a problem at a further pointer from here."""
        whole = self.pointer + pointer
        return Problem(self.file.name, self.file.line_of(whole), whole, message, remedy)
