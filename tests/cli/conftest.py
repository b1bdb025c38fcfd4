"""Fixtures: commands find nothing in the environment, and leave nothing in it."""

import pytest


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("RECORD_DATA", "RECORD_ROOT_PATH", "RECORD_ORIGIN"):
        monkeypatch.setenv(variable, "")
    monkeypatch.delenv("SOURCE_TEXTS", raising=False)
