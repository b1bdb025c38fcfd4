"""JSON reader: strict, with the line of every value, and never a traceback."""

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.data.errors import DataProblem, DatasetError
from app.data.json_reader import read_json
from app.data.pointers import leaves
from tests.data.breaking import written

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4
        )
    ),
    max_leaves=20,
)
_ANY_FILE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.json"


def _problem(file: Path, content: bytes) -> DataProblem:
    file.write_bytes(content)
    with pytest.raises(DatasetError) as refused:
        read_json(file)
    (problem,) = refused.value.problems
    return problem


_TYPOGRAPHIC = "a typographic quotation mark"


@pytest.mark.parametrize(
    ("content", "line", "message", "remedy"),
    [
        (
            '{"a": 1,\n "a": 2}',
            2,
            "the key 'a' is there twice in one object",
            "Keep one of",
        ),
        (
            '[\n{"a/b": [{"x": 1,\n"x": 1}]}]',
            3,
            "the key 'x' is there twice",
            "Keep one of",
        ),
        ('{"\\u0061": 1,\n\n "a": 2}', 3, "the key 'a' is there twice", "Keep one of"),
        ("", 0, "is empty", "Write [ ], or delete the file"),
        (" \n\n", 0, "is empty", "Write [ ], or delete the file"),
        ("PK\x03\x04", 1, "this is a spreadsheet or compressed", "Unpack it"),
        ("\x1f\x8b", 1, "this is a spreadsheet or compressed", "Unpack it"),
        (
            "\ufeff[]",
            1,
            "the file begins with a byte order mark",
            "Save it as UTF-8 without one",
        ),
        ("[1, // one\n 2]", 1, "JSON has no comments, at '// one'", "Take it out"),
        ("# one\n[]", 1, "JSON has no comments, at '# one'", "Take it out"),
        ("[\n /* one */]", 2, "JSON has no comments", "Take it out"),
        (
            "[“a”]",
            1,
            f"{_TYPOGRAPHIC} stands where JSON has a straight one, at '“a”]'",
            'Write a straight "',
        ),
        ("{„a“: 1}", 1, _TYPOGRAPHIC, 'Write a straight "'),
        (
            "['a']",
            1,
            "a single quotation mark stands where JSON has a double",
            'Write a straight "',
        ),
        ("{'a': 1}", 1, "a single quotation mark", 'Write a straight "'),
        (
            '["a”]\n',
            1,
            "a line break stands inside quotation marks",
            "Close them on the line",
        ),
        (
            '["é\nb"]',
            1,
            "a line break stands inside quotation marks",
            "Close them on the line",
        ),
        ('["\ta"]', 1, "an invisible character stands inside", "Write a space"),
        ('["say "a" now"]', 1, "a quotation mark stands inside others", 'Write \\"'),
        (
            "[1,\n NaN]",
            2,
            "JSON has no such value, at 'NaN]'",
            "Leave out what is unknown",
        ),
        ("[1,\n -Infinity]", 2, "JSON has no such value", "Leave out what is unknown"),
        (
            "[None]",
            1,
            "JSON has no such value, at 'None]'",
            "Leave out what is unknown",
        ),
        ("[True]", 1, "JSON has true and false in lower case", "Write true or false"),
        ("[1,\n]", 2, "a comma stands before a closing bracket", "Remove the comma"),
        ("[1\n 2]", 2, "a comma is missing before this, at '2]'", "Write one"),
        ('{"a": 1]', 1, "a bracket is closed by one of another kind", "Write ] for ["),
        ('{"a": }', 1, "a value is missing before this", "Write one"),
        (
            "{a: 1}",
            1,
            "a key is not in quotation marks, at 'a: 1}'",
            'Put it between two "',
        ),
        ("{,}", 1, "there is a comma too many", "Remove it"),
        ('{"a" 1}', 1, "a key has no colon after it", "Write : between"),
        ("[a]", 1, "a text is not in quotation marks, at 'a]'", 'Put it between two "'),
        ("[1\n, [2", 2, "the file ends before all that is open is closed", "Close it"),
        ("[1]\n[2]", 2, "something follows the end of the document", "Put it inside"),
        ('["\\x"]', 1, "a backslash stands alone", "Write \\\\ for a backslash"),
        (
            '["\\ud800"]',
            1,
            "an escape is half of a character",
            "Write the character itself",
        ),
        (
            "[2020-05-01]",
            1,
            "a text is not in quotation marks, at '-05-01]'",
            "Put it between",
        ),
        ("[1; 2]", 1, "another mark stands where JSON has a comma", "Write a comma"),
        ("[1，2]", 1, "another mark stands where JSON has a comma", "Write a comma"),  # noqa: RUF001
        ("[\u00a01]", 1, "there is a space of another kind", "Write a plain one"),
        ("<html>", 1, "this is HTML or XML", "Write it as JSON"),
        ("- id: a", 1, "a dash stands alone, as in YAML", "Write it as JSON"),
        ("---\nid: a", 1, "a dash stands alone, as in YAML", "Write it as JSON"),
        ("id,name\n1,a", 1, "this is a table (CSV), at 'id,name'", "Name the folder"),
        ("[\n a,b\n]", 2, "a text is not in quotation marks", "Put it between two"),
        ("[01]", 1, "a number is not written as in JSON", "Write digits alone"),
        (
            "[1,\n " + "9" * 5_000 + "]",
            2,
            "a number is not written as in JSON",
            "Write digits alone",
        ),
        (
            "[" * 100_000,
            1,
            "there are too many brackets within each other",
            "Close those",
        ),
        (
            '{"a":' * 100_000,
            1,
            "there are too many brackets within each other",
            "Close those",
        ),
    ],
    ids=lambda part: part[:20] if isinstance(part, str) else None,
)
def test_each_slip_is_told_in_words(
    file: Path, content: str, line: int, message: str, remedy: str
) -> None:
    problem = _problem(file, content.encode())
    assert (problem.file, problem.line) == ("file.json", line)
    assert problem.message.startswith(message)
    assert problem.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("content", "line"),
    [(b'["a",\n"\xe9"]', 2), (b"[\n\x93a\x94]", 2), ("[]".encode("utf-16"), 1)],
)
def test_other_encodings_are_refused(file: Path, content: bytes, line: int) -> None:
    problem = _problem(file, content)
    assert problem.line == line
    assert problem.message.startswith("the file is not UTF-8")
    assert problem.remedy == "Save it as UTF-8"


