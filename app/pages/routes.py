"""Routes of the pages for people: the overview, the documentation, and the files that they load."""

from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from app.data.citations import cite_dataset
from app.data.dataset import Dataset
from app.data.schema_org import describe_dataset
from app.data.text import pluralize
from app.models.reference import collection_of
from app.pages import formatting
from app.pages.overview import Overview
from app.templating import TEMPLATES

_HERE = Path(__file__).parent
_SWAGGER_UI = files("fastapi_swagger") / "resources"

_FILES = (
    ("robots.txt", _HERE / "robots.txt", "text/plain"),
    ("favicon.ico", _HERE / "icon.svg", "image/svg+xml"),
    ("overview/style.css", _HERE / "style.css", "text/css"),
    ("overview/icon.svg", _HERE / "icon.svg", "image/svg+xml"),
    (
        "docs/assets/swagger-ui-bundle.js",
        _SWAGGER_UI / "swagger-ui-bundle.js",
        "text/javascript",
    ),
    (
        "docs/assets/swagger-ui-bundle.js.LICENSE.txt",
        _HERE / "docs/swagger-ui.LICENSE.txt",
        "text/plain",
    ),
    ("docs/assets/swagger-ui.css", _SWAGGER_UI / "swagger-ui.css", "text/css"),
    ("docs/assets/docs.js", _HERE / "docs/docs.js", "text/javascript"),
    ("docs/assets/docs.css", _HERE / "docs/docs.css", "text/css"),
    ("docs/assets/icon.svg", _HERE / "docs/icon.svg", "image/svg+xml"),
)
"""What the pages load: nothing comes from elsewhere."""

_LIFETIME = "max-age=86400, s-maxage=60, stale-while-revalidate=60"
"""Cache-Control of files that change with a version of the code, or of the picture, only."""

_HITS = 20
"""How many hits a page shows."""

_POLICY = "Content-Security-Policy"
_NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
"""What the pages may do (CSP Level 3): nothing but what each adds here."""
_OVERVIEW = {
    _POLICY: f"{_NOTHING}; form-action 'self'; style-src 'self'; img-src 'self'"
}
# `data:` has Swagger UI's icons.
_DOCS = {
    _POLICY: f"{_NOTHING}; form-action 'none'; connect-src 'self'; img-src 'self' data:;"
    " script-src 'self'; style-src 'self'"
}


def render(dataset: Dataset) -> str:
    """Return the overview of a dataset in HTML."""
    return _render(
        "page.html.jinja",
        dataset,
        description=describe_dataset(dataset, []),
        view=Overview(dataset),
        citation=cite_dataset(dataset.info, f"{dataset.address}/overview"),
    )


def _render(template: str, dataset: Dataset, **names: object) -> str:
    """Return a page in HTML, whose template sees these names and those that every page sees."""
    return TEMPLATES.get_template(template).render(
        names,
        data=dataset,
        root=dataset.root_path,
        address=f"{dataset.address}/overview",
        collection_of=collection_of,
        changes_direction=formatting.changes_direction,
        date_in_words=formatting.date_in_words,
        is_known=formatting.is_known,
        language_at=formatting.language_at,
        language_in_words=formatting.language_in_words,
        parts_of=formatting.parts_of,
        pluralize=pluralize,
        slug_in_words=formatting.slug_in_words,
    )


def pages_router(dataset: Dataset) -> APIRouter:
    """Return the routes of the pages."""
    router = APIRouter(tags=["Pages"])
    # It is costly, and an unknown parameter is no reason to make it again.
    overview = cache(partial(render, dataset))

    @router.get(
        "/overview",
        operation_id="getOverview",
        summary="See everything on one page",
        response_class=HTMLResponse,
        response_description="The page, in HTML.",
    )
    async def get_overview() -> HTMLResponse:
        """Answer with a page for people: the whole dataset, every fact with its footnotes."""
        return HTMLResponse(overview(), headers=_OVERVIEW)

    @router.get("/overview/search", include_in_schema=False)
    async def search_for_people(
        q: Annotated[str, Query(max_length=200)] = "",
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> HTMLResponse:
        query = q.strip()
        page = _render(
            "search.html.jinja",
            dataset,
            query=query,
            offset=offset,
            limit=_HITS,
            results=dataset.search.find(query, offset, _HITS),
        )
        return HTMLResponse(page, headers=_OVERVIEW)

    @router.get(
        "/docs",
        summary="Read the documentation, and try every request",
        include_in_schema=False,
    )
    async def get_docs() -> HTMLResponse:
        return HTMLResponse(_render("docs.html.jinja", dataset), headers=_DOCS)

    def serve(address: str, content: bytes, media_type: str) -> None:
        async def get_file() -> Response:
            return Response(
                content, headers={"Cache-Control": _LIFETIME}, media_type=media_type
            )

        router.add_api_route(f"/{address}", get_file, include_in_schema=False)

    for address, file, media_type in _FILES:
        serve(address, file.read_bytes(), media_type)
    if dataset.picture:
        serve("overview/social.png", dataset.picture, "image/png")
    return router
