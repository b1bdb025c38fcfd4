"""Strict JSON reader: UTF-8 without a byte order mark, no key twice, no NaN (RFC 8259).

It knows the line of every value, which the standard parsers do not tell, so that a problem with the
data can be found in an editor; and it says in words what goes wrong where JSON is written by hand.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic_core import from_json

from app.data.errors import DataProblem, DatasetError, Finding
from app.data.pointers import Json, children, segment

_MOST_BYTES = 20_000_000
"""Several times what some thousands of resources have; more would be read for minutes."""

_TEXT = r'"(?:[^"\\]|\\.)*"'
_VALUE = re.compile(rf'(?:{_TEXT}\s*:\s*)?(?:{_TEXT}|[{{\[]|[^\s{{}}\[\],:"]+)')
"""How a value begins, and the key before it."""

# What pydantic's parser says, and what stands at that place; then what that is in words, and the
# remedy. The first row that fits is the one.
_SLIPS = (
    (
        "",
        "\ufeff",
        "the file begins with a byte order mark",
        "Save it as UTF-8 without one",
    ),
    ("", "\ufffd", "the file is not UTF-8", "Save it as UTF-8"),
    ("unicode", "", "the file is not UTF-8", "Save it as UTF-8"),
    (
        "",
        "PK\x03|\x1f",
        "this is a spreadsheet or compressed",
        "Unpack it, and name the folder",
    ),
    ("", "<", "this is HTML or XML", "Write it as JSON"),
    ("number", "[ -]", "a dash stands alone, as in YAML", "Write it as JSON"),
    (
        "line 1 column",
        r"\w+(,\w+)+\s*$",
        "this is a table (CSV)",
        "Name the folder of a dataset",
    ),
    (
        "",
        "#|//|/[*]",
        "JSON has no comments",
        "Take it out; a note or a summary can say it",
    ),
    (
        "",
        "[\u2018-\u201f\u00ab\u00bb\u300c\u300d]",
        "a typographic quotation mark stands where JSON has a straight one",
        'Write a straight "',
    ),
    ("", "[^\\S \\t\\r\\n]", "there is a space of another kind", "Write a plain one"),
    (
        "",
        "'",
        "a single quotation mark stands where JSON has a double one",
        'Write a straight "',
    ),
    (
        "",
        "NaN|Infinity|None|undefined",
        "JSON has no such value",
        "Leave out what is unknown",
    ),
    ("", "True|False", "JSON has true and false in lower case", "Write true or false"),
    (
        "EOF",
        "",
        "the file ends before all that is open is closed",
        'Close it with ], } or "',
    ),
    (
        "trailing comma",
        "",
        "a comma stands before a closing bracket",
        "Remove the comma",
    ),
    (
        "trailing",
        "",
        "something follows the end of the document",
        "Put it inside the brackets",
    ),
    (
        "control",
        "\n",
        "a line break stands inside quotation marks",
        'Close them on the line where they open, with " and no other',
    ),
    (
        "control",
        "",
        "an invisible character stands inside quotation marks",
        "Write a space",
    ),
    (
        "hex escape",
        "",
        "an escape is half of a character",
        "Write the character itself",
    ),
    (
        "escape",
        "",
        "a backslash stands alone",
        r"Write \\ for a backslash, \" for a mark",
    ),
    ("key must", ",", "there is a comma too many", "Remove it"),
    ("key must", "", "a key is not in quotation marks", 'Put it between two "'),
    (
        "expected `:`",
        "",
        "a key has no colon after it",
        "Write : between a key and its value",
    ),
    ("expected `,`", "-", "a text is not in quotation marks", 'Put it between two "'),
    (
        "expected `,`",
        "[;\uff0c\uff1b]",
        "another mark stands where JSON has a comma",
        "Write a comma",
    ),
    ("expected `,`", r'["{\[\d]', "a comma is missing before this", "Write one"),
    (
        "expected `,`",
        r"[\]}]",
        "a bracket is closed by one of another kind",
        "Write ] for [, } for {",
    ),
    (
        "expected `,`",
        "",
        "a quotation mark stands inside others",
        r"Write \" for it, or “ and ”",
    ),
    ("expected value", r"[\]},]", "a value is missing before this", "Write one"),
    ("expected", "", "a text is not in quotation marks", 'Put it between two "'),
    (
        "number",
        "",
        "a number is not written as in JSON",
        "Write digits alone, no zero or + before them",
    ),
    (
        "recursion",
        "",
        "there are too many brackets within each other",
        "Close those that are open",
    ),
    ("", "", "this is not JSON", "Correct it"),
)


@dataclass(frozen=True, slots=True)
class JsonNode:
    """A value in a JSON file."""

    file: str
    """The file's name."""
    lines: dict[str, int]
    """The line of each value in the file, by its pointer."""
    pointer: str
    value: Json

    def children(self) -> dict[str, "JsonNode"]:
        """Return what is directly in an object, by key, or in an array, by index."""
        nodes = {}
        for key, part in children(self.value):
            pointer = self.pointer + segment(key)
            nodes[str(key)] = replace(self, pointer=pointer, value=part)
        return nodes

    def problem(self, finding: Finding) -> DataProblem:
        """Return a finding in this value as a problem, at what holds it where it leads nowhere."""
        place = self.pointer + finding.pointer
        while place not in self.lines:
            place, _, _ = place.rpartition("/")
        line = self.lines[place]
        return DataProblem(self.file, line, place, finding.message, finding.remedy)


