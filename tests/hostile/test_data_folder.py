"""What is served is what was loaded: the folder may change or vanish after that."""

import json
import shutil
from pathlib import Path

import httpx

from app.data.dataset import Dataset
from app.models.reference import collection_of, href_of
from tests.cli.processes import started
from tests.conftest import FIXTURES
from tests.http.conftest import KEPT


def other(data: Path) -> None:
    for file in (data / "areas.json", data / "statements.json"):
        file.write_text(json.dumps(json.loads(file.read_text("utf-8"))[:1]), "utf-8")


def broken(data: Path) -> None:
    for file in data.iterdir():
        file.write_text("[", "utf-8")


def gone(data: Path) -> None:
    shutil.rmtree(data)


def test_the_folder_can_change_while_it_is_served(
    tmp_path: Path, dataset: Dataset, client: httpx.Client
) -> None:
    data = Path(shutil.copytree(FIXTURES, tmp_path / "data"))
    items = [href_of(one.type, one.id) for one in dataset.all()][::5]
    lists = [f"/{collection_of(one.type)}?limit=3" for one in dataset.all()]
    paths = list(dict.fromkeys([*KEPT, *items, *lists]))
    command = ("app", "serve", "--port", "0", "--access-log", "off", "--data", str(data))
    with started(*command) as (url, _), httpx.Client(base_url=url) as served:
        for number, change in enumerate((other, broken, gone)):
            change(data)
            for path in paths[number::3]:
                assert served.get(path).content == client.get(path).content, path
    assert not data.exists()
