"""Ready means: what most readers ask for is in memory."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from app.data.dataset import Dataset
from app.models import MODELS
from app.models.reference import collection_of, href_of
from app.snapshot import Snapshots

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class NotReadyError(RuntimeError):
    """Some answers could not be made; the server must not pass for a healthy one."""


class Readiness:
    """Makes the index, every collection and every resource ready to be sent."""

    def __init__(self, snapshots: Snapshots, dataset: Dataset) -> None:
        """Know what has to be ready, and where it is kept."""
        self._snapshots = snapshots
        collections = (f"/{collection_of(kind)}" for kind in MODELS)
        self._done: set[str] = set()
        self._paths = ("/", *collections, *(href_of(one.type, one.id) for one in dataset.all()))

    async def __call__(self, root_path: str) -> None:
        """Return when the answers below a prefix are ready, as many as memory holds.

        What was ready once stays so: the data does not change. Raises `NotReadyError` with the
        addresses that would not be answered with 200.
        """
        if root_path in self._done:
            return
        failed = await self._snapshots.warm(self._paths, root_path=root_path)
        if failed:
            message = f"no answer can be made for {', '.join(failed)}"
            raise NotReadyError(message)
        self._done.add(root_path)

    def before_all(self, root_path: str) -> Lifespan:
        """Return the lifespan of an app that accepts nobody before it is ready."""

        @asynccontextmanager
        async def lifespan(_: FastAPI) -> AsyncIterator[None]:
            await self(root_path)
            yield

        return lifespan