def read_json(path: Path) -> JsonNode:
    """Return the value of a JSON file.

    Raises `DatasetError` for what is no file, is too large, is not UTF-8, is not JSON, or in which
    an object has a key twice (RFC 8259 §4 leaves the meaning of that open), and `OSError`.
    """
    content = _content(path)
    try:
        value = from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise DatasetError(_slip(path.name, content, str(error))) from error
    return JsonNode(path.name, _lines(path.name, content.decode()), "", value)


def _content(path: Path) -> bytes:
    """Return the bytes of a file that may be JSON; raises `DatasetError` for another."""
    size = path.stat().st_size  # where there is nothing, the error has the whole path
    if not path.is_file():  # a pipe would be waited for
        message = "is no file on a disk"
        remedy = "Put a file there"
    elif size > _MOST_BYTES:
        message = f"has {size / 1e6:,.0f} MB, and at most 20 are read"
        remedy = "Make several datasets of it: one holds some thousands of resources"
    else:
        content = path.read_bytes()
        if content.strip():
            return content
        message = "is empty"
        remedy = "Write [ ], or delete the file"
    raise DatasetError(DataProblem(path.name, 0, "", message, remedy))


def _slip(file: str, content: bytes, parser_says: str) -> DataProblem:
    """Return the first slip in a text that is no JSON."""
    # It ends in "at line 1 column 2".
    *_, line, column = map(int, re.findall("[0-9]+", parser_says))
    broken = content.split(b"\n")[line - 1]
    rest = broken[max(column - 1, 0) :].decode(errors="replace")
    if column == 0:  # the parser is at the line break before the line
        line -= 1
        rest = "\n"
    message, remedy = next(
        (message, remedy)
        for says, beginning, message, remedy in _SLIPS
        if says in parser_says and re.match(beginning, rest)
    )
    return DataProblem(file, line, "", f"{message}, at {rest[:20]!r}", remedy)


def _lines(file: str, text: str) -> dict[str, int]:
    """Return the line of each value of a JSON text, by its pointer."""
    # An object as the list of its members has a key twice that is written twice.
    value = json.loads(text, object_pairs_hook=list)
    lines: dict[str, int] = {}
    line = 1
    end = 0
    for pointer, match in zip(_pointers(value, ""), _VALUE.finditer(text), strict=True):
        line += text.count("\n", end, match.start())
        end = match.start()
        if pointer in lines:
            _, _, key = pointer.rpartition("/")
            message = f"the key {key!r} is there twice in one object"
            remedy = "Keep one of the two"
            raise DatasetError(DataProblem(file, line, pointer, message, remedy))
        lines[pointer] = line
    return lines


def _pointers(value: object, pointer: str) -> Iterator[str]:
    yield pointer
    if isinstance(value, list):
        for index, part in enumerate(value):
            key, inner = part if isinstance(part, tuple) else (index, part)
            yield from _pointers(inner, pointer + segment(key))
