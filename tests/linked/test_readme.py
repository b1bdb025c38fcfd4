"""The README's queries give the answers that it prints."""

import re
from pathlib import Path

import pytest

README = Path(__file__).parent.parent.parent / "README.md"
HERE = "http://127.0.0.1:8000"

SECTION = README.read_text("utf-8").partition("\n## As linked data\n")[2].partition("\n## ")[0]
QUERIES = re.findall(r"```sparql\n(.*?)```\n\n```text\n(.*?)```", SECTION, re.DOTALL)


def test_there_are_three() -> None:
    assert len(QUERIES) == 3


def test_they_give_the_printed_answers(base_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
    names: dict[str, object] = {}
    exec(program.replace(HERE, base_url), names)  # noqa: S102 -- what a reader would run
    for query, answer in QUERIES:
        names["query"] = query.replace(HERE, base_url)
        exec("ask(query)", names)  # noqa: S102 -- the same
        assert capsys.readouterr().out.replace(base_url, HERE) == answer
