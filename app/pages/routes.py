"""Routes of the page for people, and of what it needs."""

import re
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import MISSING

from app.data.dataset import Dataset
from app.models.reference import collection_of
from app.pages.footnotes import supporting
from app.pages.formatting import (
    counted,
    date_in_words,
    in_words,
    is_turning,
    label_of,
    language_in_words,
)
from app.pages.view import PHASES, View
from app.pages.writer import ABOVE
from app.settings import Settings

_HERE = Path(__file__).parent
_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
"""Content-Security-Policy: a style sheet and images from here, and nothing else; no script."""
_OPTIONAL_TAGS = re.compile("</(li|dt|dd)>")
"""End tags that HTML does without (§13.1.2.4): two kilobytes in a hundred."""
_LIFETIME = "max-age=86400, stale-while-revalidate=604800"


def render(dataset: Dataset, settings: Settings) -> str:
    """Return the page of a dataset in HTML."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.tests["known"] = lambda value: value is not MISSING
    environment.tests["turning"] = is_turning
    environment.filters["date"] = date_in_words
    environment.globals.update(
        view=View(dataset),
        root=settings.root_path,
        base=settings.origin + settings.root_path,
        above=ABOVE,
        phases=PHASES,
        collection_of=collection_of,
        counted=counted,
        in_words=in_words,
        label_of=label_of,
        language=language_in_words,
        supporting=supporting,
    )
    html = environment.get_template("page.html.jinja").render()
    return _OPTIONAL_TAGS.sub("", html)


def pages_router(dataset: Dataset, settings: Settings) -> APIRouter:
    """Return the routes of the page, which is made when it is first asked for."""
    router = APIRouter(tags=["Pages"])
    html = cache(lambda: render(dataset, settings))

    @router.get(
        "/overview",
        operation_id="getOverview",
        summary="See everything on one page",
        response_class=HTMLResponse,
        response_description="The page, in HTML.",
    )
    async def get_overview() -> HTMLResponse:
        """Answer with a page for people: the whole dataset, every fact with its footnotes."""
        return HTMLResponse(html(), headers={"Content-Security-Policy": _PAGE_POLICY})

    def serve(name: str, media_type: str, content: bytes) -> None:
        async def get_file() -> Response:
            return Response(content, media_type=media_type, headers={"Cache-Control": _LIFETIME})

        router.add_api_route(f"/overview/{name}", get_file, include_in_schema=False)

    serve("style.css", "text/css", (_HERE / "style.css").read_bytes())
    serve("icon.svg", "image/svg+xml", (_HERE / "icon.svg").read_bytes())
    if dataset.picture:
        serve("social.png", "image/png", dataset.picture)
    return router
