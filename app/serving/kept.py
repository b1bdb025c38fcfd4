"""A dataset set aside in a file of our own, for processes that are started later."""

import gc
import pickle
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.data.dataset import Dataset
from app.factory import Record, create_app
from app.settings import Settings

MakeApp = Callable[[], Record]
"""Makes the app of one process."""


def set_aside(dataset: Dataset, settings: Settings, folder: Path) -> MakeApp:
    """Return what makes an app of exactly this dataset, whatever becomes of its source.

    What travels to another process is a path, not the data: to send much to a process that dies
    before it has read it would stop the sender for good.
    """
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".dataset", delete=False) as file:
        pickle.dump(dataset, file)
    return partial(_make, Path(file.name), settings)


def _make(path: Path, settings: Settings) -> Record:
    return settled(pickle.loads(path.read_bytes()), settings)  # noqa: S301 -- as above


def settled(dataset: Dataset, settings: Settings) -> Record:
    """Return the app of a dataset, which the garbage collector need not look at again and again.

    What is loaded stays until the process ends; to search it for garbage would only delay answers.
    """
    app = create_app(dataset, settings)
    gc.collect()
    gc.freeze()
    return app
