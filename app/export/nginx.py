"""The nginx configuration of an export: each address answered as the API answers it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.export.answers import Answer
from app.export.asking import Asker, Reply

_TEMPLATES = Path(__file__).parent / "templates"
_STATIC = "This is a static copy, without search and filters. The index lists what there is."


@dataclass(frozen=True, slots=True)
class Others:
    """What is answered to other requests than a GET of what there is."""

    missing: Reply
    refused: Reply
    options: Reply
    preflight: Reply


async def others(asker: Asker) -> Others:
    """Return these answers, as the app gives them."""
    asks = {"origin": "http://localhost", "access_control_request_method": "GET"}
    return Others(
        missing=await asker.ask("/-"),
        refused=await asker.ask("/", "POST"),
        options=await asker.ask("/", "OPTIONS"),
        preflight=await asker.ask("/", "OPTIONS", **asks),
    )


def http_conf(answers: Sequence[Answer], root_path: str, other: Others) -> str:
    """Return what belongs into nginx's `http` block: the table of addresses, and the headers."""
    names = {one.name: _name(one, root_path) for one in answers}
    pages = [name for one, name in names.items() if not one.startswith("/")]
    rows = [(names[one.name], _row(one, names[one.name])) for one in answers]
    return _fill(
        "http.conf",
        TABLE_SIZE=str(16 * max(1_024, len(answers))),
        PAGES=_lines((name, name) for name in pages),
        ROWS=_lines(rows),
        HEADERS="\n".join(
            _map(header, answers, names, other) for header in _headers(answers, other)
        ),
    )


def server_conf(files: Path, answers: Sequence[Answer], other: Others) -> str:
    """Return what belongs into nginx's `server` block."""
    headers = _headers(answers, other)
    added = [f"add_header {_title(one)} ${_variable(one)} always;" for one in headers]
    return _fill(
        "server.conf",
        ROOT=_quoted(str(files)),
        ADD_HEADERS="\n".join(added),
        MISSING=_problem(other.missing, detail=f"Nothing is kept at this address. {_STATIC}"),
        REFUSED=_problem(other.refused).replace("POST", "$request_method"),
    )


def _name(answer: Answer, root_path: str) -> str:
    form, _, _ = answer.name.rpartition(answer.path)
    return form + root_path + answer.path


def _row(answer: Answer, name: str) -> str:
    tag = answer.bodies[""].etag.strip('"')
    codings = ",".join(filter(None, answer.bodies)) or "-"
    return f"{name} {answer.bodies[''].file} {tag} {codings}"


def _headers(answers: Sequence[Answer], other: Others) -> list[str]:
    replies = (other.missing, other.refused, other.options, other.preflight)
    given: list[Mapping[str, str]] = [one.lasting for one in replies]
    given += [one.headers for one in answers]
    return sorted({name for headers in given for name in headers} - {"content-length"})


def _map(header: str, answers: Sequence[Answer], names: Mapping[str, str], other: Others) -> str:
    """Return the map of one header: what most answers have, and the exceptions."""
    rows: list[tuple[str, str]] = []
    for case in ("ok", "unchanged"):
        values = {
            names[one.name]: (one.headers if case == "ok" else one.unchanged).get(header, "")
            for one in answers
        }
        usual = Counter(values.values()).most_common(1)[0][0]
        rows += [(f"{case} {n}", value) for n, value in values.items() if value != usual]
        rows.append((f"~^{case} ", usual))
    for case in ("missing", "refused", "options", "preflight"):
        reply: Reply = getattr(other, case)
        rows.append((f"~^{case} ", reply.lasting.get(header, "")))
    head = f'map "$record_case $record_name" ${_variable(header)} {{\n    default "";'
    return f"{head}\n{_lines((key, value) for key, value in rows if value or key[0] != '~')}\n}}"


def _problem(reply: Reply, **members: str) -> str:
    """Return a problem's body, its instance the address that is asked for."""
    problem = {**json.loads(reply.body), **members, "instance": "$record_instance"}
    text = json.dumps(problem, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(_line(rows))


def _line(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for key, value in rows:
        yield f'    "{_quoted(key)}" "{_quoted(value)}";'


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _title(header: str) -> str:
    return header.title()


def _variable(header: str) -> str:
    return f"record_h_{header.replace('-', '_')}"


def _fill(template: str, **values: str) -> str:
    text = (_TEMPLATES / template).read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"%{name}%", value)
    return text
