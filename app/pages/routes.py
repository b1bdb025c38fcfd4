"""Routes of the pages for people: the overview, the documentation, and the files that they load."""

from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from app.data.citations import cite_dataset
from app.data.dataset import Dataset
from app.data.schema_org import describe_dataset
from app.data.text import pluralize
from app.models.reference import collection_of
from app.pages import formatting
from app.pages.overview import Overview
from app.settings import Settings
from app.templating import TEMPLATES

_HERE = Path(__file__).parent
_SWAGGER_UI = files("fastapi_swagger") / "resources"

_FILES = (
    ("robots.txt", _HERE / "robots.txt", "text/plain"),
    ("favicon.ico", _HERE / "icon.svg", "image/svg+xml"),
    ("overview/style.css", _HERE / "style.css", "text/css"),
    ("overview/icon.svg", _HERE / "icon.svg", "image/svg+xml"),
    ("docs/assets/swagger-ui-bundle.js", _SWAGGER_UI / "swagger-ui-bundle.js", "text/javascript"),
    (
        "docs/assets/swagger-ui-bundle.js.LICENSE.txt",
        _HERE / "docs" / "swagger-ui.LICENSE.txt",
        "text/plain",
    ),
    ("docs/assets/swagger-ui.css", _SWAGGER_UI / "swagger-ui.css", "text/css"),
    ("docs/assets/docs.js", _HERE / "docs" / "docs.js", "text/javascript"),
    ("docs/assets/docs.css", _HERE / "docs" / "docs.css", "text/css"),
    ("docs/assets/icon.svg", _HERE / "docs" / "icon.svg", "image/svg+xml"),
)
"""What the pages load: nothing comes from elsewhere."""

_LIFETIME = "max-age=86400, s-maxage=60, stale-while-revalidate=60"
"""Cache-Control of files that change with a version of the code, or of the picture, only."""

_CSP = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
"""What the pages may do (Content Security Policy Level 3): nothing but what each adds here."""
_OVERVIEW_CSP = f"{_CSP}; form-action 'self'; style-src 'self'; img-src 'self'"
# `data:` has Swagger UI's icons.
_DOCS_CSP = (
    f"{_CSP}; form-action 'none'; connect-src 'self'; img-src 'self' data:; script-src 'self';"
    " style-src 'self'"
)


def render(dataset: Dataset, settings: Settings) -> str:
    """Return the overview of a dataset in HTML."""
    template = TEMPLATES.get_template("page.html.jinja")
    names = page_names(dataset, settings)
    return template.render(
        **names,
        description=describe_dataset(dataset, []),
        view=Overview(dataset),
        citation=cite_dataset(dataset.info, names["address"]),
    )


def page_names(dataset: Dataset, settings: Settings) -> dict[str, Any]:
    """Return the names that the templates of every page see, beside those of the one page."""
    return {
        "data": dataset,
        "root": settings.root_path,
        "address": f"{settings.origin}{settings.root_path}/overview",
        "collection_of": collection_of,
        "changes_direction": formatting.changes_direction,
        "date_in_words": formatting.date_in_words,
        "is_known": formatting.is_known,
        "language_in_words": formatting.language_in_words,
        "parts_of": formatting.parts_of,
        "pluralize": pluralize,
        "slug_in_words": formatting.slug_in_words,
    }


def pages_router(dataset: Dataset, settings: Settings) -> APIRouter:
    """Return the routes of the pages, which are made when they are first asked for."""
    router = APIRouter(tags=["Pages"])
    overview = cache(lambda: render(dataset, settings))

    @router.get(
        "/overview",
        operation_id="getOverview",
        summary="See everything on one page",
        response_class=HTMLResponse,
        response_description="The page, in HTML.",
    )
    async def get_overview() -> HTMLResponse:
        """Answer with a page for people: the whole dataset, every fact with its footnotes."""
        return HTMLResponse(overview(), headers={"Content-Security-Policy": _OVERVIEW_CSP})

    @router.get("/overview/search", include_in_schema=False)
    async def search_for_people(
        q: Annotated[str, Query(max_length=200)],
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> HTMLResponse:
        results = dataset.search.find(q, offset, 20)
        names = page_names(dataset, settings)
        template = TEMPLATES.get_template("search.html.jinja")
        page = template.render(**names, query=q, offset=offset, results=results)
        return HTMLResponse(page, headers={"Content-Security-Policy": _OVERVIEW_CSP})

    @router.get(
        "/docs", summary="Read the documentation, and try every request", include_in_schema=False
    )
    async def get_docs() -> HTMLResponse:
        page = (_HERE / "docs" / "docs.html").read_text(encoding="utf-8")
        page = page.replace("{title}", escape(dataset.info.title))
        page = page.replace("{root}", escape(settings.root_path))
        return HTMLResponse(page, headers={"Content-Security-Policy": _DOCS_CSP})

    def serve(address: str, content: bytes, media_type: str) -> None:
        async def get_file() -> Response:
            return Response(content, headers={"Cache-Control": _LIFETIME}, media_type=media_type)

        router.add_api_route(f"/{address}", get_file, include_in_schema=False)

    for address, file, media_type in _FILES:
        serve(address, file.read_bytes(), media_type)
    if dataset.picture:
        serve("overview/social.png", dataset.picture, "image/png")
    return router
