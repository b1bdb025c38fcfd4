"""The same data gives the same bytes everywhere, and other data only other bytes where it shows."""

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from app.data.check import load_dataset
from app.data.dataset import Dataset
from app.factory import create_app
from app.models.reference import collection_of, href_of
from app.settings import Settings
from tests.cli.processes import started
from tests.conftest import FIXTURES
from tests.http.conftest import KEPT
from tests.http.wire import Wire
from tests.serving import serving


def addresses(dataset: Dataset) -> list[str]:
    items = [href_of(one.type, one.id) for one in dataset.all()]
    lists = [f"/{collection_of(one.type)}" for one in dataset.all()]
    claims = [f"/claims/{slug}" for slug in dataset.claims]
    return list(dict.fromkeys([*KEPT, *lists, *items, *claims[::20]]))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_on_the_same_data_answers_the_same(
    wire: Wire, dataset: Dataset, seed: str
) -> None:
    paths = addresses(dataset)[:: int(seed)]
    command = ("app", "serve", "--port", "0", "--access-log", "off")
    with started(*command, variables={"PYTHONHASHSEED": seed}) as (url, _):
        # From the last to the first: nothing depends on what was asked before.
        for path in reversed(paths):
            for coding in ("identity", "br"):
                field = f"Accept-Encoding: {coding}"
                one, other = wire.ask(path, "GET", field), Wire(url).ask(path, "GET", field)
                assert (one.kept, one.body) == (other.kept, other.body), path


def test_a_change_changes_the_validators_of_what_shows_it_and_of_nothing_else(
    wire: Wire, dataset: Dataset, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(FIXTURES, data)
    areas = json.loads((data / "areas.json").read_text("utf-8"))
    areas[0]["evidence"][0]["locator"] = "paragraph 7777"
    text = json.dumps(areas, ensure_ascii=False, indent=2) + "\n"
    (data / "areas.json").write_text(text, "utf-8")
    paths = addresses(dataset)
    with serving(create_app(load_dataset(data), Settings(data=data, access_log="off"))) as url:
        after = {path: Wire(url).ask(path) for path in paths}
    before = {path: wire.ask(path) for path in paths}
    gone = {path for path in paths if after[path].status == 404}
    changed = {
        path
        for path in paths
        if path not in gone and after[path].headers["etag"] != before[path].headers["etag"]
    }
    # The sums of downloads stand where they are offered.
    told = re.compile(f"paragraph 7777|{sha256(after['/dataset.json'].body).hexdigest()}".encode())
    shown = {path for path in paths if told.search(after[path].body)}
    assert {"/areas", href_of("area", areas[0]["id"]), "/dataset.json"} <= shown
    assert changed == shown
    assert all(path.startswith("/claims/") for path in gone)
