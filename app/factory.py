"""App factory: the only place that wires the parts."""

import sys

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app import __version__
from app.api.claims import add_claims
from app.api.collections import add_item, add_list
from app.api.downloads import add_downloads
from app.api.guides import add_guides
from app.api.index import add_index
from app.api.linked_data import add_linked_data
from app.api.openapi import TAGS, install_openapi
from app.api.problems import Problem, add_problem_handlers
from app.api.responses import LinkedResponses
from app.api.routing import operation_id
from app.api.schemas import add_schemas
from app.api.tables import add_tables
from app.api.views import add_views
from app.data.dataset import Dataset
from app.middleware.cache import CacheMiddleware
from app.middleware.headers import HeadersMiddleware
from app.middleware.request_log import RequestLogMiddleware
from app.models import MODELS
from app.pages.routes import pages_router
from app.settings import Settings


class RecordAPI(FastAPI):
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
            generate_unique_id_function=operation_id,
            # Else FastAPI describes its 422, which never occurs here.
            responses={"4XX": {"model": Problem}},
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
        )
        # Set here, since FastAPI deprecates its parameter `root_path` in favour of the server's,
        # which each server would have to be given.
        self.root_path = root = settings.root_path
        self._cache: ASGIApp = CacheMiddleware(
            HeadersMiddleware(super().__call__),
            version=f"{__version__} {root} {dataset.fingerprint}",
            home=f"{root}/",
            page=f"{root}/overview",
            other_pages=frozenset({f"{root}/docs"}),
        )
        self._redirect = HeadersMiddleware(RedirectResponse(f"{root}/", 308))
        if settings.access_log:
            self._cache = RequestLogMiddleware(
                self._cache, frozenset({f"{root}/health"})
            )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from memory where it was answered before."""
        root = self.root_path
        if root and scope["type"] == "http":
            if scope["path"] == root:
                await self._redirect(scope, receive, send)
                return
            if not scope["path"].startswith(f"{root}/"):
                # A proxy may take the prefix away, as ASGI does not; the app sees whole paths.
                scope = {**scope, "path": root + scope["path"]}
        await self._cache(scope, receive, send)

    def __rsgi_init__(self, _: object) -> None:
        """Refuse granian's own interface, which calls an app with other arguments."""
        sys.exit("This is an ASGI app: run granian with `--interface asgi`.")


def create_app(dataset: Dataset, settings: Settings) -> FastAPI:
    """Return the app that serves a dataset, loaded with the settings' root path.

    More routes can be added to it as FastAPI has it, on the app or on an `APIRouter`. An answer to
    a GET without a query is kept and sent to everybody who asks, so handlers and added middleware
    see no header of a client; one that changes, or never ends, needs `Cache-Control: no-store`.
    Errors are answered with problem details: 400 for a wrong query, 404 for a wrong path.
    """
    if (dataset.origin, dataset.root_path) != (settings.origin, settings.root_path):
        message = "give load_dataset the root path and the origin of the settings"
        raise ValueError(message)
    app = RecordAPI(dataset, settings)
    responses = LinkedResponses(dataset)
    # First what is asked with queries and made each time: the router tries one route after another.
    add_views(app, dataset, responses)
    add_claims(app, dataset, responses)
    for type_ in MODELS:
        add_list(app, dataset, responses, type_)
    for type_ in MODELS:
        add_item(app, dataset, responses, type_)
    add_tables(app, dataset, responses)
    add_index(app, dataset, responses)
    add_downloads(app, dataset, responses)
    add_linked_data(app, dataset, responses)
    add_schemas(app)
    app.include_router(pages_router(dataset))
    # After all others: the guide weighs what there is by then, and nothing that is added later.
    add_guides(app, dataset, responses)
    install_openapi(app, dataset)
    add_problem_handlers(app, dataset)
    return app
