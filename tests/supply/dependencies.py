"""What the project is made of when it runs: its dependencies, theirs, and their licences."""

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageMetadata, distribution

from packaging.requirements import Requirement

from tests.conftest import ROOT


def declared() -> list[str]:
    """Return the dependencies as pyproject.toml has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return list(project["dependencies"])


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def runtime() -> dict[str, PackageMetadata]:
    """Return the metadata of every distribution that running the project needs, by name."""
    found: dict[str, PackageMetadata] = {}
    _walk(declared(), "", found)
    return found


def _walk(lines: Iterable[str], extra: str, found: dict[str, PackageMetadata]) -> None:
    for line in lines:
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
            continue
        there = distribution(wanted.name)
        for name in ("", *wanted.extras):
            key = canonical(wanted.name) + (f"[{name}]" if name else "")
            if key not in found:
                found[key] = there.metadata
                _walk(there.requires or [], name, found)


def licences(metadata: PackageMetadata) -> set[str]:
    """Return what a distribution says of its licence, where it says it best."""
    expression = metadata.get_all("License-Expression")
    if expression:
        return set(expression)
    classifiers = metadata.get_all("Classifier") or []
    known = {one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")}
    return known or set(metadata.get_all("License") or ["none"])
