"""The app, put together: the only place that wires the parts."""

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from app import __version__
from app.api.catalog import CATALOGUED, catalog_router
from app.api.claims import claims_router
from app.api.collections import collections_router
from app.api.described import described
from app.api.docs import add_docs
from app.api.downloads import downloads_router
from app.api.errors import add_error_handlers
from app.api.index import index_router
from app.api.linked import LINKED, linked_router
from app.api.llms import llms_router
from app.api.openapi import add_openapi
from app.api.problem_pages import problem_pages_router
from app.api.schemas import schemas_router
from app.api.views import views_router
from app.data.dataset import Dataset
from app.delivery import deliver
from app.models.href import below
from app.pages.router import overview_router
from app.readiness import Readiness
from app.settings import Settings


class Record(FastAPI):
    """FastAPI behind the snapshot layer: it renders each answer once."""

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Describe the dataset; the routes are added by `create_app`."""
        self.snapshots = deliver(self._render, dataset, settings)
        self.at_once = self.snapshots.at_once
        self.ready = Readiness(self.snapshots, dataset)
        super().__init__(
            title=dataset.info.title,
            description=dataset.info.description,
            version=__version__,
            openapi_url=None,
            redirect_slashes=False,
            lifespan=self.ready.before_all(settings.root_path) if settings.ready_first else None,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from memory where possible."""
        await self.snapshots(scope, receive, send)

    async def _render(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let FastAPI answer, with hrefs below the prefix that the API is served at."""
        with below(scope.get("root_path", "")):
            await super().__call__(scope, receive, send)


def create_app(dataset: Dataset, settings: Settings) -> Record:
    """Return the app that serves a dataset."""
    app = Record(dataset, settings)
    add_error_handlers(app, dataset)
    links = described(dataset)
    app.include_router(index_router(dataset, app.ready), dependencies=[CATALOGUED, links])
    app.include_router(collections_router(dataset), dependencies=[LINKED, links])
    app.include_router(claims_router(dataset), dependencies=[LINKED, links])
    app.include_router(views_router(dataset), dependencies=[LINKED, links])
    app.include_router(schemas_router())
    app.include_router(problem_pages_router())
    app.include_router(overview_router(dataset, settings.origin))
    app.include_router(downloads_router(dataset))
    app.include_router(linked_router())
    app.include_router(llms_router(dataset))
    app.include_router(catalog_router(dataset))
    add_openapi(app, dataset)
    add_docs(app)
    return app
