"""Few dependencies, each listed with its reason, under licences that go with ours."""

import json
import re
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement

from tests.conftest import ROOT
from tests.supply.dependencies import canonical, declared, licences, runtime
from tests.tools import missing

COMPATIBLE = {
    *("MIT", "MIT License", "BSD-3-Clause", "BSD License", "PSF-2.0", "Apache-2.0"),
    *("Apache Software License", "MIT OR Apache-2.0", "MPL-2.0", "ISC", "Unlicense"),
}
"""Licences that let everybody use, change and pass on what has a part under them and is MIT."""
MOST = 24


def test_licences_are_compatible() -> None:
    found = {name: licences(metadata) for name, metadata in runtime().items()}
    assert {name: said for name, said in found.items() if not said <= COMPATIBLE} == {}


def test_dependencies_are_few() -> None:
    assert len(runtime()) <= MOST


def test_the_readme_says_what_each_is_for() -> None:
    section = (ROOT / "README.md").read_text("utf-8").split("## Dependencies, and why")[1]
    rows = re.findall(r"^\| (\w[\w, -]*) \|", section.split("\n## ")[0], re.MULTILINE)
    named = {canonical(one.strip()) for row in rows[1:] for one in row.split(",")}
    assert named == {canonical(Requirement(line).name) for line in declared()}


def test_a_bill_of_materials_is_one_line(tmp_path: Path) -> None:
    tool = Path(sys.executable).parent / "cyclonedx-py"
    if not tool.exists():
        missing("cyclonedx-py is not there: pip install cyclonedx-bom")
    file = tmp_path / "sbom.json"
    # Validation against the schema takes longer than all the rest.
    options = [
        "--no-validate",
        "--pyproject",
        str(ROOT / "pyproject.toml"),
        "--output-file",
        str(file),
    ]
    subprocess.run(
        [tool, "environment", *options, sys.executable],
        check=True,
        capture_output=True,
        timeout=120,
    )
    bill = json.loads(file.read_text("utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == (
        "CycloneDX",
        "innotech-record",
    )
    parts = {canonical(one["name"]): one for one in bill["components"]}
    for name in runtime():
        part = parts[name.partition("[")[0]]
        assert part["version"], name
        assert part["licenses"], name
