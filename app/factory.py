"""The app, put together: the only place that wires the parts."""

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from app import __version__
from app.api.claims import claims_router
from app.api.collections import collections_router
from app.api.errors import add_error_handlers
from app.api.index import index_router
from app.api.schemas import schemas_router
from app.api.views import views_router
from app.data.dataset import Dataset
from app.models.href import BASE
from app.settings import Settings


class BelowPrefix:
    """ASGI middleware that lets hrefs begin with the path prefix the app is served below."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with `BASE` set to its `root_path`."""
        before = BASE.set(scope.get("root_path", "").rstrip("/"))
        try:
            await self._app(scope, receive, send)
        finally:
            BASE.reset(before)


def create_app(dataset: Dataset, settings: Settings) -> FastAPI:
    """Return the app that serves a dataset."""
    del settings
    app = FastAPI(
        title=dataset.info.title,
        description=dataset.info.description,
        version=__version__,
        separate_input_output_schemas=False,
        redirect_slashes=False,
    )
    app.add_middleware(BelowPrefix)
    add_error_handlers(app)
    app.include_router(index_router(dataset))
    app.include_router(collections_router(dataset))
    app.include_router(claims_router(dataset))
    app.include_router(views_router(dataset))
    app.include_router(schemas_router())
    return app