def test_only_files_on_a_disk_are_read(tmp_path: Path) -> None:
    """A pipe would be waited for, and a file of many megabytes be read for minutes."""
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    large = tmp_path / "large.json"
    with large.open("wb") as content:
        content.truncate(52_000_000)
    told = []
    for path in (pipe, tmp_path, large):
        with pytest.raises(DatasetError) as refused:
            read_json(path)
        told.append(refused.value.problems[0].message)
    assert told == [
        "is no file on a disk",
        "is no file on a disk",
        "has 52 MB, and at most 20 are read",
    ]
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        read_json(tmp_path / "none.json")


def test_a_key_twice_has_its_pointer(file: Path) -> None:
    assert _problem(file, b'[{"a/b": {"c": 1, "c": 2}}]').pointer == "/0/a~1b/c"


@_ANY_FILE
@example(10**400)
@example(-(10**17))
@example({"": {"": ['"', "\\", "{[,:]}", "\u2028", "a\\\nb"]}, "~/": [[], {}]})
@given(_VALUES)
def test_any_json_is_read_as_written(file: Path, value: object) -> None:
    file.write_text(written(value), encoding="utf-8")
    assert _same(read_json(file).value, value)


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 -- JSON
    """Return whether two values are equal, true and 1 being different, and 0.1 being 0.1."""
    return json.dumps(one) == json.dumps(other) or (
        isinstance(one, float) and math.isclose(one, other)
    )


@_ANY_FILE
@given(_VALUES, st.sampled_from([None, 0, 2]))
def test_every_value_has_its_line(
    file: Path, value: object, indent: int | None
) -> None:
    # Numbered from the top, each text has a line that can be looked up in what was written.
    found = [pointer for pointer, _ in leaves(value)]  # type: ignore[arg-type]
    numbered = iter(range(len(found)))

    def number(part: Any) -> Any:  # noqa: ANN401 -- JSON
        if isinstance(part, dict):
            return {key: number(one) for key, one in part.items()}
        return (
            [number(one) for one in part]
            if isinstance(part, list)
            else f"<{next(numbered)}>"
        )

    text = json.dumps(number(value), indent=indent)
    file.write_text(text, encoding="utf-8")
    read = read_json(file)
    for index, pointer in enumerate(found):
        place = text.rindex(f'"<{index}>"')
        assert read.lines[pointer] == text.count("\n", 0, place) + 1


_GOOD = written(
    [{"id": "a", "name": {"en": "é\n"}, "list": [1, 2.5, None, True]}] * 3
).encode()


@_ANY_FILE
@given(
    st.integers(0, len(_GOOD) - 1),
    st.binary(max_size=6),
    st.integers(0, 20),
    st.booleans(),
)
def test_any_bytes_are_read_or_refused(
    file: Path,
    start: int,
    put: bytes,
    length: int,
    to_the_end: bool,  # noqa: FBT001 -- drawn
) -> None:
    """Whatever happens to a file, it is read as JSON, or refused with a line."""
    rest = b"" if to_the_end else _GOOD[start + length :]
    content = _GOOD[:start] + put + rest
    file.write_bytes(content)
    problem = None
    try:
        assert _same(read_json(file).value, json.loads(content))
    except DatasetError as error:
        (problem,) = error.problems
    lines = content.count(b"\n") + 1
    if problem is not None:
        assert 0 <= problem.line <= lines
        assert problem.message
        assert problem.remedy
