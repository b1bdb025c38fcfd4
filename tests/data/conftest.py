"""What the tests of the data share."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import OTHER_DATA
from tests.data.breaking import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A copy of the small dataset, which is sound."""
    shutil.copytree(OTHER_DATA, tmp_path / "data")
    return Folder(tmp_path / "data")
