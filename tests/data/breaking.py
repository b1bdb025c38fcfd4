"""A small sound dataset, to be broken in one way at a time."""

from pathlib import Path

from app.data.check import examine
from app.data.problems import Problem


class Folder:
    """A dataset folder that a test may change."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def change(self, file: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text, which has to be there."""
        text = (self.path / file).read_text("utf-8")
        assert old in text
        (self.path / file).write_text(text.replace(old, new, 1), "utf-8")

    def write(self, file: str, content: bytes | str) -> None:
        data = content if isinstance(content, bytes) else content.encode()
        (self.path / file).write_bytes(data)

    def line(self, file: str, marker: str) -> int:
        """Return the line on which a text stands first."""
        text = (self.path / file).read_text("utf-8")
        return text.count("\n", 0, text.index(marker)) + 1

    def problems(self, texts: Path | None = None) -> tuple[Problem, ...]:
        return examine(self.path, texts).problems

    def only_problem(self, texts: Path | None = None) -> Problem:
        (problem,) = self.problems(texts)
        return problem
