"""Programs that some tests need: skipped without them, but in CI that is a failure."""

import os
import shutil

import pytest


def needs(program: str, install: str) -> str:
    """Return the path of a program, or skip (in CI: fail) with a word on what to install."""
    path = shutil.which(program)
    if path is None:
        missing(f"{program} is not there: install {install}")
    return str(path)


def missing(what: str) -> None:
    """Skip the test for want of something or, in CI, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
