"""App factory: the only place that wires the parts."""

import datetime as dt

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from app import __version__
from app.api.collections import claims_router, collections_router
from app.api.documents import documents_router, schemas_router
from app.api.downloads import downloads_router
from app.api.index import index_router
from app.api.openapi import TAGS, describe
from app.api.problems import add_problem_handlers
from app.api.responses import Responses
from app.api.views import views_router
from app.data.dataset import Dataset
from app.middleware.cache import CacheMiddleware
from app.middleware.headers import HeadersMiddleware
from app.pages.routes import pages_router
from app.settings import Settings

PAGES = ("/overview", "/docs")
"""Pages for people, which ignore queries that they do not know."""


class Record(FastAPI):
    """FastAPI with the response cache and the fixed headers around all of it.

    `add_middleware` would put them inside of what answers a failure with 500, which then had no
    CORS headers, and would cost an answer from memory a tenth of the server's speed.
    """

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Describe the dataset; the routes are added by `create_app`."""
        super().__init__(
            title=dataset.info.title,
            version=__version__,
            root_path_in_servers=False,
            servers=[{"url": settings.origin + settings.root_path or "/"}],
            contact={"name": "The Innotech Record developers"},
            license_info={"name": "MIT", "identifier": "MIT"},
            openapi_tags=TAGS,
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
        )
        # Set here, since FastAPI deprecates its parameter `root_path` in favour of the server's,
        # which each server would have to be given.
        self.root_path = settings.root_path
        prefixes = {"", settings.root_path}
        modified = dt.datetime.fromisoformat(f"{dataset.info.modified}T00:00:00+00:00")
        # In the east of its author's clock a day may not have begun (RFC 9110 §8.8.2.1).
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        self._cache = CacheMiddleware(
            HeadersMiddleware(super().__call__),
            modified=min(modified, now),
            version=f"{__version__} {settings.root_path} {dataset.fingerprint}",
            pages=frozenset(f"{prefix}{page}" for prefix in prefixes for page in PAGES),
            browsers={f"{prefix}/": f"{prefix}/overview" for prefix in prefixes},
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from memory where it was answered before."""
        await self._cache(scope, receive, send)


def create_app(dataset: Dataset, settings: Settings) -> FastAPI:
    """Return the app that serves a dataset."""
    app = Record(dataset, settings)
    responses = Responses(dataset, settings)
    routers = (
        views_router(dataset, responses),
        claims_router(dataset, responses),
        collections_router(dataset, responses),
        index_router(app, dataset, responses),
        downloads_router(dataset, responses),
        documents_router(app, dataset, settings, responses),
        schemas_router(responses),
        pages_router(dataset, settings),
    )
    # Answers to queries are not kept, so that each is routed, and a route is compared after the
    # other: items come last. `include_router` would compare each of them twice.
    routes = [route for router in routers for route in router.routes]
    app.router.routes.extend(sorted(routes, key=lambda route: "{" in getattr(route, "path", "")))
    describe(app, dataset, responses)
    add_problem_handlers(app, dataset)
    return app
