"""Data errors: what can be wrong with a dataset, said so that its author can mend it."""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, order=True)
class DataProblem:
    """One thing that is wrong, where it is, and what to do about it."""

    file: str
    line: int
    """The line in the file, counted from 1; 0 when the problem is the file itself."""
    pointer: str
    """JSON pointer (RFC 6901) from the top of the file; empty for the whole file."""
    message: str
    remedy: str

    def __str__(self) -> str:
        """Return the problem on one line, without its file."""
        place = f"  line {self.line}, {self.pointer or 'top level'}: " if self.line else "  "
        end = "" if self.remedy.endswith("?") else "."
        return f"{place}{self.message}. {self.remedy}{end}"


class DatasetError(Exception):
    """A dataset that cannot be served, with everything that is wrong with it."""

    def __init__(self, *problems: DataProblem) -> None:
        """Keep the problems, in the order of files and lines."""
        self.problems = tuple(sorted(problems))

    def __str__(self) -> str:
        """Return the problems as text: each file once, its problems below it in order of lines."""
        by_file = groupby(self.problems, key=lambda problem: problem.file)
        return "\n".join(line for file, group in by_file for line in (file, *map(str, group)))
