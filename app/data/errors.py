"""Data errors: what can be wrong with a dataset, said so that its author can mend it."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a JSON document, and what to do about it."""

    pointer: str
    """JSON pointer (RFC 6901) from the top of the document."""
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, order=True)
class DataProblem:
    """One thing that is wrong with a dataset, where it is, and what to do about it."""

    file: str
    line: int
    """The line in the file, counted from 1; 0 when the problem is the file itself."""
    pointer: str
    """JSON pointer (RFC 6901) from the top of the file; empty for the whole file."""
    message: str
    remedy: str

    def __str__(self) -> str:
        """Return the problem on one line, without its file."""
        place = ""
        if self.line:
            place = f"line {self.line}, {self.pointer or 'top level'}: "
        end = "" if self.remedy.endswith("?") else "."
        return f"  {place}{self.message}. {self.remedy}{end}"


class DatasetError(ValueError):
    """A dataset that cannot be served, with everything that is wrong with it."""

    def __init__(self, *problems: DataProblem) -> None:
        """Keep the problems once each: of whole files first, as they may be the cause of others."""
        self.problems = sorted(
            set(problems), key=lambda problem: (problem.line > 0, problem)
        )

    def __str__(self) -> str:
        """Return the problems as text: the name of each file above its problems."""
        lines: list[str] = []
        for file, problems in groupby(self.problems, attrgetter("file")):
            lines += [file, *map(str, problems)]
        return "\n".join(lines)
