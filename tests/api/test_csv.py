"""The table of claims: RFC 4180, the same rows as the JSON, and nothing a spreadsheet would run."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.data.check import load_dataset
from app.factory import create_app
from app.settings import Settings
from tests.api.reading import get
from tests.conftest import OTHER_DATA
from tests.serving import serving

COLUMNS = [
    *("id", "subject", "subject_type", "subject_name", "pointer", "value", "shown", "disputed"),
    *("rank", "basis", "source", "source_name", "locator", "quote", "link", "note"),
]


def read(client: httpx.Client, path: str = "/claims.csv") -> list[list[str]]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.content.startswith(b"\xef\xbb\xbfid,")
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def cell(value: Any) -> str:  # noqa: ANN401 -- any JSON
    if isinstance(value, list):
        return "; ".join(value)
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def row(claim: dict[str, Any]) -> list[str]:
    subject, source = claim["subject"], claim["source"]
    flat = {
        **claim,
        "subject": subject["id"],
        "subject_type": subject["type"],
        "subject_name": subject["name"],
        "source": source["id"],
        "source_name": source["name"],
    }
    return [cell(flat.get(column, "")) for column in COLUMNS]


@pytest.mark.parametrize(
    "query", ["", "?disputed=true", "?type=area&rank=preferred", "?rank=normal"]
)
def test_the_table_is_the_list_row_by_row(any_client: httpx.Client, query: str) -> None:
    header, *rows = read(any_client, f"/claims.csv{query}")
    assert header == COLUMNS
    claims: list[dict[str, Any]] = []
    while len(claims) < len(rows):
        more = f"limit=1000&offset={len(claims)}"
        claims += get(any_client, f"/claims{query}{'&' if query else '?'}{more}")["items"]
    assert rows == [row(claim) for claim in claims]


def test_lines_end_as_the_rfc_says_and_no_cell_breaks_them(any_client: httpx.Client) -> None:
    content = any_client.get("/claims.csv").content
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    assert content.endswith(b"\r\n")
    assert (
        any_client.get("/claims.csv").headers["content-type"].startswith("text/csv; header=present")
    )


def test_both_chinese_scripts_are_there(client: httpx.Client) -> None:
    values = {one[COLUMNS.index("value")] for one in read(client)}
    assert {"商湯科技", "商汤科技", "內地與香港關於加強創新科技合作的安排"} <= values


HOSTILE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x","y")'),
    *("＝1", "＋1", "－1", "＠1"),  # noqa: RUF001 -- full width, which some spreadsheets read alike
    *('a "quoted" word', "a, b", "two\r\nlines", "a;b", "'", "A=1"),
]


@pytest.fixture
def hostile(tmp_path: Path) -> list[list[str]]:
    """The table of a dataset with a name and a note that begin as a formula does."""
    for file in OTHER_DATA.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (model,) = json.loads((OTHER_DATA / "organizations.json").read_text("utf-8"))
    entry = model["evidence"][0]
    bodies = [
        {
            **model,
            "id": f"body-{number}",
            "name": {"en": words},
            "summary": words,
            "evidence": [{**entry, "supports": ["/name", "/summary"], "note": words}],
        }
        for number, words in enumerate(HOSTILE)
    ]
    (tmp_path / "organizations.json").write_text(json.dumps([model, *bodies]), "utf-8")
    app = create_app(load_dataset(tmp_path), Settings(data=tmp_path, access_log="off"))
    with serving(app) as url, httpx.Client(base_url=url) as client:
        return [one for one in read(client) if one[1].startswith("body-")]


def test_no_cell_is_a_formula_and_every_cell_keeps_its_words(hostile: list[list[str]]) -> None:
    begins = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 -- full width
    assert len(hostile) == 2 * len(HOSTILE)
    for cells in hostile:
        words = HOSTILE[int(cells[1].removeprefix("body-"))]
        kept = f"'{words}" if words.startswith(begins) else words
        for column in ("subject_name", "value", "note"):
            assert cells[COLUMNS.index(column)] == kept
        assert not any(one.startswith(begins) for one in cells)
