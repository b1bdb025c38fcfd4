"""JSON reader: strict, with the line of every value, and never a traceback."""

import json
import math
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
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=20,
)
_ANY_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.json"


def _problem(file: Path, content: bytes) -> DataProblem:
    file.write_bytes(content)
    with pytest.raises(DatasetError) as refused:
        read_json(file)
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("content", "line", "message", "remedy"),
    [
        (b'{"a": 1,\n "a": 2}', 2, "the key 'a' is there twice in one object", "Keep one of the"),
        (b'[\n{"a/b": [{"x": 1,\n"x": 1}]}]', 3, "the key 'x' is there twice", "Keep one of the"),
        (b'{"\\u0061": 1,\n\n "a": 2}', 3, "the key 'a' is there twice", "Keep one of the"),
        (b"[1,\n NaN]", 2, "is not JSON: ", "Correct the JSON there"),
        (b"[1,\n -Infinity]", 2, "is not JSON: ", "Correct the JSON there"),
        (
            b"[1,\n " + b"9" * 5_000 + b"]",
            2,
            "is not JSON: number out of",
            "Correct the JSON there",
        ),
        (b"\xef\xbb\xbf[]", 1, "begins with a byte order mark", "Save it without one"),
        (b'["a",\n"\xe9"]', 2, "byte 8 of the file is not UTF-8", "Save the file as UTF-8"),
        ("[]".encode("utf-16"), 1, "byte 1 of the file is not UTF-8", "Save the file as UTF-8"),
        (b"", 1, "is not JSON: ", "Correct the JSON there"),
        (b"[1,\n]", 2, "is not JSON: trailing comma at column 1", "Correct the JSON there"),
        (b"[1]\n[2]", 2, "is not JSON: trailing characters", "Correct the JSON there"),
        (b'["a\nb"]', 2, "is not JSON: ", "Correct the JSON there"),
        (b'["\\ud800"]', 1, "is not JSON: ", "Correct the JSON there"),
        (b"[01]", 1, "is not JSON: ", "Correct the JSON there"),
        (b"[" * 100_000, 1, "is not JSON: recursion limit exceeded", "Correct the JSON there"),
        (b'{"a":' * 100_000, 1, "is not JSON: recursion limit exceeded", "Correct the JSON there"),
    ],
    ids=str,
)
def test_what_is_no_strict_json_is_refused_with_its_line(
    file: Path, content: bytes, line: int, message: str, remedy: str
) -> None:
    problem = _problem(file, content)
    assert (problem.file, problem.line) == ("file.json", line)
    assert problem.message.startswith(message)
    assert problem.remedy.startswith(remedy)


def test_a_key_twice_is_told_with_its_pointer(file: Path) -> None:
    assert _problem(file, b'[{"a/b": {"c": 1, "c": 2}}]').pointer == "/0/a~1b/c"


def test_a_file_that_cannot_be_read_is_a_problem_like_any_other(file: Path) -> None:
    file.mkdir()
    with pytest.raises(DatasetError) as refused:
        read_json(file)
    assert refused.value.problems[0].message == "cannot be read: Is a directory"


@_ANY_FILE
@example(10**400)
@example(-(10**17))
@example({"": {"": ['"', "\\", "{[,:]}", "\u2028", "a\\\nb"]}, "~/": [[], {}]})
@given(_VALUES)
def test_whatever_json_can_say_is_read_as_it_is_written(file: Path, value: object) -> None:
    file.write_text(written(value), encoding="utf-8")
    assert _same(read_json(file).value, value)


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 -- JSON
    """Return whether two values are equal, true and 1 being different, and 0.1 being 0.1."""
    return json.dumps(one) == json.dumps(other) or (
        isinstance(one, float) and math.isclose(one, other)
    )


@_ANY_FILE
@given(_VALUES, st.sampled_from([None, 0, 2]))
def test_every_value_is_found_at_the_line_where_it_stands(
    file: Path, value: object, indent: int | None
) -> None:
    # Numbered from the top, each text has a line that can be looked up in what was written.
    found = [pointer for pointer, _ in leaves(value)]  # type: ignore[arg-type]
    numbered = iter(range(len(found)))

    def number(part: Any) -> Any:  # noqa: ANN401 -- JSON
        if isinstance(part, dict):
            return {key: number(one) for key, one in part.items()}
        return [number(one) for one in part] if isinstance(part, list) else f"<{next(numbered)}>"

    text = json.dumps(number(value), indent=indent)
    file.write_text(text, encoding="utf-8")
    read = read_json(file)
    for index, pointer in enumerate(found):
        place = text.rindex(f'"<{index}>"')
        assert read.lines[pointer] == text.count("\n", 0, place) + 1


_GOOD = written([{"id": "a", "name": {"en": "é\n"}, "list": [1, 2.5, None, True]}] * 3).encode()


@_ANY_FILE
@given(st.integers(0, len(_GOOD) - 1), st.binary(max_size=6), st.integers(0, 20), st.booleans())
def test_whatever_happens_to_a_file_it_is_read_or_refused_with_a_line(
    file: Path,
    start: int,
    put: bytes,
    length: int,
    to_the_end: bool,  # noqa: FBT001 -- drawn
) -> None:
    rest = b"" if to_the_end else _GOOD[start + length :]
    content = _GOOD[:start] + put + rest
    file.write_bytes(content)
    problem = None
    try:
        assert _same(read_json(file).value, json.loads(content))
    except DatasetError as error:
        (problem,) = error.problems
    lines = content.count(b"\n") + 1
    assert problem is None or (1 <= problem.line <= lines and problem.message and problem.remedy)
