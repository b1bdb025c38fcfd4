"""What can be wrong with a dataset, said so that its author can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, order=True)
class Problem:
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

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in the order of files and lines."""
        self.problems = tuple(sorted(problems))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """Return the problems as text: each file once, its problems below it in order of lines."""
    lines = []
    for file, group in groupby(sorted(problems), key=lambda problem: problem.file):
        lines += [file, *map(str, group)]
    return "\n".join(lines)
