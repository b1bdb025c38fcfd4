"""The arrows of the house: main, cli → factory → api, pages → data → models; leaves know nobody."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
APP = ROOT / "app"

MAY_IMPORT = {
    "models": {"models"},
    "data": {"data", "models"},
    "snapshot": {"snapshot"},
    "settings": set(),
    "api": {"api", "data", "models"},
    "pages": {"pages", "api", "data", "models"},
    "readiness": {"data", "models", "snapshot"},
    "factory": {"api", "delivery", "pages", "readiness", "data", "models", "snapshot", "settings"},
    "delivery": {"api", "data", "models", "settings", "snapshot"},
    "serving": {"serving", "delivery", "factory", "data", "settings", "snapshot"},
    "export": {"export", "factory", "data", "models", "settings"},
    "commands": {"commands", "serving", "export", "data", "models", "settings"},
    "main": {"factory", "data", "settings"},
    "cli": {"commands", "data"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""What each room of the house may import from; the package itself (its version) is for everyone."""

OF_HTTP = {"fastapi", "starlette", "uvicorn", "http"}


def room(path: Path) -> str:
    return path.relative_to(APP).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the dotted names that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


FILES = sorted(APP.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_arrows_point_down(path: Path) -> None:
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("app.")}
    assert rooms - {"__version__"} <= MAY_IMPORT[room(path)]


@pytest.mark.parametrize("name", ["models", "data"])
def test_the_domain_knows_nothing_of_http(name: str) -> None:
    tops = {one.split(".")[0] for path in (APP / name).rglob("*.py") for one in imports(path)}
    assert not tops & OF_HTTP


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def test_no_file_imports_itself_in_a_circle() -> None:
    modules = {dotted(path): path for path in FILES}
    arrows = {
        name: {
            target if target in modules else target.rpartition(".")[0]
            for target in imports(path)
            if target.startswith("app.")
        }
        for name, path in modules.items()
    }
    while leaves := {name for name, targets in arrows.items() if not targets & arrows.keys()}:
        arrows = {name: targets for name, targets in arrows.items() if name not in leaves}
    assert not arrows


def test_nothing_in_the_app_knows_the_dataset() -> None:
    """Ids, names and counts are the data's: another folder is served without a line of code."""
    words = ("sensetime", "hong kong", "hong-kong", "china daily", "carrie-lam", "six areas")
    for path in FILES:
        text = path.read_text("utf-8").lower()
        assert not [word for word in words if word in text], path
