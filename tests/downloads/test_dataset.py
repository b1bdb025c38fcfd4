"""`/dataset.json`: the whole dataset in one file, which loads again as the same."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app.data.authored import canonical
from app.data.check import examine, load_dataset
from app.data.dataset import Dataset
from app.factory import create_app
from app.settings import Settings
from tests.conftest import FIXTURES
from tests.serving import serving

UNPACK = """\
import json, pathlib
for name, part in json.load(open("dataset.json", encoding="utf-8")).items():
    if name != "citation":
        text = json.dumps(part, ensure_ascii=False, indent=2) + "\\n"
        pathlib.Path("unpacked", f"{name}.json").write_text(text, encoding="utf-8")
"""


@pytest.fixture
def downloaded(any_client: httpx.Client, tmp_path: Path) -> Path:
    path = tmp_path / "dataset.json"
    path.write_bytes(any_client.get("/dataset.json").raise_for_status().content)
    return path


def same(one: Dataset, other: Dataset) -> bool:
    return one.info == other.info and [
        resource.model_dump_json(by_alias=True) for resource in one.all()
    ] == [resource.model_dump_json(by_alias=True) for resource in other.all()]


def test_it_has_version_licence_and_citation(
    any_client: httpx.Client, any_dataset: Dataset
) -> None:
    response = any_client.get("/dataset.json")
    assert response.headers["content-type"] == "application/json"
    whole = response.json()
    assert whole["dataset"]["version"] == any_dataset.info.version
    assert whole["dataset"]["licence"] == any_dataset.info.licence.model_dump()
    assert whole["citation"] == any_client.get("/").json()["citation"]


def test_it_is_accepted_as_it_is(downloaded: Path, any_dataset: Dataset) -> None:
    found = examine(downloaded)
    assert found.problems == ()
    assert found.resources == sum(1 for _ in any_dataset.all())
    assert same(load_dataset(downloaded), any_dataset)


def test_it_is_accepted_unpacked(downloaded: Path, any_dataset: Dataset) -> None:
    folder = downloaded.parent / "unpacked"
    folder.mkdir()
    subprocess.run([sys.executable, "-c", UNPACK], cwd=downloaded.parent, check=True, timeout=60)
    assert examine(folder).problems == ()
    assert same(load_dataset(folder), any_dataset)


def test_it_comes_back_byte_for_byte(downloaded: Path) -> None:
    again = create_app(load_dataset(downloaded), Settings(data=downloaded, access_log="off"))
    with serving(again) as url:
        assert httpx.get(f"{url}/dataset.json").content == downloaded.read_bytes()


def test_it_is_written_as_fixtures_are(client: httpx.Client) -> None:
    text = client.get("/dataset.json").text
    whole = json.loads(text)
    assert text == canonical(whole)
    for name, part in whole.items():
        file = FIXTURES / f"{name}.json"
        if name != "citation":
            assert canonical(part) == file.read_text("utf-8")
